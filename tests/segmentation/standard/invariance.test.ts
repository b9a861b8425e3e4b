import { expect, it } from 'vitest'
import type { ChestCase } from '../../support/chest-cases.ts'
import { plainChest, repaint, storeOtherwise, volumeOfChest } from '../../support/chest-cases.ts'
import { labelmap, runStandard } from '../../support/run-standard.ts'

const joined = (): ChestCase =>
  repaint(plainChest(), ([x, y, z], _, truth) =>
    truth === 0 && z > 20 && z < 80 && y < -45 && y > -62 && Math.abs(x - 4) < 16 ? { hu: -860, truth: 0 } : undefined,
  )
const labelsOf = (chest: ChestCase): Uint8Array => labelmap(runStandard(volumeOfChest(chest)))

it.each([
  ['head to foot', [0, 1, 2], [false, false, true]],
  ['prone', [0, 1, 2], [true, true, false]],
  ['feet first', [0, 1, 2], [true, false, true]],
  ['coronal', [0, 2, 1], [false, true, false]],
  ['sagittal', [1, 2, 0], [false, true, true]],
  ['sagittal, all turned round', [2, 0, 1], [true, true, true]],
] as const)('gives the same labels at the same points, stored %s', (_, axes, flipped) => {
  const chest = joined()
  const labelled = { ...chest, truth: labelsOf(chest) }
  const stored = storeOtherwise(chest, axes, flipped)
  expect(labelsOf(stored)).toEqual(storeOtherwise(labelled, axes, flipped).truth)
})

it('swaps labels where the patient is mirrored', () => {
  const chest = joined()
  const mirrored = { ...storeOtherwise(chest, [0, 1, 2], [true, false, false]), grid: chest.grid }
  const expected = storeOtherwise({ ...chest, truth: labelsOf(chest) }, [0, 1, 2], [true, false, false]).truth
  expect(labelsOf(mirrored)).toEqual(expected.map((label) => [0, 2, 1, 3][label] as number))
})
