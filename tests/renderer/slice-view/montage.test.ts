import { describe, expect, it } from 'vitest'
import { cellForKey, montageSlices, nearestCell } from '../../../src-renderer/slice-view/montage-cells.ts'
import { patientBox } from '../../../src-renderer/slice-view/montage-crop.ts'
import type { ViewVolume } from '../../../src-renderer/slice-view/view-props.ts'
import type { Grid } from '../../../src-shared/geometry.ts'
import { planeView } from '../../../src-shared/plane-view.ts'

describe('montageSlices', () => {
  it('spreads slices evenly, both ends included, head first', () => {
    const slices = montageSlices(2, 57, 25, true, 1)
    expect(slices).toHaveLength(25)
    expect([slices[0], slices[24]]).toEqual([57, 2])
    const gaps = slices.slice(1).map((slice, n) => (slices[n] as number) - slice)
    expect(new Set(gaps)).toEqual(new Set([2, 3]))
  })

  it('turns round for feet first and for series stored from head to feet', () => {
    expect(montageSlices(0, 4, 3, false, 1)).toEqual([0, 2, 4])
    expect(montageSlices(0, 4, 3, true, -1)).toEqual([0, 2, 4])
    expect(montageSlices(0, 4, 3, false, -1)).toEqual([4, 2, 0])
  })

  it('never shows a slice twice and leaves cells empty instead', () => {
    expect(montageSlices(5, 7, 25, true, 1)).toEqual([7, 6, 5])
    expect(montageSlices(7, 5, 25, true, 1)).toEqual([7, 6, 5])
    expect(montageSlices(10, 20, 1, true, 1)).toEqual([15])
    for (let last = 1; last < 300; last++) {
      const slices = montageSlices(0, last, 25, false, 1)
      expect(new Set(slices).size).toBe(Math.min(25, last + 1))
      expect([slices[0], slices.at(-1)]).toEqual([0, last])
    }
  })
})

describe('montage keys', () => {
  it('move between cells and stop at the edges', () => {
    expect(cellForKey('ArrowDown', 3, 5, 25)).toBe(8)
    expect(cellForKey('ArrowUp', 3, 5, 25)).toBeNull()
    expect(cellForKey('ArrowRight', 24, 5, 25)).toBeNull()
    expect(cellForKey('ArrowDown', 21, 5, 23)).toBeNull()
    expect(cellForKey('End', 0, 5, 23)).toBe(22)
    expect(cellForKey('q', 0, 5, 23)).toBeNull()
  })

  it('find the cell nearest to a slice that is not shown', () => {
    expect(nearestCell([57, 55, 52], 53)).toBe(2)
    expect(nearestCell([], 53)).toBe(-1)
  })
})

describe('patientBox', () => {
  const grid: Grid = {
    size: [200, 160, 2],
    spacing: [1, 1, 5],
    origin: [0, 0, 0],
    direction: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  }
  const volumeOf = (hu: Int16Array): ViewVolume => ({
    volumeId: 'box',
    grid,
    hu,
    arrived: new Set([0, 1]),
    revision: 0,
    range: [-1000, 40],
  })

  it('holds the patient and leaves out a thin table', () => {
    const hu = new Int16Array(200 * 160 * 2).fill(-1000)
    for (let y = 40; y < 100; y++) hu.fill(40, y * 200 + 50, y * 200 + 150)
    hu.fill(40, 140 * 200, 140 * 200 + 2 * 200)
    const box = patientBox(volumeOf(hu), planeView(grid, 'axial'), [0, 1])
    expect(box.x).toBeLessThanOrEqual(50)
    expect(box.x + box.width).toBeGreaterThanOrEqual(150)
    expect(box.y).toBeLessThanOrEqual(40)
    expect(box.y).toBeGreaterThan(20)
    expect(box.y + box.height).toBeGreaterThanOrEqual(100)
    expect(box.y + box.height).toBeLessThan(125)
  })

  it('is the whole slice where there is no patient', () => {
    const box = patientBox(volumeOf(new Int16Array(200 * 160 * 2).fill(-1000)), planeView(grid, 'axial'), [0])
    expect(box).toEqual({ x: 0, y: 0, width: 200, height: 160 })
  })
})
