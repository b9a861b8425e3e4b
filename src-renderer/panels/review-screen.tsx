import { type ReactElement, useMemo } from 'react'
import { labelColours } from '../../src-shared/label-looks.ts'
import { SceneView } from '../scene-view/scene-view.tsx'
import { SliceView } from '../slice-view/slice-view.tsx'
import type { SceneMesh } from '../slice-view/view-props.ts'
import { englishViewTexts, germanViewTexts, type ViewTexts } from '../slice-view/view-texts.ts'
import { useApp } from '../state/app-store.ts'
import { useCoarse } from '../state/coarse-store.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { useSettings } from '../state/settings-store.ts'
import { isSurfaceStale, useSurface } from '../state/surface-store.ts'
import { useText } from '../state/use-text.ts'
import { setSlice, setWindow, toggleBig, useView } from '../state/view-store.ts'
import { useVolume } from '../state/volume-store.ts'
import { sliceCount } from '../state/workflow.ts'
import { classes } from '../ui/classes.ts'
import { useMedia } from '../ui/use-media.ts'
import { useReviewLayers } from './difference-layers.ts'
import { DifferencePill } from './difference-pill.tsx'
import { isLabelName } from './label-looks.ts'
import { useMarks } from './layers.ts'
import { LeftPanel } from './left-panel.tsx'
import css from './review-screen.module.css'
import { RightPanel } from './right-panel.tsx'
import { useIsBlocked } from './use-is-blocked.ts'
import { ViewToolbar } from './view-toolbar.tsx'

const c = classes(css)

/** The viewports' own words in the chosen language. */
export const useViewTexts = (): ViewTexts =>
  useSettings((state) => (state.settings.language === 'de' ? germanViewTexts : englishViewTexts))

/** Slices and surface of the open series, between its layers and its method. */
export function ReviewScreen(): ReactElement {
  const t = useText()
  const panelsHidden = useApp((state) => state.panelsHidden)
  const bigView = useView((state) => state.bigView)
  return (
    <div className={c('screen')}>
      {panelsHidden ? <span /> : <LeftPanel />}
      <main className={c('middle')}>
        <ViewToolbar />
        <section
          className={c('views', bigView !== null && 'big')}
          aria-label={t.review.viewports}
          data-region="viewports"
        >
          <div className={c('view', bigView === 'scene' && 'away')}>
            <AxialView />
            <DifferencePill />
          </div>
          <div className={c('view', bigView === 'axial' && 'away')}>
            <Surface />
          </div>
        </section>
      </main>
      {!panelsHidden && <RightPanel />}
    </div>
  )
}

function AxialView(): ReactElement {
  const t = useText()
  const texts = useViewTexts()
  const volume = useVolume((state) => state.view)
  const view = useView()
  const interpolate = useSettings((state) => state.settings.interpolate)
  const layers = useReviewLayers()
  const marks = useMarks()
  const failed = useVolume((state) => state.failure !== null)
  if (volume === null) return <p className={c('wait')}>{failed ? t.review.notRead : t.review.loading}</p>
  return (
    <SliceView
      volume={volume}
      plane="axial"
      slice={view.slice}
      onSliceChange={(slice) => setSlice(slice, sliceCount())}
      window={view.window}
      onWindowChange={setWindow}
      tool={view.tool}
      layers={layers}
      hideLayers={view.hideLayers}
      interpolate={interpolate}
      invert={view.invert}
      fitRequest={view.fitRequest}
      marks={marks}
      onToggleBig={() => toggleBig('axial')}
      texts={texts}
    />
  )
}

function Surface(): ReactElement {
  const t = useText()
  const texts = useViewTexts()
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)')
  const { meshes: made, info, running, failure } = useSurface()
  const segmentationId = useSegmentation((state) => state.info?.segmentationId ?? null)
  const isEmpty = useSegmentation((state) => state.info?.empty === true)
  const fitRequest = useView((state) => state.sceneFitRequest)
  const hidden = useView((state) => state.hiddenLayers)
  const stale = isSurfaceStale(useSurface.getState(), segmentationId)
  const coarse = useCoarse((state) => state.shown)
  const meshes = useMemo(() => {
    const whole = (info?.parts ?? []).flatMap(({ meshId, name }, n) => {
      const mesh = made?.[n]
      return mesh === undefined || !isLabelName(name) ? [] : [{ ...mesh, id: meshId, name }]
    })
    const shown =
      coarse?.surfaces.map((surface) => ({ ...surface, id: `${coarse.segmentationId} ${surface.name}` })) ?? whole
    return shown.map(
      ({ name, ...mesh }): SceneMesh => ({
        ...mesh,
        name: t.review.labels[name],
        colour: labelColours[name],
        visible: !hidden.has(name),
      }),
    )
  }, [info, made, coarse, hidden, t])
  const blocked = useIsBlocked()
  const emptyText = blocked
    ? ''
    : isEmpty
      ? t.review.noSurface
      : failure !== null
        ? t.review.surfaceFailed
        : running
          ? t.review.surfaceStarts
          : t.review.surfaceFollows
  return (
    <>
      <SceneView
        meshes={meshes}
        emptyText={emptyText}
        fitRequest={fitRequest}
        reducedMotion={reducedMotion}
        onToggleBig={() => toggleBig('scene')}
        texts={texts}
      />
      {stale && meshes.length > 0 && <span className={c('pill')}>{t.review.surfaceStale}</span>}
    </>
  )
}
