import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src-shared/finding.ts'
import type { Vec3 } from '../../../src-shared/geometry.ts'
import type { MethodState } from '../../../src-shared/segmentation/method.ts'
import { type ChestCase, plainChest, repaint, storeOtherwise, volumeOfChest } from '../../support/chest-cases.ts'
import { runStandard } from '../../support/run-standard.ts'

interface Provoked {
  /** Where the finding has to lie, z in mm. */
  readonly z: readonly [number, number]
  readonly make: () => ChestCase
}

const softTissue = (hu: number): boolean => hu > 0 && hu < 90
const noise = ([x, y, z]: Vec3): number => ((Math.round(x) * 7 + Math.round(y) * 13 + Math.round(z) * 5) % 3) - 1

/** What each finding takes to appear in a chest that is else in order. */
const provoked: Record<string, Provoked> = {
  W_AIRWAY_LEAK: {
    z: [-60, 120],
    // a windpipe no darker than lung, with a broad opening into the right lung
    make: () =>
      repaint(plainChest(), ([x, y, z], _, truth) => {
        if (truth === 3) return { hu: -830, truth }
        const opening = Math.abs(z - 20) < 12 && Math.abs(y - 20) < 12 && x > -70 && x < 8
        return opening && truth === 0 ? { hu: -860, truth } : undefined
      }),
  },
  W_NO_AIRWAY: {
    z: [40, 150],
    make: () => repaint(plainChest(), (_, __, truth) => (truth === 3 ? { hu: 20, truth: 0 } : undefined)),
  },
  W_NOT_SEPARATED: {
    z: [-60, 80],
    make: () =>
      repaint(plainChest(), ([x, y, z], _, truth) =>
        truth === 0 && Math.abs(x) < 70 && y > -60 && y < 30 && z > -60 && z < 70 ? { hu: -860, truth } : undefined,
      ),
  },
  W_CONTRAST: {
    z: [-60, 60],
    make: () =>
      repaint(plainChest(), ([x, y, z], hu, truth) =>
        softTissue(hu) && Math.abs(x - 12) < 60 && y > -80 && y < 45 && Math.abs(z) < 80
          ? { hu: 260, truth }
          : undefined,
      ),
  },
  W_HARD_KERNEL: {
    z: [-20, 140],
    make: () =>
      repaint(plainChest(), (point, hu, truth) => (truth === 3 ? { hu: hu + 70 * noise(point), truth } : undefined)),
  },
  W_CONSOLIDATION: {
    z: [-70, 40],
    make: () =>
      repaint(plainChest(), ([x, y, z], _, truth) =>
        truth === 1 && y > 25 && Math.abs(z + 15) < 50 && x < -30 ? { hu: 30, truth: 0 } : undefined,
      ),
  },
  W_GAS_LEFT_OUT: {
    z: [-150, -100],
    make: () =>
      repaint(plainChest(), ([x, y, z], _, truth) =>
        truth === 0 && Math.hypot((x + 40) / 50, (y + 30) / 25, (z + 125) / 22) < 1 ? { hu: -1000, truth } : undefined,
      ),
  },
  W_PADDING: {
    z: [60, 90],
    // padding outside of a round field, most of it in a few slices where the field is smaller
    make: () =>
      repaint(plainChest(), ([x, y, z], _, truth) =>
        truth === 0 && Math.hypot(x, y) > (z > 60 && z < 90 ? 172 : 176) ? { hu: -2000, truth } : undefined,
      ),
  },
  W_ONE_LUNG: {
    z: [-80, 60],
    make: () => repaint(plainChest(), (_, __, truth) => (truth === 2 ? { hu: 30, truth: 0 } : undefined)),
  },
  W_LUNG_RATIO: {
    z: [-80, 60],
    make: () =>
      repaint(plainChest(), ([, , z], __, truth) => (truth === 2 && z < 20 ? { hu: 30, truth: 0 } : undefined)),
  },
  W_LUNG_VOLUME: {
    z: [-20, 110],
    make: () => repaint(plainChest(), ([, , z], __, truth) => (truth > 0 && z < 20 ? { hu: 30, truth: 0 } : undefined)),
  },
  W_FREE_AIR: {
    z: [-80, 80],
    make: () =>
      repaint(plainChest(), ([, y, z], _, truth) =>
        truth === 1 && y < -30 && z < 60 ? { hu: -1000, truth } : undefined,
      ),
  },
}

const told = (state: MethodState, code: string): Finding[] =>
  state.stages.flatMap(({ result }) => result.findings).filter((one) => one.code === code && one.severity !== 'passed')

const z = ({ grid }: ChestCase, slice: number): number =>
  grid.origin[2] + slice * grid.spacing[2] * (grid.direction[2][2] < 0 ? -1 : 1)

describe.each(Object.entries(provoked))('%s', (code, { z: [low, high], make }) => {
  it('is told once, with the slice to look at, whichever way the slices are stored', () => {
    const chest = make()
    const stored = [chest, storeOtherwise(chest, [0, 1, 2], [false, true, true])]
    const slices = stored.map((one) => {
      const found = told(runStandard(volumeOfChest(one)), code)
      expect(found).toHaveLength(1)
      expect(found[0]?.where).toMatchObject({ plane: 'axial', slice: expect.any(Number) })
      return z(one, found[0]?.where?.slice ?? -1)
    })
    expect(slices[0]).toBeGreaterThan(low)
    expect(slices[0]).toBeLessThan(high)
    expect(slices[1]).toBeCloseTo(slices[0] ?? 0, 6)
  })
})

it('are not told of a chest in order', () => {
  const state = runStandard(volumeOfChest(plainChest()))
  for (const code of Object.keys(provoked).filter((one) => one !== 'W_GAS_LEFT_OUT'))
    expect(told(state, code)).toEqual([])
})
