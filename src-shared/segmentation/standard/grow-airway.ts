import { floodLevels } from '../../imaging/flood-levels.ts'
import type { RunMask } from '../../imaging/run-mask.ts'
import type { Windpipe } from './find-windpipe.ts'
import type { Upright } from './products.ts'

/** How far the box for growing reaches from the windpipe's low end. Bronchi end well within. */
const reach = { side: 75, depth: 60, below: 80, above: 25 }
const levelHU = 8
const lowestHU = -1024
/** Main bronchi and a few branches hold at most so much more than the windpipe itself. */
const mostOfWindpipe = 2.5
const mostMoreMl = 10
/** A step of 8 HU that adds this part of the tree, or so many mL, has broken into the lung. */
const leakPart = 0.1
const leakMl = 1.5

export interface GrownAirway {
  /** Its voxels, counted within the box. */
  readonly lumen: Uint32Array
  readonly box: Box
  /** True where it leaked: the lumen then is the windpipe alone. */
  readonly leaked: boolean
}

/**
 * Grows the windpipe into the bronchi: a flood from its sections rises through lightly smoothed HU until it breaks through a wall into
 * the lung; the level before counts.
 */
export function growAirway(
  hu: Int16Array,
  upright: Upright,
  windpipe: Windpipe,
  chest: readonly [number, number],
  airHU: number,
): GrownAirway {
  const box = growthBox(upright, windpipe, chest)
  const levelOf = smoothLevel(hu, upright, box, airHU)
  const seeds = seedsOf(windpipe.mask, box)
  const voxelMl = upright.voxelMm3 / 1000
  const most = seeds.length * mostOfWindpipe + mostMoreMl / voxelMl
  const flood = floodLevels({ size: box.size, levelOf }, seeds, most)
  // the level at which most of the windpipe itself stands under water
  const own = seeds.map(levelOf).sort((a, b) => a - b)
  const start = (own[Math.floor(own.length * 0.8)] ?? 0) + 1
  let level = start
  while (level + 1 < 255) {
    const now = flood.reached[level] as number
    const next = flood.reached[level + 1] as number
    if (next > most || (next - now > leakPart * now && (next - now) * voxelMl > leakMl)) break
    level++
  }
  const leaked = (flood.reached[level] as number) > most
  const count = leaked ? seeds.length : (flood.reached[level] as number)
  return { lumen: flood.order.subarray(0, count), box, leaked }
}

/** A box of voxels; those within it are counted [nz][ny][nx]. */
interface Box {
  readonly from: readonly [number, number, number]
  readonly size: readonly [number, number, number]
}

function growthBox({ size, spacing }: Upright, { mask, lowSlice }: Windpipe, chest: readonly [number, number]): Box {
  const [i, j] = middleOfSlice(mask, lowSlice)
  const span = (middle: number, mm: number, axis: 0 | 1): [number, number] => [
    Math.max(0, Math.round(middle - mm / spacing[axis])),
    Math.min(size[axis] - 1, Math.round(middle + mm / spacing[axis])),
  ]
  const [x0, x1] = span(i, reach.side, 0)
  const [y0, y1] = span(j, reach.depth, 1)
  const z0 = Math.max(0, lowSlice - Math.round(reach.below / spacing[2]))
  const z1 = Math.min(size[2] - 1, chest[1] + Math.round(reach.above / spacing[2]))
  return { from: [x0, y0, z0], size: [x1 - x0 + 1, y1 - y0 + 1, z1 - z0 + 1] }
}

function middleOfSlice({ size, runs: { rowRuns, ends } }: RunMask, k: number): [number, number] {
  let [count, sumI, sumJ] = [0, 0, 0]
  for (let j = 0; j < size[1]; j++) {
    const row = k * size[1] + j
    for (let run = rowRuns[row] as number; run < (rowRuns[row + 1] as number); run++) {
      const [begin, end] = [ends[2 * run] as number, ends[2 * run + 1] as number]
      count += end - begin
      sumI += ((end - begin) * (begin + end - 1)) / 2
      sumJ += (end - begin) * j
    }
  }
  return [sumI / count, sumJ / count]
}

/** Level of a voxel of the box: HU averaged over neighbours in the slice where voxels are fine; what is not air is wall. */
function smoothLevel(
  hu: Int16Array,
  { size, spacing }: Upright,
  { from, size: box }: Box,
  airHU: number,
): (voxel: number) => number {
  const [nx, ny] = size
  const half = Math.round(0.9 / spacing[0])
  return (voxel) => {
    const i = (voxel % box[0]) + from[0]
    const j = (Math.floor(voxel / box[0]) % box[1]) + from[1]
    const slice = (Math.floor(voxel / (box[0] * box[1])) + from[2]) * nx * ny
    if ((hu[slice + j * nx + i] as number) >= airHU) return 255
    let sum = 0
    let count = 0
    for (let jj = Math.max(0, j - half); jj <= Math.min(ny - 1, j + half); jj++) {
      for (let ii = Math.max(0, i - half); ii <= Math.min(nx - 1, i + half); ii++) {
        sum += Math.max(lowestHU, hu[slice + jj * nx + ii] as number)
        count++
      }
    }
    return Math.min(254, Math.max(0, Math.floor((sum / count - lowestHU) / levelHU)))
  }
}

function seedsOf({ size: whole, runs: { rowRuns, ends } }: RunMask, { from, size }: Box): number[] {
  const seeds: number[] = []
  for (let k = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      const row = (k + from[2]) * whole[1] + j + from[1]
      const first = (k * size[1] + j) * size[0] - from[0]
      for (let run = rowRuns[row] as number; run < (rowRuns[row + 1] as number); run++) {
        const end = Math.min(from[0] + size[0], ends[2 * run + 1] as number)
        for (let i = Math.max(from[0], ends[2 * run] as number); i < end; i++) seeds.push(first + i)
      }
    }
  }
  return seeds
}
