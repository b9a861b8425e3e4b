import { cropMask, occupiedBox, pasteMask, type WordBox } from '../../imaging/crop-mask.ts'
import { dilateRows, erodeRows } from '../../imaging/dilate-rows.ts'
import { ballRows } from '../../imaging/element-rows.ts'
import { countInColumns, findParts, maskOfParts } from '../../imaging/find-parts.ts'
import { padForElement } from '../../imaging/grow-ball.ts'
import { intersection, without } from '../../imaging/mask-logic.ts'
import { splitFlood, splitOwner } from '../../imaging/split-flood.ts'
import { type BitMask, createBitMask, packBits, unpackBits } from '../../mask.ts'
import type { Upright } from './products.ts'

const radiiMm = [1.5, 3, 5, 8, 12, 16]
const leastOfCores = 0.1
const levelHU = 4
const lowestHU = -1024

export interface Separation {
  readonly right: BitMask
  readonly left: BitMask
  /** Slices in which the two lay against each other. */
  readonly slices: readonly number[]
  /** True where no neck was found and the middle of the body had to do. */
  readonly byMiddle: boolean
}

/**
 * Cuts a part that holds both lungs. It is eroded until it falls apart into two cores, one a side; a flood through HU then rises from both
 * and meets at the ridge between them, the membrane of the junction line. Voxels of the ridge belong to neither lung.
 * @param rightColumns how many columns lie on the patient's right
 */
export function separateLungs(joined: BitMask, hu: Int16Array, upright: Upright, rightColumns: number): Separation {
  const whole = occupiedBox(joined)
  const none = createBitMask(upright.size, true)
  if (whole === null) return { right: none, left: none, slices: [], byMiddle: false }
  for (const radius of radiiMm) {
    const element = ballRows(upright.metric, radius)
    const box = padForElement(whole, element)
    const part = cropMask(joined, box)
    const cores = findCores(erodeRows(part, element), rightColumns - box.words[0] * 32)
    if (cores === null) continue
    const seeds = [dilateRows(cores.right, element), dilateRows(cores.left, element)] as const
    const owners = shareOut(part, seeds, levelsOf(hu, upright, box))
    const [right, left] = [createBitMask(upright.size, true), createBitMask(upright.size, true)]
    pasteMask(packBits(owners.map(is(splitOwner.first)), part.size), box, right)
    pasteMask(packBits(owners.map(is(splitOwner.second)), part.size), box, left)
    return { right, left, slices: touchingSlices(owners, part.size, box), byMiddle: false }
  }
  const right = intersection(joined, firstColumns(upright.size, rightColumns))
  return {
    right,
    left: without(joined, right),
    slices: [Math.round((whole.slices[0] + whole.slices[1]) / 2)],
    byMiddle: true,
  }
}

function firstColumns(size: BitMask['size'], columns: number): BitMask {
  const mask = createBitMask(size)
  for (let n = 0; n < mask.words.length; n++) {
    const bits = columns - (n % mask.wordsPerRow) * 32
    mask.words[n] = bits >= 32 ? -1 : bits <= 0 ? 0 : -1 >>> (32 - bits)
  }
  return mask
}

const is =
  (owner: number) =>
  (value: number): number =>
    value === owner ? 1 : 0

function findCores(eroded: BitMask, rightColumns: number): { right: BitMask; left: BitMask } | null {
  const parts = findParts(eroded)
  const { area, count } = parts.components
  const onRight = countInColumns(parts, rightColumns)
  const total = area.reduce((sum, voxels) => sum + voxels, 0)
  const sides = { right: new Uint8Array(count), left: new Uint8Array(count) }
  const largest = { right: 0, left: 0 }
  for (let part = 0; part < count; part++) {
    const voxels = area[part] as number
    const share = (onRight[part] as number) / voxels
    if (voxels >= leastOfCores * total && share > 0.15 && share < 0.85) return null
    const side = share > 0.5 ? 'right' : 'left'
    sides[side][part] = 1
    largest[side] = Math.max(largest[side], voxels)
  }
  if (total === 0 || Math.min(largest.right, largest.left) < leastOfCores * total) return null
  return {
    right: maskOfParts(parts, sides.right, eroded.size),
    left: maskOfParts(parts, sides.left, eroded.size),
  }
}

function shareOut(part: BitMask, [right, left]: readonly [BitMask, BitMask], levels: Uint8Array): Uint8Array {
  const owners = unpackBits(part)
  const inRight = unpackBits(right)
  const inLeft = unpackBits(left)
  for (let n = 0; n < owners.length; n++) {
    if (owners[n] === 0) owners[n] = splitOwner.closed
    else if (inRight[n] !== inLeft[n]) owners[n] = inRight[n] === 1 ? splitOwner.first : splitOwner.second
    else owners[n] = splitOwner.free
  }
  splitFlood({ size: part.size, levels, owners })
  return owners
}

function levelsOf(hu: Int16Array, { size }: Upright, { words, rows, slices }: WordBox): Uint8Array {
  const width = (words[1] - words[0] + 1) * 32
  const depth = rows[1] - rows[0] + 1
  const levels = new Uint8Array(width * depth * (slices[1] - slices[0] + 1))
  for (let k = Math.max(0, slices[0]); k <= Math.min(size[2] - 1, slices[1]); k++) {
    for (let j = Math.max(0, rows[0]); j <= Math.min(size[1] - 1, rows[1]); j++) {
      const first = Math.max(0, words[0] * 32)
      let to = ((k - slices[0]) * depth + (j - rows[0])) * width + first - words[0] * 32
      let from = (k * size[1] + j) * size[0] + first
      for (let i = first; i < Math.min(size[0], words[1] * 32 + 32); i++) {
        levels[to++] = Math.min(254, Math.max(0, ((hu[from++] as number) - lowestHU) / levelHU))
      }
    }
  }
  return levels
}

/** Slices in which a voxel of one lung, or of the ridge, lies beside the other. */
function touchingSlices(owners: Uint8Array, [nx, ny, nz]: BitMask['size'], box: WordBox): number[] {
  const slices: number[] = []
  for (let k = 0; k < nz; k++) {
    const seen = (n: number): boolean => {
      const own = owners[n] as number
      if (own === splitOwner.watershed) return true
      return (
        (own === 1 && (owners[n + 1] === 2 || owners[n + nx] === 2)) ||
        (own === 2 && (owners[n + 1] === 1 || owners[n + nx] === 1))
      )
    }
    let found = false
    for (let n = k * nx * ny; n < (k + 1) * nx * ny - nx - 1 && !found; n++) found = seen(n)
    if (found) slices.push(k + box.slices[0])
  }
  return slices
}
