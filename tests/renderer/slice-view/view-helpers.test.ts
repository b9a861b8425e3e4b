import { describe, expect, it } from 'vitest'
import { greyTable, paintGrey } from '../../../src-renderer/slice-view/grey-table.ts'
import { railPart, railSlice } from '../../../src-renderer/slice-view/rail-place.ts'
import { longestBar, scaleBar } from '../../../src-renderer/slice-view/scale-bar.ts'
import { clampSlice, sliceForKey } from '../../../src-renderer/slice-view/slice-keys.ts'
import {
  pointLabel,
  positionLabel,
  shownLayers,
  spokenPosition,
  windowLabel,
} from '../../../src-renderer/slice-view/view-labels.ts'
import type { OverlayLayer } from '../../../src-renderer/slice-view/view-props.ts'
import { englishViewTexts, germanViewTexts } from '../../../src-renderer/slice-view/view-texts.ts'
import { createWheelSteps } from '../../../src-renderer/slice-view/wheel-steps.ts'
import type { Grid } from '../../../src-shared/geometry.ts'
import { createBitMask } from '../../../src-shared/mask.ts'
import { planeView } from '../../../src-shared/plane-view.ts'

const grid: Grid = {
  size: [512, 512, 64],
  spacing: [0.841796875, 0.841796875, 5],
  origin: [-228.036842, -93.0631599, -439],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
}
const view = planeView(grid, 'axial')

describe('labels', () => {
  it('name position, point and window with true minus signs', () => {
    expect(positionLabel(grid, view, 42, englishViewTexts)).toBe('I 229.0 mm')
    expect(positionLabel(grid, view, 42, germanViewTexts)).toBe('I 229,0 mm')
    expect(positionLabel(grid, view, 42, englishViewTexts, 0)).toBe('I 229 mm')
    expect(spokenPosition(grid, view, 42, englishViewTexts)).toBe('229 mm inferior')
    expect(pointLabel(grid, [340, 316, 42], englishViewTexts)).toBe('L 58.2  P 172.9  I 229.0 mm')
    expect(windowLabel({ widthHU: 1500, centreHU: -600 })).toBe('W 1500 L −600')
    expect(englishViewTexts.numbers.number(314346, 0)).toBe('314,346')
    expect(englishViewTexts.numbers.plain(-1024)).toBe('−1024')
    expect(englishViewTexts.numbers.number(-0.2, 0)).toBe('0')
  })

  it('list the visible layers', () => {
    const layer = (name: string, visible: boolean): OverlayLayer => ({
      id: name,
      name,
      mask: createBitMask([1, 1, 1]),
      colour: '#ffffff',
      fillOpacity: 0.2,
      outlinePx: 1,
      hatch: false,
      visible,
    })
    const layers = [
      layer('right lung', true),
      layer('left lung', true),
      layer('airways', true),
      layer('removed', false),
    ]
    expect(shownLayers(layers, false, englishViewTexts)).toBe('right lung, left lung and airways')
    expect(shownLayers(layers.slice(0, 1), false, englishViewTexts)).toBe('right lung')
    expect(shownLayers(layers, true, englishViewTexts)).toBe('')
  })
})

describe('scaleBar', () => {
  it('is a round length of 40 to 120 pixels at every zoom', () => {
    for (let pixelsPerMm = 0.01; pixelsPerMm < 100; pixelsPerMm *= 1.07) {
      const { lengthMm, pixels } = scaleBar(pixelsPerMm)
      expect(pixels).toBeLessThanOrEqual(120.001)
      expect(pixels).toBeGreaterThanOrEqual(40)
      expect(pixels).toBeCloseTo(lengthMm * pixelsPerMm, 9)
      expect(['1', '2', '5']).toContain(lengthMm.toExponential(6).charAt(0))
    }
    expect(scaleBar(1.2)).toEqual({ lengthMm: 100, pixels: 120 })
    // in a narrow view it ends before the letter in the middle
    expect([longestBar(1000), longestBar(236)]).toEqual([120, 74])
    expect(scaleBar(1.2, longestBar(236))).toEqual({ lengthMm: 50, pixels: 60 })
  })
})

describe('slice keys', () => {
  it('move towards the head with Up, by five with Page keys, and stop at the ends', () => {
    expect(sliceForKey('ArrowUp', 10, 64, 1)).toBe(11)
    expect(sliceForKey('ArrowUp', 10, 64, -1)).toBe(9)
    expect(sliceForKey('PageDown', 10, 64, 1)).toBe(5)
    expect(sliceForKey('PageDown', 3, 64, 1)).toBe(0)
    expect(sliceForKey('Home', 10, 64, 1)).toBe(0)
    expect(sliceForKey('End', 10, 64, -1)).toBe(63)
    expect(sliceForKey('a', 10, 64, 1)).toBeNull()
    expect(sliceForKey('toString', 10, 64, 1)).toBeNull()
    expect(clampSlice(7, 0)).toBe(0)
  })
})

describe('rail', () => {
  it('puts every slice where a press finds it again', () => {
    for (const upStep of [1, -1] as const) {
      for (let slice = 0; slice < 64; slice++) {
        expect(railSlice(railPart(slice, 64, upStep), 64, upStep)).toBe(slice)
      }
    }
    expect(railSlice(0, 64, 1)).toBe(63)
    expect(railSlice(-1, 64, 1)).toBe(63)
    expect(railSlice(2, 64, 1)).toBe(0)
  })
})

describe('wheel steps', () => {
  const pixels = (deltaY: number, deltaX = 0) => ({ deltaX, deltaY, deltaMode: 0 })

  it('takes a notch of any size for one step', () => {
    const steps = createWheelSteps()
    expect([pixels(100), pixels(-53), pixels(480)].map(steps)).toEqual([1, -1, 1])
    expect(steps({ deltaX: 0, deltaY: 3, deltaMode: 1 })).toBe(1)
    expect(steps(pixels(0, -120))).toBe(-1)
  })

  it('gathers smooth scrolling, and begins anew when it turns', () => {
    const steps = createWheelSteps()
    expect([15, 15, 15, 15, 15, 15].map((y) => steps(pixels(y)))).toEqual([0, 0, 1, 0, 0, 1])
    expect(steps(pixels(20))).toBe(0)
    expect([-15, -15, -15].map((y) => steps(pixels(y)))).toEqual([0, 0, -1])
  })
})

describe('greyTable', () => {
  const grey = (hu: number, invert = false) =>
    (greyTable({ widthHU: 1500, centreHU: -600 }, invert)[hu & 0xffff] as number) & 255

  it('is black below, white above and linear within the window, opaque everywhere', () => {
    expect([grey(-32768), grey(-1350), grey(149), grey(32767)]).toEqual([0, 0, 255, 255])
    expect(grey(-600)).toBe(128)
    expect(grey(-1350, true)).toBe(255)
    const table = greyTable({ widthHU: 1, centreHU: 40 }, false)
    expect(table.every((word) => word === 0xff000000 || word === 0xffffffff)).toBe(true)
    const out = new Uint32Array(2)
    paintGrey(Int16Array.of(39, 40), table, out)
    expect([...out]).toEqual([0xff000000, 0xffffffff])
  })
})
