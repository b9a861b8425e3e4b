import { type Grid, indexToPoint, type Vec3 } from '../../src-shared/geometry.ts'
import { english } from '../../src-shared/number-format.ts'
import { lettered, type PlaneView, slicePosition } from '../../src-shared/plane-view.ts'
import type { HUWindow, OverlayLayer } from './view-props.ts'
import type { ViewTexts } from './view-texts.ts'

/** Such as "I 229.0 mm". */
export function positionLabel(grid: Grid, view: PlaneView, slice: number, texts: ViewTexts, digits = 1): string {
  const { letter, mm } = slicePosition(grid, view, slice)
  return `${letter} ${texts.numbers.number(mm, digits)} mm`
}

/** Such as "229 mm inferior". */
export function spokenPosition(grid: Grid, view: PlaneView, slice: number, texts: ViewTexts): string {
  const { letter, mm } = slicePosition(grid, view, slice)
  return `${texts.numbers.number(mm, 0)} mm ${texts.directions[letter]}`
}

/** Such as "L 58.2  P 172.9  I 229.0 mm". */
export function pointLabel(grid: Grid, index: Vec3, texts: ViewTexts): string {
  const point = indexToPoint(grid, index)
  const parts = ([0, 1, 2] as const).map((axis) => {
    const { letter, mm } = lettered(axis, point[axis])
    return `${letter} ${texts.numbers.number(mm, 1)}`
  })
  return `${parts.join('  ')} mm`
}

/** Such as "W 1500 L −600". */
export function windowLabel(window: HUWindow): string {
  return `W ${english.plain(window.widthHU)} L ${english.plain(window.centreHU)}`
}

export function shownLayers(layers: readonly OverlayLayer[], hidden: boolean, texts: ViewTexts): string {
  const names = hidden ? [] : layers.filter((layer) => layer.visible).map((layer) => layer.name)
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} ${texts.and} ${names[names.length - 1] ?? ''}`
}
