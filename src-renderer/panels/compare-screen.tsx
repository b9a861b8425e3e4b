import { type ReactElement, type Ref, useMemo, useRef, useState } from 'react'
import { Toolbar } from 'react-aria-components'
import type { PictureHandle } from '../slice-view/picture-parts.ts'
import { SliceView } from '../slice-view/slice-view.tsx'
import { createViewLink } from '../slice-view/view-link.ts'
import type { OverlayLayer, RailMarks } from '../slice-view/view-props.ts'
import { findAction } from '../state/actions.ts'
import { useApp } from '../state/app-store.ts'
import { chooseSide, swapSides, toggleOverlay, useCompare } from '../state/compare-store.ts'
import { goToSlice, goToVoxel } from '../state/crosshair.ts'
import { readableKeys } from '../state/keys.ts'
import { methodIds } from '../state/method.ts'
import { useSettings } from '../state/settings-store.ts'
import { shortName } from '../state/short-name.ts'
import { sliceAgreements } from '../state/slice-agreement.ts'
import { useText } from '../state/use-text.ts'
import { setWindow, useView, voxelOf } from '../state/view-store.ts'
import { useVolume } from '../state/volume-store.ts'
import { Button, IconButton, IconToggle } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Select } from '../ui/select.tsx'
import { narrowQuery, useMedia } from '../ui/use-media.ts'
import css from './compare.module.css'
import { CompareChart } from './compare-chart.tsx'
import { ComparePanel } from './compare-panel.tsx'
import { differenceLayers, useSideNames } from './difference-layers.ts'
import { labelLayers } from './label-layers.ts'
import { useOfferedPictures } from './use-offered-picture.ts'
import { useViewTexts } from './use-view-texts.ts'
import { Presets } from './view-toolbar.tsx'

const c = classes(css)
const noMarks: RailMarks = { maskRange: null, findings: [] }

/** Two results on the same slices, their difference, and how far they agree. */
export function CompareScreen(): ReactElement {
  const panelsHidden = useApp((state) => state.panelsHidden)
  return (
    <div className={c('screen')}>
      <main className={c('middle')}>
        <CompareToolbar />
        <Views />
        <CompareChart />
      </main>
      {!panelsHidden && <ComparePanel />}
    </div>
  )
}

function CompareToolbar(): ReactElement {
  const t = useText()
  const narrow = useMedia(narrowQuery)
  const chosen = useCompare((state) => state.chosen)
  const opened = useCompare((state) => state.opened)
  const shown = useCompare((state) => state.overlay.compare)
  const choices = [
    ...methodIds.map((id) => ({ id, name: t.method.names[id] ?? id })),
    ...opened.map(({ labelmapId, title }) => ({ id: labelmapId, name: shortName(title) })),
  ]
  return (
    <Toolbar className={c('toolbar')} aria-label={t.compare.toolbar} data-region="toolbar">
      <strong>A</strong>
      <Select label={t.compare.sideA} choices={choices} selected={chosen[0]} onChange={(id) => chooseSide(0, id)} />
      <IconButton icon="swap" label={t.actions.swapSides} onPress={swapSides} />
      <strong>B</strong>
      <Select label={t.compare.sideB} choices={choices} selected={chosen[1]} onChange={(id) => chooseSide(1, id)} />
      <Button kind="quiet" size="small" icon="folder" onPress={findAction('openMask').run}>
        {t.compare.openMask}
      </Button>
      <span className={c('end')}>
        <IconToggle
          icon="difference"
          label={t.actions.difference}
          shortcut="D"
          isSelected={shown}
          onChange={() => toggleOverlay('compare')}
        />
        <IconButton
          icon="picture"
          label={t.actions.savePicture}
          shortcut={readableKeys('Ctrl+Shift+S', t.formats.language)}
          onPress={findAction('savePicture').run}
        />
        <IconButton icon="fit" label={t.actions.fit} shortcut="F" onPress={findAction('fit').run} />
        <Presets asList={narrow} withKeys={!narrow} />
      </span>
    </Toolbar>
  )
}

function Views(): ReactElement {
  const t = useText()
  const [a, b] = useSideNames()
  const sides = useCompare((state) => state.sides)
  const difference = useCompare((state) => (state.overlay.compare ? state.difference : null))
  const fillOpacity = useSettings((state) => state.settings.fillOpacity)
  const outlineWidth = useSettings((state) => state.settings.outlineWidth)
  const hidden = useView((state) => state.hiddenLayers)
  const [link] = useState(createViewLink)
  const hasVolume = useVolume((state) => state.view !== null)
  const pictures = [useRef<PictureHandle>(null), useRef<PictureHandle>(null), useRef<PictureHandle>(null)] as const
  useOfferedPictures('compare', pictures, hasVolume)
  // lists that stay the same as long as nothing of them changes need not be drawn again
  const [ofA, ofB] = useMemo(() => {
    const look = { fillOpacity, outlineWidth, hidden }
    return sides === null ? [[], []] : sides.map((side) => labelLayers(t, side, look))
  }, [t, sides, fillOpacity, outlineWidth, hidden])
  const both = useMemo(
    () => (difference === null ? [] : differenceLayers(t, difference, [a, b])),
    [t, difference, a, b],
  )
  const marksOf = (side: 0 | 1): RailMarks => ({ ...noMarks, maskRange: sides?.[side].sliceRange ?? null })
  return (
    <section className={c('views')} aria-label={t.compare.views} data-region="viewports">
      <View ref={pictures[0]} heading={t.compare.heading('A', a)} layers={ofA ?? []} marks={marksOf(0)} link={link} />
      <View ref={pictures[1]} heading={t.compare.heading('B', b)} layers={ofB ?? []} marks={marksOf(1)} link={link} />
      <View ref={pictures[2]} heading={t.compare.difference} layers={both} marks={noMarks} link={link}>
        <HereNow />
      </View>
    </section>
  )
}

function View(props: {
  readonly heading: string
  readonly layers: readonly OverlayLayer[]
  readonly marks: RailMarks
  readonly link: ReturnType<typeof createViewLink>
  readonly ref: Ref<PictureHandle>
  readonly children?: ReactElement
}): ReactElement {
  const t = useText()
  const texts = useViewTexts()
  const volume = useVolume((state) => state.view)
  const failed = useVolume((state) => state.failure !== null)
  const view = useView()
  const { column, row, slice } = view
  const voxel = useMemo(() => voxelOf({ column, row, slice }), [column, row, slice])
  const interpolate = useSettings((state) => state.settings.interpolate)
  if (volume === null) return <p className={c('wait')}>{failed ? t.review.notRead : t.review.loading}</p>
  return (
    <div className={c('view')}>
      <SliceView
        ref={props.ref}
        volume={volume}
        plane="axial"
        heading={props.heading}
        link={props.link}
        slice={view.slice}
        onSliceChange={goToSlice}
        crosshair={view.tool === 'crosshair' ? voxel : null}
        onCrosshairChange={goToVoxel}
        window={view.window}
        onWindowChange={setWindow}
        tool={view.tool}
        layers={props.layers}
        hideLayers={view.hideLayers}
        interpolate={interpolate}
        invert={view.invert}
        fitRequest={view.fitRequest}
        marks={props.marks}
        texts={texts}
      />
      {props.children}
    </div>
  )
}

/** How far both agree in the slice on screen. */
function HereNow(): ReactElement | null {
  const t = useText()
  const [a, b] = useSideNames()
  const slice = useView((state) => state.slice)
  const comparison = useCompare((state) => state.comparison)
  if (comparison === null) return null
  const here = sliceAgreements(comparison.slices)[slice] ?? null
  const told =
    here === null
      ? t.compare.noneHere
      : 'dice' in here
        ? t.compare.diceHere(t.formats.number(here.dice, 3))
        : t.compare.onlyHere(here.only === 'a' ? a : b)
  return (
    <span className={c('here')} data-here>
      {told}
    </span>
  )
}
