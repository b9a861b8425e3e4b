import { describe, expect, it } from 'vitest'
import type { ChestCase } from '../../support/chest-cases.ts'
import { cutOut, ordinaryChest, repaint, storeOtherwise, volumeOfChest } from '../../support/chest-cases.ts'
import { agreement, labelmap, runStandard, troubles } from '../../support/run-standard.ts'

const isLung = (truth: number): boolean => truth === 1 || truth === 2

interface Hard {
  readonly make: () => ChestCase
  /** Warnings and errors, no more and no fewer. */
  readonly troubles?: string[]
  readonly labels?: number[]
  readonly leastDice?: number
}

/** Lung of both sides with a membrane of 1 voxel between them where it was not before. */
const join = (chest: ChestCase, middle: number, where: (x: number, y: number, z: number) => boolean): ChestCase =>
  repaint(chest, ([x, y, z], _, truth) => {
    if (isLung(truth) || !where(x, y, z)) return undefined
    return Math.abs(x - middle) < 1.5 ? { hu: -560, truth: 0 } : { hu: -860, truth: x < middle ? 1 : 2 }
  })

const cases: Record<string, Hard> = {
  'an ordinary chest on a hollow table, with gas in the stomach': { make: ordinaryChest },
  'lungs joined at the front': {
    make: () => join(ordinaryChest(), 4.2, (x, y, z) => z > 20 && z < 80 && y < -45 && y > -62 && Math.abs(x - 4) < 16),
  },
  'lungs joined at the back': {
    make: () => join(ordinaryChest(), 1.4, (x, y, z) => z > -20 && z < 30 && y > 42 && y < 49 && Math.abs(x) < 30),
  },
  'cut off at the base': {
    make: () => cutOut(ordinaryChest(), [0, 0, 40], [256, 256, 100]),
    troubles: ['W_TRUNCATED_BASE'],
  },
  'cut off at the apex': {
    make: () => cutOut(ordinaryChest(), [0, 0, 0], [256, 256, 73]),
    troubles: ['W_TRUNCATED_APEX'],
  },
  'touching the side of the field': {
    make: () => cutOut(ordinaryChest(), [60, 0, 0], [256, 256, 100]),
    troubles: ['W_TRUNCATED_SIDE'],
  },
  'a nodule at the pleura': {
    make: () =>
      repaint(ordinaryChest(), ([x, y, z], _, truth) =>
        isLung(truth) && Math.hypot(x + 112, y - 10, z) < 7 ? { hu: 40, truth } : undefined,
      ),
  },
  'padding of -2000': {
    make: () =>
      repaint(ordinaryChest(), ([x, y], _, truth) => (Math.hypot(x, y) > 176 ? { hu: -2000, truth } : undefined)),
  },
  'padding of -3024 that cuts into the body': {
    make: () => repaint(ordinaryChest(), ([x, y]) => (Math.hypot(x, y) > 150 ? { hu: -3024, truth: 0 } : undefined)),
  },
  'a pneumothorax': {
    make: () =>
      repaint(ordinaryChest(), ([, y, z], _, truth) =>
        truth === 1 && y < -30 && z < 60 ? { hu: -1000, truth } : undefined,
      ),
    troubles: ['W_FREE_AIR'],
  },
  'one lung only': {
    make: () => repaint(ordinaryChest(), (_, __, truth) => (truth === 2 ? { hu: 20, truth: 0 } : undefined)),
    troubles: ['W_ONE_LUNG'],
    labels: [1],
  },
  'a small child': {
    make: () => {
      const chest = ordinaryChest()
      const [dx, dy, dz] = chest.grid.spacing
      return { ...chest, grid: { ...chest.grid, spacing: [dx * 0.45, dy * 0.45, dz * 0.45] } }
    },
    troubles: ['W_LUNG_VOLUME'],
  },
  'arms beside the trunk': {
    make: () =>
      repaint(ordinaryChest(), ([x, y, z], hu, truth) => {
        const radius = Math.hypot(Math.abs(x) - 168, y - 40)
        return radius < 26 && z < 100 && hu < -500 && truth === 0 ? { hu: radius < 10 ? 500 : 30, truth } : undefined
      }),
  },
  'a colon full of gas': {
    make: () =>
      repaint(ordinaryChest(), ([x, y, z], _, truth) =>
        truth === 0 && Math.hypot((x + 40) / 50, (y + 30) / 25, (z + 125) / 22) < 1 ? { hu: -1000, truth } : undefined,
      ),
  },
  'prone, feet first': { make: () => storeOtherwise(ordinaryChest(), [0, 1, 2], [false, true, true]) },
}

describe.each(Object.entries(cases))(
  '%s',
  (_, { make, troubles: expected = [], labels = [1, 2], leastDice = 0.985 }) => {
    it('has its lungs on their sides and tells what is wrong', () => {
      const chest = make()
      const state = runStandard(volumeOfChest(chest))
      expect(troubles(state)).toEqual(expected)
      const found = labelmap(state)
      const cutOff = expected.some((code) => code.startsWith('W_TRUNCATED'))
      for (const label of labels) {
        const { dice, volume } = agreement(found, chest.truth, label)
        expect(dice).toBeGreaterThan(leastDice)
        if (!cutOff) expect(Math.abs(volume - 1)).toBeLessThan(0.01)
      }
      expect(agreement(found, chest.truth, 3).dice).toBeGreaterThan(0.93)
      for (const label of [1, 2]) if (!labels.includes(label)) expect(found.includes(label)).toBe(false)
    })
  },
)

it('finds no lungs where there are none, and says so once', () => {
  const chest = repaint(ordinaryChest(), (_, __, truth) => (truth === 0 ? undefined : { hu: 30, truth: 0 }))
  const state = runStandard(volumeOfChest(chest))
  expect(troubles(state)).toEqual(['E_NO_LUNGS'])
  expect(labelmap(state).some((label) => label !== 0)).toBe(false)
})

it('runs on nothing but air, and on nothing but tissue', () => {
  for (const hu of [-1000, 40]) {
    const chest = repaint(ordinaryChest(), () => ({ hu, truth: 0 }))
    expect(troubles(runStandard(volumeOfChest(chest)))).toEqual(['E_NO_LUNGS'])
  }
})
