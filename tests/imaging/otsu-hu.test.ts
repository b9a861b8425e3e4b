import { expect, it } from 'vitest'
import { countRunsHu, quantile } from '../../src-shared/imaging/count-runs-hu.ts'
import { otsuHu } from '../../src-shared/imaging/otsu-hu.ts'
import { toRuns } from '../../src-shared/imaging/run-mask.ts'
import { createBitMask } from '../../src-shared/mask.ts'
import { maskLiteral, setBit } from '../support/mask-literal.ts'

it('counts HU under a mask, what lies outside the range at its ends', () => {
  const hu = Int16Array.from([-5, 0, 1, 2, 9, 2, 1, 0])
  const counted = countRunsHu(hu, toRuns(maskLiteral('####', '##..')), 0, 3)
  expect(Array.from(counted.counts)).toEqual([2, 1, 2, 1])
  expect(Array.from(countRunsHu(hu, toRuns(maskLiteral('####', '##..')), 0, 3, 1).counts)).toEqual([0, 0, 1, 1])
})

it('reads rows of more than one word', () => {
  const mask = createBitMask([40, 1, 1])
  for (const i of [0, 31, 32, 39]) setBit(mask, i, 0, 0)
  const hu = Int16Array.from({ length: 40 }, (_, i) => i)
  const { counts } = countRunsHu(hu, toRuns(mask), 0, 39)
  expect([...counts.keys()].filter((i) => counts[i] === 1)).toEqual([0, 31, 32, 39])
})

it('gives quantiles', () => {
  const counted = { from: -10, counts: Uint32Array.from([1, 0, 2, 1]) }
  expect(quantile(counted, 0.25)).toBe(-10)
  expect(quantile(counted, 0.5)).toBe(-8)
  expect(quantile(counted, 1)).toBe(-7)
  expect(quantile({ from: 0, counts: new Uint32Array(4) }, 0.5)).toBeNull()
})

it('parts two classes halfway where nothing lies between them', () => {
  const counts = new Uint32Array(101)
  counts[10] = 50
  counts[90] = 200
  expect(otsuHu({ from: -1000, counts })).toBe(-1000 + 51)
  expect(otsuHu({ from: 0, counts: Uint32Array.from([0, 7, 0]) })).toBeNull()
})

it('takes the split with the largest variance between the classes', () => {
  const counts = Uint32Array.from([9, 4, 1, 0, 3, 8])
  const total = counts.reduce((sum, count) => sum + count, 0)
  const variance = (cut: number): number => {
    const mean = (from: number, to: number): [number, number] => {
      let [count, sum] = [0, 0]
      for (let n = from; n < to; n++) {
        count += counts[n] as number
        sum += n * (counts[n] as number)
      }
      return [count, sum / count]
    }
    const [low, lowMean] = mean(0, cut)
    const [high, highMean] = mean(cut, counts.length)
    return ((low * high) / total ** 2) * (lowMean - highMean) ** 2
  }
  const found = otsuHu({ from: 0, counts }) as number
  for (let cut = 1; cut < 6; cut++) expect(variance(found)).toBeGreaterThanOrEqual(variance(cut) - 1e-12)
})
