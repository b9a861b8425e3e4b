import { expect, it } from 'vitest'
import { ballRows } from '../../../src-shared/imaging/element-rows.ts'
import { noRuns, toRuns } from '../../../src-shared/imaging/run-mask.ts'
import { createBitMask } from '../../../src-shared/mask.ts'
import type { CheckFacts } from '../../../src-shared/segmentation/checks/check-facts.ts'
import { consolidation } from '../../../src-shared/segmentation/checks/consolidation.ts'
import { freeAir } from '../../../src-shared/segmentation/checks/free-air.ts'
import { lungSizes } from '../../../src-shared/segmentation/checks/lung-sizes.ts'
import { truncation } from '../../../src-shared/segmentation/checks/truncation.ts'
import { measure } from '../../../src-shared/segmentation/measurements/measure.ts'
import { setBit } from '../../support/mask-literal.ts'

const size = [96, 64, 80] as const
const metric = { xx: 9, yy: 9, zz: 9, xy: 0, xz: 0, yz: 0 }

/** Two ellipsoids of 3 mm voxels, without the voxels `out` names. */
function facts(radius: { right: number; left: number }, out: (i: number, j: number, k: number) => boolean): CheckFacts {
  const [right, left] = [createBitMask(size), createBitMask(size)]
  for (const [mask, middle, wide] of [
    [right, 24, radius.right],
    [left, 72, radius.left],
  ] as const) {
    if (wide === 0) continue
    for (const { dj, dk, from, to } of ballRows({ ...metric, zz: 2 }, wide * 3)) {
      for (let i = from; i <= to; i++) {
        const [j, k] = [32 + dj, 40 + dk]
        if (k >= 0 && k < size[2] && !out(middle + i, j, k)) setBit(mask, middle + i, j, k)
      }
    }
  }
  const hu = new Int16Array(size[0] * size[1] * size[2]).fill(-850)
  const airways = noRuns(size)
  const map = { axes: [0, 1, 2], flipped: [false, false, false] } as const
  const upright = { map, size, spacing: [3, 3, 3] as const, metric, voxelMm3: 27, hu: null, paddingHU: null }
  const lungs = { right: toRuns(right), left: toRuns(left) }
  const measurements = measure(hu, { ...lungs, airways }, 0.027)
  return { upright, hu, ...lungs, airways, standard: { upright }, measurements, at: (k) => ({ slice: k }) }
}
const whole = (): boolean => false
const codes = (findings: readonly { code: string; severity: string }[]): string[] =>
  findings.filter(({ severity }) => severity !== 'passed').map(({ code }) => code)

it('is content with two whole lungs', () => {
  const good = facts({ right: 17, left: 16.5 }, whole)
  for (const check of [truncation, lungSizes, freeAir, consolidation]) expect(codes(check(good))).toEqual([])
})

it('sees what the scan cuts off', () => {
  const tall = facts({ right: 20, left: 20 }, whole)
  const found = truncation(tall).filter(({ severity }) => severity === 'warning')
  expect(found.map(({ code, where }) => [code, where?.slice])).toEqual([
    ['W_TRUNCATED_APEX', 79],
    ['W_TRUNCATED_BASE', 0],
  ])
  expect(codes(truncation({ ...tall, standard: { ...tall.standard, atSide: tall.left } }))).toContain(
    'W_TRUNCATED_SIDE',
  )
})

it('sees one lung, unlike lungs and odd volumes', () => {
  expect(codes(lungSizes(facts({ right: 17, left: 0 }, whole)))).toContain('W_ONE_LUNG')
  expect(codes(lungSizes(facts({ right: 17, left: 13 }, whole)))).toContain('W_LUNG_RATIO')
  expect(codes(lungSizes(facts({ right: 9, left: 9 }, whole)))).toEqual(['W_LUNG_VOLUME'])
})

it('sees bare air', () => {
  const made = facts({ right: 17, left: 17 }, whole)
  for (let k = 35; k < 45; k++)
    for (let j = 25; j < 40; j++) for (let i = 20; i < 30; i++) made.hu[(k * size[1] + j) * size[0] + i] = -1000
  const [finding] = freeAir(made)
  expect(finding).toMatchObject({ code: 'W_FREE_AIR' })
  expect(finding?.where?.slice).toBeGreaterThan(38)
  expect(finding?.where?.slice).toBeLessThan(42)
})

it('sees a dent that a mass has left', () => {
  const made = facts({ right: 17, left: 17 }, (i, j, k) => Math.hypot(i - 72, j - 19) < 6 && Math.abs(k - 40) < 16)
  const found = consolidation(made)
  expect(codes(found)).toEqual(['W_CONSOLIDATION'])
  expect(found[0]?.message).toContain('left')
})
