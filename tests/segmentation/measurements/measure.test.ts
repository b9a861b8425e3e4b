import { expect, it } from 'vitest'
import { toRuns } from '../../../src-shared/imaging/run-mask.ts'
import { lungMeasures } from '../../../src-shared/segmentation/measurements/lung-measures.ts'
import { measure } from '../../../src-shared/segmentation/measurements/measure.ts'
import { slicesHeld } from '../../../src-shared/segmentation/measurements/slices-held.ts'
import { maskLiteral } from '../../support/mask-literal.ts'

const countsOf = (values: readonly number[]): { from: number; counts: Uint32Array } => {
  const counts = new Uint32Array(2048)
  for (const value of values) counts[value + 1024] = (counts[value + 1024] as number) + 1
  return { from: -1024, counts }
}

it('takes what lies below -950 and -910 HU, not what lies at them', () => {
  const measures = lungMeasures(countsOf([-951, -950, -911, -910, -800, -700, -600, -500, 40, 100]), 0.5)
  expect(measures).toEqual({ volumeMl: 5, meanHU: -618.2, laa950: 10, laa910: 30, perc15: -950 })
})

it('has no density without voxels', () => {
  const nothing = { volumeMl: 0, meanHU: null, laa950: null, laa910: null, perc15: null }
  expect(lungMeasures(countsOf([]), 1)).toEqual(nothing)
})

it('measures sides, thirds of equal height from apex to base, and the airways', () => {
  const empty = '....'
  const right = maskLiteral(empty, '#...', '#...', '#...', '#...', '#...', '#...')
  const left = maskLiteral(empty, empty, empty, '..#.', '..##', empty, empty)
  const airways = maskLiteral(empty, empty, empty, empty, empty, empty, '.#..')
  const hu = Int16Array.from({ length: 28 }, (_, at) => -900 + 10 * Math.floor(at / 4))
  const made = measure(hu, { right: toRuns(right), left: toRuns(left), airways: toRuns(airways) }, 2)
  expect(made.right).toMatchObject({ volumeMl: 12, meanHU: -865 })
  expect(made.left).toMatchObject({ volumeMl: 6, meanHU: (-870 - 860 - 860) / 3 })
  expect(made.total.volumeMl).toBe(18)
  expect(made.airwayMl).toBe(2)
  expect([made.thirds.lower.volumeMl, made.thirds.middle.volumeMl, made.thirds.upper.volumeMl]).toEqual([4, 10, 4])
  expect(made.thirds.lower.meanHU).toBe(-885)
  expect(made.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(9)
})

it('finds the first and the last slice', () => {
  expect(slicesHeld(maskLiteral('..', '#.', '..', '.#', '..'))).toEqual([1, 3])
  expect(slicesHeld(maskLiteral('..', '..'))).toBeNull()
})
