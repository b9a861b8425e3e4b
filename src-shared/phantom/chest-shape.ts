import { curve } from './curve.ts'
import { type Interval, ovalWidth, roundWidth, type Section, type Shape, stack } from './shapes.ts'

/**
 * The large surfaces of the chest. LPS mm around a point in the middle of the thorax: x to the patient's left, y to the
 * back, z up; z from -150 (upper abdomen) to 150 (base of the neck).
 */

const ribCageX = curve([
  [-150, 126],
  [-100, 128],
  [-50, 128],
  [0, 121],
  [50, 105],
  [85, 84],
  [110, 63],
  [130, 44],
  [150, 30],
])
const ribCageY = curve([
  [-150, 92],
  [-100, 93],
  [-50, 92],
  [0, 87],
  [50, 76],
  [85, 63],
  [110, 49],
  [130, 36],
  [150, 24],
])
const ribCageMiddleY = curve([
  [-150, -4],
  [-50, 0],
  [0, 3],
  [50, 11],
  [85, 20],
  [110, 28],
  [150, 36],
])
const bodyX = curve([
  [-150, 152],
  [-60, 158],
  [0, 163],
  [50, 166],
  [85, 158],
  [115, 128],
  [135, 92],
  [150, 76],
])
const bodyY = curve([
  [-150, 112],
  [-60, 113],
  [0, 112],
  [50, 103],
  [85, 90],
  [115, 77],
  [150, 64],
])
const bodyMiddleY = curve([
  [-150, 0],
  [0, 1],
  [50, 10],
  [85, 22],
  [115, 30],
  [150, 34],
])

/** Inner side of the ribs, `outset` mm further out. */
export const ribCage =
  (outset: number) =>
  (z: number): Section => ({
    x: 0,
    y: ribCageMiddleY(z),
    rx: ribCageX(z) + outset,
    ry: ribCageY(z) + outset,
  })

/** The skin, `inset` mm further in. */
export const body = (inset: number): Shape =>
  stack((z) => ({ x: 0, y: bodyMiddleY(z), rx: bodyX(z) - inset, ry: bodyY(z) - inset }))

/** What the muscles of the chest wall fill around the ribs. */
export const chestWall: Shape = stack((z) => {
  const cage = ribCage(0)(z)
  return { ...cage, rx: Math.min(cage.rx + 21, bodyX(z) - 8), ry: Math.min(cage.ry + 17, bodyY(z) - 7) }
})

const cavityTop = 134
export const chestCavity: Shape = stack((z) => (z < cavityTop ? ribCage(0)(z) : null))

const pleura: Shape = stack(ribCage(-2.5))
const apexTop = 128
/** Each lung narrows upwards to an apex of its own, 43 mm beside the midline. */
const apex = (side: -1 | 1): Shape =>
  stack((z) => {
    const rise = Math.max(0, z) / apexTop
    const width = roundWidth(rise)
    if (width === 0) return null
    const free = 30 * (1 - rise) * (1 - rise)
    return { x: side * (48 - 5 * rise), y: 14 + 14 * rise, rx: 66 * width + free, ry: 92 * width + free }
  })
const apices = { right: apex(-1), left: apex(1) }

const meet = (a: Interval | null, b: Interval | null): Interval | null => {
  if (a === null || b === null) return null
  const both: Interval = [Math.max(a[0], b[0]), Math.min(a[1], b[1])]
  return both[0] < both[1] ? both : null
}

/** The half of the chest that a lung fills, before diaphragm, heart and great vessels take their part. */
export function pleuralSpace(side: 'right' | 'left'): Shape {
  const half: Interval = side === 'right' ? [-1000, -2] : [2, 1000]
  const top = apices[side]
  return {
    rows: (z) => (z < apexTop ? pleura.rows(z) : null),
    row: (y, z) => meet(meet(pleura.row(y, z), half), top.row(y, z)),
  }
}

/** A dome of the diaphragm: its top, and to each side how fast it falls, in mm a mm2 of distance. */
interface Dome {
  readonly top: readonly [number, number, number]
  readonly right: number
  readonly left: number
  readonly front: number
  readonly back: number
}

const rightDome: Dome = {
  top: [-60, -6, -46],
  right: 70 / (62 * 62),
  left: 18 / (60 * 60),
  front: 34 / (78 * 78),
  back: 80 / (90 * 90),
}
const leftDome: Dome = {
  top: [60, -2, -62],
  right: 14 / (60 * 60),
  left: 62 / (62 * 62),
  front: 26 / (78 * 78),
  back: 66 / (90 * 90),
}

/** What lies under a dome of the diaphragm whose surface is `lowered` mm further down. */
function dome({ top, right, left, front, back }: Dome, lowered: number): Shape {
  const fall = (y: number): number => (y < top[1] ? front : back) * (y - top[1]) * (y - top[1])
  return {
    rows: (z) => (z < top[2] - lowered ? [-1000, 1000] : null),
    row: (y, z) => {
      const rest = top[2] - lowered - z - fall(y)
      return rest > 0 ? [top[0] - Math.sqrt(rest / right), top[0] + Math.sqrt(rest / left)] : null
    },
  }
}

export const rightDiaphragm = (lowered: number): Shape => dome(rightDome, lowered)
export const leftDiaphragm = (lowered: number): Shape => dome(leftDome, lowered)

const ribPitch = 24
const topRib = 138
const ribSlope = 0.5
const backOfRibs = 92

/** Heights of the ribs at this depth: they run down from the spine to the breastbone. */
function ribOffset(y: number, z: number): number {
  const down = topRib - ribSlope * (backOfRibs - y) - z
  const nearest = Math.min(10, Math.max(0, Math.floor(down / ribPitch + 0.5)))
  return down - nearest * ribPitch
}

/** The two stretches of a rib in a row; `thinner` mm less on every side gives its marrow. Their front ends are cartilage. */
export function ribs(thinner: number, part: 'bone' | 'cartilage', side: 'right' | 'left'): Shape {
  const half = 6 - thinner
  return {
    rows: (z) => {
      const { y, ry } = ribCage(12)(z)
      return [y - ry, y + ry]
    },
    row: (y, z) => {
      const offset = ribOffset(y, z) / half
      const thickness = (4 - thinner) * roundWidth(offset)
      const cage = ribCage(0)(z)
      const front = (y - cage.y) / cage.ry
      if (thickness <= 0 || z > topRib || front < -0.62 !== (part === 'cartilage')) return null
      const middle = 6.5
      const width = (outset: number) => (cage.rx + outset) * ovalWidth((y - cage.y) / (cage.ry + outset))
      const outer = width(middle + thickness)
      const inner = Math.max(width(middle - thickness), part === 'cartilage' ? 12 : 14)
      if (inner >= outer) return null
      return side === 'right' ? [-outer, -inner] : [inner, outer]
    },
  }
}

/** Front of the chest wall at this height, for the breastbone. */
export const frontOfRibs = (z: number): number => ribCageMiddleY(z) - ribCageY(z)
/** Middle of the bodies of the spine. */
export const spineY = curve([
  [-150, 68],
  [-60, 72],
  [0, 74],
  [50, 71],
  [100, 62],
  [150, 50],
])
