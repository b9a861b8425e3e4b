import type { Reason } from '../../contract.ts'
import { type Grid, voxelVolumeMm3 } from '../../geometry.ts'
import { without } from '../../imaging/mask-logic.ts'
import type { LabelMask } from '../../labels.ts'
import { type BitMask, createBitMask, popCount } from '../../mask.ts'
import type { MethodState } from '../method.ts'
import { stageMask, stagesWithMask } from '../run-method.ts'
import { lungsOf } from './compare-labels.ts'

interface Side {
  readonly labels: readonly LabelMask[]
  /** Null where nothing is known of how the labels came about. */
  readonly state: MethodState | null
}

/**
 * Why the lungs of two labelmaps of one grid differ: every voxel that one side alone has is put down to one stage, as `Reason` says,
 * and those of one stage are counted together, most voxels first. Voxels that no side's stages tell of are left out.
 * Cost: two passes over the words of each stage's mask.
 */
export function whyDiffer(a: Side, b: Side, grid: Grid): Reason[] {
  const lungs = { a: lungsOf(a.labels, grid), b: lungsOf(b.labels, grid) }
  const reasons = [
    ...reasonsOf('a', without(lungs.a, lungs.b), a, b, grid),
    ...reasonsOf('b', without(lungs.b, lungs.a), b, a, grid),
  ]
  return reasons.filter(({ voxels }) => voxels > 0).sort((one, other) => other.voxels - one.voxels)
}

/** Why `has` has the voxels of `rest`, which `lacks` has not; `rest` is used up. */
function reasonsOf(only: 'a' | 'b', rest: BitMask, has: Side, lacks: Side, grid: Grid): Reason[] {
  const reasons: Reason[] = []
  const other = only === 'a' ? 'b' : 'a'
  const add = (part: BitMask, by: 'a' | 'b', does: Reason['does'], stage: string | null): void => {
    const { voxels, slice } = countSlices(part)
    reasons.push({ only, by, does, stage, voxels, volumeMl: (voxels * voxelVolumeMm3(grid)) / 1000, slice })
  }
  if (has.state !== null) {
    for (const [stage, before] of stagesFromLast(has.state)) {
      if (before !== null) add(split(rest, before, false), only, 'adds', stage)
    }
  }
  if (lacks.state !== null) {
    for (const [stage, before] of stagesFromLast(lacks.state)) {
      // before its first mask a method has left out nothing
      add(before === null ? rest : split(rest, before, true), other, 'leaves-out', stage)
    }
  } else if (has.state !== null) add(rest, only, 'keeps', null)
  return reasons
}

/** The stages that left a mask, the last one first, each with the mask of the one before; null before the first. */
function* stagesFromLast(state: MethodState): Generator<[string, BitMask | null]> {
  const stages = stagesWithMask(state)
  for (let n = stages.length - 1; n >= 0; n--) {
    const before = stages[n - 1]
    yield [stages[n] as string, before === undefined ? null : stageMask(state, before)]
  }
}

/** Takes the voxels out of `rest` that are in `mask` (`inside`) or are not, and gives them. */
function split(rest: BitMask, mask: BitMask, inside: boolean): BitMask {
  const taken = createBitMask(rest.size)
  const flip = inside ? 0 : -1
  for (let n = 0; n < rest.words.length; n++) {
    const word = rest.words[n] as number
    if (word === 0) continue
    const part = word & ((mask.words[n] as number) ^ flip)
    taken.words[n] = part
    rest.words[n] = word & ~part
  }
  return taken
}

/** How many voxels, and the slice k with the most of them. */
function countSlices({ words, wordsPerRow, size: [, ny, nz] }: BitMask): { voxels: number; slice: number } {
  let [voxels, slice, most] = [0, 0, 0]
  for (let k = 0, at = 0; k < nz; k++) {
    let count = 0
    for (const end = at + ny * wordsPerRow; at < end; at++) count += popCount(words[at] as number)
    voxels += count
    if (count > most) [slice, most] = [k, count]
  }
  return { voxels, slice }
}
