import type { Vec3 } from '../geometry.ts'
import { randomNumbers } from './random.ts'
import { type Tube, tubes } from './shapes.ts'
import { vesselTree } from './vessel-tree.ts'

type Inside = (point: Vec3) => 'right' | 'left' | null

/** Trachea and main bronchi: the right one wide and steep, the left one longer and flatter. */
export const windpipe: readonly Tube[] = [
  ...tubes([
    [0, 20, 150, 9],
    [0, 22, 100, 9],
    [-1, 24, 60, 9.2],
    [0, 25, 48, 9],
  ]),
  ...tubes([
    [-1, 25, 49, 8],
    [-16, 24, 36, 7.5],
    [-30, 22, 24, 6.5],
  ]),
  ...tubes([
    [1, 25, 49, 7.5],
    [20, 24, 34, 6.5],
    [40, 24, 22, 5.5],
  ]),
]

const seeds = { right: 0x52, left: 0x4c }
const targetsASide = { right: 820, left: 700 }

function targets(inside: Inside, side: 'right' | 'left', seed: number, count: number): Vec3[] {
  const next = randomNumbers(seed)
  const found: Vec3[] = []
  while (found.length < count) {
    const point: Vec3 = [(next() - 0.5) * 260, (next() - 0.5) * 190, next() * 250 - 122]
    if (inside(point) === side) found.push(point)
  }
  return found
}

const grown = new WeakMap<Inside, { vessels: Tube[]; airways: Tube[] }>()

function grow(inside: Inside): { vessels: Tube[]; airways: Tube[] } {
  const known = grown.get(inside)
  if (known !== undefined) return known
  const plan = (side: 'right' | 'left', artery: Vec3, vein: Vec3, bronchus: Vec3) => {
    const reach = (offset: number, share: number) =>
      targets(inside, side, seeds[side] + offset, Math.round(targetsASide[side] * share))
    return {
      vessels: [...vesselTree(artery, reach(0, 1), 0.6), ...vesselTree(vein, reach(1000, 0.7), 0.6)],
      airways: vesselTree(bronchus, reach(0, 0.1), 0.95),
    }
  }
  const right = plan('right', [-44, 8, 22], [-42, 12, -6], [-30, 22, 24])
  const left = plan('left', [50, 20, 24], [48, 22, -4], [40, 24, 22])
  const trees = {
    vessels: [...right.vessels, ...left.vessels],
    airways: [...right.airways, ...left.airways].filter(({ toRadius }) => toRadius > 1.7),
  }
  grown.set(inside, trees)
  return trees
}

/** Arteries and veins that fill both lungs. They count as lung. */
export const lungVessels = (inside: Inside): readonly Tube[] => grow(inside).vessels

/** Bronchi from the lobes outwards, with their walls. They count as lung. */
export const airways = (inside: Inside): readonly Tube[] => grow(inside).airways
