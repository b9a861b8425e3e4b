import type { Grid, Vec3 } from '../geometry.ts'
import { type BitMask, createBitMask } from '../mask.ts'

type Axis = 0 | 1 | 2

/**
 * How a stored grid lies in the upright one, whose axes run to the patient's left, back and head: upright axis c is the
 * stored axis `axes[c]`, turned round where `flipped[c]`.
 */
export interface AxisMap {
  readonly axes: readonly [Axis, Axis, Axis]
  readonly flipped: readonly [boolean, boolean, boolean]
}

const orders: readonly AxisMap['axes'][] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
]

/** The map under which the stored axes come closest to left, posterior and superior; oblique grids take the nearest. */
export function uprightAxes({ direction }: Grid): AxisMap {
  const along = (order: AxisMap['axes']): number =>
    order.reduce((sum: number, axis, c) => sum + Math.abs(direction[axis][c] as number), 0)
  const axes = orders.reduce((best, order) => (along(order) > along(best) + 1e-6 ? order : best))
  const flip = (c: Axis): boolean => (direction[axes[c]][c] as number) < 0
  return { axes, flipped: [flip(0), flip(1), flip(2)] }
}

export function isUpright({ axes, flipped }: AxisMap): boolean {
  return axes.every((axis, c) => axis === c) && !flipped.includes(true)
}

/** A triple of the stored grid (size, spacing) in upright order. */
export function toUprightOrder(values: Vec3, { axes }: AxisMap): Vec3 {
  return [values[axes[0]], values[axes[1]], values[axes[2]]]
}

/** Index in the stored grid of an upright index. */
export function toStoredIndex(index: Vec3, storedSize: Vec3, { axes, flipped }: AxisMap): Vec3 {
  const stored: [number, number, number] = [0, 0, 0]
  axes.forEach((axis, c) => {
    const at = index[c as Axis]
    stored[axis] = flipped[c as Axis] ? storedSize[axis] - 1 - at : at
  })
  return stored
}

/** Values of a stored grid in upright order, [nz][ny][nx]; a copy in shared memory. */
export function uprightValues(values: Int16Array, storedSize: Vec3, map: AxisMap): Int16Array {
  const [nx, ny, nz] = toUprightOrder(storedSize, map)
  const steps = [1, storedSize[0], storedSize[0] * storedSize[1]] as const
  const step = (c: Axis): number => steps[map.axes[c]] * (map.flipped[c] ? -1 : 1)
  const [sx, sy, sz] = [step(0), step(1), step(2)]
  const start = ([0, 1, 2] as const).reduce((at: number, c) => {
    return at + (map.flipped[c] ? steps[map.axes[c]] * (storedSize[map.axes[c]] - 1) : 0)
  }, 0)
  const out = new Int16Array(new SharedArrayBuffer(values.length * 2))
  let to = 0
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      let from = start + z * sz + y * sy
      for (let x = 0; x < nx; x++, from += sx) out[to++] = values[from] as number
    }
  }
  return out
}

/** An upright mask in the stored grid's axes; the mask itself where nothing turns. Cost: per set bit, or per word. */
export function storedMask(upright: BitMask, map: AxisMap): BitMask {
  if (isUpright(map)) return upright
  const size: [number, number, number] = [0, 0, 0]
  map.axes.forEach((axis, c) => {
    size[axis] = upright.size[c as Axis]
  })
  return moveBits(upright, createBitMask(size, true), map.axes, map.flipped)
}

function moveBits(source: BitMask, target: BitMask, to: AxisMap['axes'], flipped: AxisMap['flipped']): BitMask {
  const [nx, ny, nz] = source.size
  const [sizeX, sizeY] = target.size
  // one bit step along each source axis, as steps in a grid of whole rows of 32 * wordsPerRow bits
  const steps = [1, target.wordsPerRow * 32, target.wordsPerRow * 32 * sizeY] as const
  const step = (axis: Axis): number => (flipped[axis] ? -steps[to[axis]] : steps[to[axis]])
  const [sx, sy, sz] = [step(0), step(1), step(2)]
  const begin = (axis: Axis, n: number): number => (flipped[axis] ? (n - 1) * steps[to[axis]] : 0)
  const start = begin(0, nx) + begin(1, ny) + begin(2, nz)
  const whole = sx === 1 && sizeX === nx
  for (let k = 0, row = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++, row += source.wordsPerRow) {
      const base = start + k * sz + j * sy
      for (let w = 0; w < source.wordsPerRow; w++) {
        let word = source.words[row + w] as number
        if (whole) {
          target.words[base / 32 + w] = word
          continue
        }
        while (word !== 0) {
          const bit = 31 - Math.clz32(word & -word)
          const at = base + (w * 32 + bit) * sx
          const index = Math.floor(at / 32)
          target.words[index] = (target.words[index] as number) | (1 << (at & 31))
          word &= word - 1
        }
      }
    }
  }
  return target
}
