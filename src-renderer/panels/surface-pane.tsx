import { type ReactElement, useMemo } from 'react'
import { labelColours } from '../../src-shared/label-looks.ts'
import { SceneView } from '../scene-view/scene-view.tsx'
import type { SceneMesh } from '../slice-view/view-props.ts'
import { useCoarse } from '../state/coarse-store.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { isSurfaceStale, useSurface } from '../state/surface-store.ts'
import { useText } from '../state/use-text.ts'
import { toggleAlone, useView } from '../state/view-store.ts'
import { classes } from '../ui/classes.ts'
import { useMedia } from '../ui/use-media.ts'
import { isLabelName } from './label-looks.ts'
import css from './review-screen.module.css'
import frame from './screen-frame.module.css'
import { useIsBlocked } from './use-is-blocked.ts'
import { useOfferedPicture } from './use-offered-picture.ts'
import { useViewTexts } from './use-view-texts.ts'

const c = classes(frame, css)

/** The surface of the newest result, with what is told while there is none. */
export function SurfacePane({ onScreen }: { readonly onScreen: boolean }): ReactElement {
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
  const picture = useOfferedPicture('scene', onScreen && meshes.length > 0)
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
        ref={picture}
        meshes={meshes}
        emptyText={emptyText}
        fitRequest={fitRequest}
        reducedMotion={reducedMotion}
        onToggleBig={() => toggleAlone('scene')}
        onFocus={() => useView.setState({ activePane: 'scene' })}
        texts={texts}
      />
      {stale && meshes.length > 0 && <span className={c('note', 'pill', 'surfacePill')}>{t.review.surfaceStale}</span>}
    </>
  )
}
