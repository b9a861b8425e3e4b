/** A closed polygon: [i, j] pairs in pixels, the last joined to the first. */
export type Contour = readonly (readonly [number, number])[]

/**
 * How far a contour passes outside the centres it goes through, in pixels: enough for every way of filling to count them in,
 * and too little for any to count in others.
 */
export const contourMargin = 0.01

// right, down, left, up: where the sides of a pixel lead, gone round clockwise with rows counted downwards
const steps = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const
// the sides by what they face
const [faceRight, faceLeft] = [1, 3] as const

/**
 * The contours of a slice of 0 and other values, [ny][nx]: one for each part whose pixels touch along sides, through the
 * centres of its border pixels (see `contourMargin`). Holes are joined to it by a keyhole, a channel without width that is gone
 * both ways over pixels of the part, so that every contour is one closed line. Points within straight lines are left out.
 * Filled, the contours give the slice again, pixel for pixel.
 */
export function traceContours(slice: Uint8Array, nx: number, ny: number): Contour[] {
  const inside = (i: number, j: number): boolean => i >= 0 && j >= 0 && i < nx && j < ny && slice[j * nx + i] !== 0
  const loops = new Loops()
  const atLeftSide = new Map<number, number>()
  const outer: number[] = []
  const holes: number[] = []
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      // every loop passes the left side of some pixel
      if (slice[j * nx + i] === 0 || inside(i - 1, j) || atLeftSide.has(j * nx + i)) continue
      const { first, towardsHole, turns } = follow(inside, i, j, nx, loops, atLeftSide)
      if (turns > 0) outer.push(first)
      else holes.push(towardsHole)
    }
  }
  for (const hole of holes) {
    const pixel = loops.pixelOf(hole)
    let i = pixel % nx
    while (inside(i - 1, Math.floor(pixel / nx))) i--
    loops.join(atLeftSide.get(pixel - (pixel % nx) + i) as number, hole)
  }
  return outer.map((node) => withoutStraights(loops.walk(node).map((side) => pointOf(side, nx))))
}

/** Sides are numbered by their pixel and what they face. */
const sideOf = (pixel: number, face: number): number => pixel * 4 + face

function pointOf(side: number, nx: number): readonly [number, number] {
  const pixel = side >> 2
  // outwards is a quarter turn against the way the side is gone
  const [di, dj] = steps[((side & 3) + 3) % 4] as readonly [number, number]
  return [(pixel % nx) + di * contourMargin, Math.floor(pixel / nx) + dj * contourMargin]
}

/**
 * Goes round from the left side of a pixel, the part on the right hand; `turns` is 4 for outer loops and -4 for holes, of which
 * `towardsHole` is the side left of their leftmost pixel.
 */
function follow(
  inside: (i: number, j: number) => boolean,
  i0: number,
  j0: number,
  nx: number,
  loops: Loops,
  atLeftSide: Map<number, number>,
): { first: number; towardsHole: number; turns: number } {
  let [i, j, turns] = [i0, j0, 0]
  let face: number = faceLeft
  let first = -1
  let [towardsHole, lowest] = [-1, Number.POSITIVE_INFINITY]
  do {
    const pixel = j * nx + i
    const node = loops.add(sideOf(pixel, face))
    if (first < 0) first = node
    if (face === faceLeft) atLeftSide.set(pixel, node)
    if (face === faceRight && i < lowest) [towardsHole, lowest] = [node, i]
    const [di, dj] = steps[face] as readonly [number, number]
    const [oi, oj] = steps[(face + 3) % 4] as readonly [number, number]
    if (!inside(i + di, j + dj)) {
      face = (face + 1) % 4
      turns++
    } else if (inside(i + di + oi, j + dj + oj)) {
      i += di + oi
      j += dj + oj
      face = (face + 3) % 4
      turns--
    } else {
      i += di
      j += dj
    }
  } while (!(i === i0 && j === j0 && face === faceLeft))
  loops.close(first)
  return { first, towardsHole, turns }
}

/** Loops of sides as linked lists. */
class Loops {
  readonly #sides: number[] = []
  readonly #next: number[] = []

  pixelOf(node: number): number {
    return (this.#sides[node] as number) >> 2
  }

  /** Follows the side added before. */
  add(side: number): number {
    this.#sides.push(side)
    return this.#next.push(this.#sides.length) - 1
  }

  close(first: number): void {
    this.#next[this.#sides.length - 1] = first
  }

  /** Goes from `node` over to `hole`, round it and back. */
  join(node: number, hole: number): void {
    const behind = this.#next[node] as number
    const back = this.add(this.#sides[hole] as number)
    const end = this.add(this.#sides[node] as number)
    // the loop of the hole ends at `back` instead of at its beginning
    let last = hole
    while (this.#next[last] !== hole) last = this.#next[last] as number
    this.#next[last] = back
    this.#next[back] = end
    this.#next[end] = behind
    this.#next[node] = hole
  }

  walk(first: number): number[] {
    const out: number[] = []
    let node = first
    do {
      out.push(this.#sides[node] as number)
      node = this.#next[node] as number
    } while (node !== first)
    return out
  }
}

function withoutStraights(points: Contour): Contour {
  return points.filter(([i, j], n) => {
    const [bi, bj] = points.at(n - 1) as readonly [number, number]
    const [ai, aj] = points[(n + 1) % points.length] as readonly [number, number]
    const across = (i - bi) * (aj - j) - (j - bj) * (ai - i)
    const along = (i - bi) * (ai - i) + (j - bj) * (aj - j)
    return Math.abs(across) > roundingPx || along < 0
  })
}

const roundingPx = 1e-9
