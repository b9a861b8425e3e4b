import { type ReactElement, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { Plane } from '../../src-shared/geometry.ts'
import { planeView } from '../../src-shared/plane-view.ts'
import { maskRanges } from '../slice-view/mask-ranges.ts'
import type { PictureHandle } from '../slice-view/picture-parts.ts'
import { createViewLink } from '../slice-view/view-link.ts'
import type { OverlayLayer, RailMarks } from '../slice-view/view-props.ts'
import { type CompareSide, type SideStage, useCompare } from '../state/compare-store.ts'
import { countInPlane } from '../state/count-in-plane.ts'
import { useSettings } from '../state/settings-store.ts'
import { sliceAgreements } from '../state/slice-agreement.ts'
import type { Messages } from '../state/text/en.ts'
import { useText } from '../state/use-text.ts'
import { useView, voxelOf } from '../state/view-store.ts'
import { useVolume } from '../state/volume-store.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { PaneSplitter } from '../ui/pane-splitter.tsx'
import css from './compare-views.module.css'
import { differenceLayers, useSideNames } from './difference-layers.ts'
import { labelLayers } from './label-layers.ts'
import frame from './screen-frame.module.css'
import { SeriesSlice } from './series-slice.tsx'
import { stageTitle } from './stage-words.ts'
import { useOfferedPictures } from './use-offered-picture.ts'

const c = classes(frame, css)
const noMarks: RailMarks = { maskRange: null, findings: [] }
/** Slower than three flashes a second by far (WCAG 2.3.1). */
const blinkMs = 800

interface Shown {
  readonly heading: string
  readonly pictureHeading?: string
  readonly layers: readonly OverlayLayer[]
  readonly marks: RailMarks
}

/** Both sides and their difference in the plane that is chosen: side by side, one behind the other, or in turns. */
export function CompareViews(): ReactElement {
  const t = useText()
  const plane = useView((state) => state.activePlane)
  const mode = useCompare((state) => state.mode)
  const [link] = useState(createViewLink)
  const [sideA, sideB] = useShownSides(plane)
  const [a, b] = useSideNames()
  const difference = useCompare((state) => (state.overlay.compare ? state.difference : null))
  const layers = useMemo(
    () => (difference === null ? [] : differenceLayers(t, difference, [a, b])),
    [t, difference, a, b],
  )
  const hasVolume = useVolume((state) => state.view !== null)
  const pictures = [useRef<PictureHandle>(null), useRef<PictureHandle>(null), useRef<PictureHandle>(null)] as const
  useOfferedPictures('compare', pictures, hasVolume)
  const view = (at: 0 | 1 | 2, shown: Shown): ReactElement => (
    <SeriesSlice ref={pictures[at]} plane={plane} link={link} {...shown} />
  )
  return (
    <section className={c('views', mode !== 'side' && 'two')} aria-label={t.compare.views} data-region="viewports">
      {mode === 'side' && (
        <>
          <div className={c('view')}>{view(0, sideA)}</div>
          <div className={c('view')}>{view(1, sideB)}</div>
        </>
      )}
      {mode === 'swipe' && <Swipe a={view(0, sideA)} b={view(1, sideB)} nameOfB={sideB.heading} />}
      {mode === 'blink' && <Blink a={view(0, sideA)} b={view(1, sideB)} />}
      <div className={c('view')}>
        {view(2, { heading: t.compare.difference, layers, marks: noMarks })}
        <HereNow plane={plane} />
      </div>
    </section>
  )
}

/** What is drawn of A and B; lists that stay the same as long as nothing of them changes need not be drawn again. */
function useShownSides(plane: Plane): readonly [Shown, Shown] {
  const t = useText()
  const names = useSideNames()
  const namesInPictures = useSideNames('picture')
  const sides = useCompare((state) => state.sides)
  const stages = useCompare((state) => state.stages)
  const grid = useVolume((state) => state.info?.grid ?? null)
  const fillOpacity = useSettings((state) => state.settings.fillOpacity)
  const outlineWidth = useSettings((state) => state.settings.outlineWidth)
  const hidden = useView((state) => state.hiddenLayers)
  const layers = useMemo(
    () =>
      sides?.map((side, n) => labelLayers(t, drawnOf(side, stages[n]), { fillOpacity, outlineWidth, hidden })) ?? [],
    [t, sides, stages, fillOpacity, outlineWidth, hidden],
  )
  const marks = useMemo(() => {
    if (sides === null || grid === null) return []
    const axis = planeView(grid, plane).axes[2]
    return sides.map(
      ({ mask, sliceRange }): RailMarks => ({
        ...noMarks,
        maskRange: axis === 2 ? sliceRange : maskRanges(mask)[axis],
      }),
    )
  }, [sides, grid, plane])
  const headingIn = (all: readonly [string, string], n: 0 | 1): string =>
    headingOf(t, n, all[n], sides?.[n].info?.method ?? '', stages[n])
  const shown = (n: 0 | 1): Shown => ({
    heading: headingIn(names, n),
    pictureHeading: headingIn(namesInPictures, n),
    layers: layers[n] ?? [],
    marks: marks[n] ?? noMarks,
  })
  return [shown(0), shown(1)]
}

/** A side's result, or what the stage that is shown left. */
const drawnOf = (side: CompareSide, shown: SideStage | null | undefined): Pick<CompareSide, 'mask' | 'labels'> =>
  shown === null || shown === undefined || shown.mask === null ? side : { mask: shown.mask, labels: shown.labels }

function headingOf(t: Messages, n: 0 | 1, name: string, method: string, shown: SideStage | null): string {
  const side = t.compare.heading(n === 0 ? 'A' : 'B', name)
  return shown === null ? side : t.compare.stageHeading(side, stageTitle(t, method, shown.stage))
}

interface Pair {
  readonly a: ReactNode
  readonly b: ReactNode
}

/** A on the left of a line that is dragged, B on its right, on one slice. */
function Swipe({ a, b, nameOfB }: Pair & { readonly nameOfB: string }): ReactElement {
  const t = useText()
  const [part, setPart] = useState(0.5)
  const left = `${100 * part}%`
  return (
    <div className={c('view', 'stack')}>
      <div className={c('layer')}>{a}</div>
      <div className={c('layer')} style={{ clipPath: `inset(0 0 0 ${left})` }}>
        {b}
      </div>
      <span className={c('swipeLine')} style={{ left }} />
      <span className={c('note', 'swipeName')} style={{ left }} aria-hidden="true">
        {nameOfB}
      </span>
      <PaneSplitter
        label={t.compare.swipeLine}
        direction="across"
        part={part}
        minimum={0}
        maximum={1}
        standard={0.5}
        onChange={setPart}
      />
    </div>
  )
}

/** A and B in turns on one slice, until it is stopped. */
function Blink({ a, b }: Pair): ReactElement {
  const t = useText()
  const [second, setSecond] = useState(false)
  const [stopped, setStopped] = useState(false)
  useEffect(() => {
    if (stopped) return
    const timer = setInterval(() => setSecond((before) => !before), blinkMs)
    return () => clearInterval(timer)
  }, [stopped])
  return (
    <div className={c('view', 'stack')} data-blink={second ? 'b' : 'a'}>
      <div className={c('layer', second && 'away')}>{a}</div>
      <div className={c('layer', !second && 'away')}>{b}</div>
      <span className={c('blinkKeys')}>
        <Button size="small" onPress={() => setStopped(!stopped)}>
          {stopped ? t.compare.blinkOn : t.compare.blinkStop}
        </Button>
        {stopped && (
          <Button size="small" onPress={() => setSecond(!second)}>
            {t.compare.blinkOther(second ? 'A' : 'B')}
          </Button>
        )}
      </span>
    </div>
  )
}

/** How far both agree in the slice on screen. */
function HereNow({ plane }: { readonly plane: Plane }): ReactElement | null {
  const t = useText()
  const [a, b] = useSideNames()
  const { slice, row, column } = useView()
  const grid = useVolume((state) => state.info?.grid ?? null)
  const difference = useCompare((state) => state.difference)
  const compared = useCompare((state) => state.comparison !== null)
  const axis = grid === null ? 2 : planeView(grid, plane).axes[2]
  const at = voxelOf({ slice, row, column })[axis]
  const here = useMemo(() => {
    if (difference === null) return null
    const count = (part: keyof typeof difference): number[] => [countInPlane(difference[part], axis, at)]
    return sliceAgreements({ both: count('both'), onlyA: count('onlyA'), onlyB: count('onlyB') })[0] ?? null
  }, [difference, axis, at])
  if (!compared) return null
  const told =
    here === null
      ? t.compare.noneHere
      : 'dice' in here
        ? t.compare.diceHere(t.formats.number(here.dice, 3))
        : t.compare.onlyHere(here.only === 'a' ? a : b)
  return (
    <span className={c('note', 'here')} data-here>
      {told}
    </span>
  )
}
