import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRuns } from '../../src-shared/imaging/find-runs.ts'
import { labelComponents } from '../../src-shared/imaging/label-components.ts'
import { sliceLayout } from '../../src-shared/imaging/plane-layout.ts'
import { type BitMask, getBit } from '../../src-shared/mask.ts'
import { maskLiteral } from '../support/mask-literal.ts'
import { randomMask } from '../support/random-mask.ts'

const label = (mask: BitMask) => {
  const slices = Array.from({ length: mask.size[2] }, (_, k) => k)
  const layout = sliceLayout(mask.size, slices)
  return labelComponents(findRuns(mask.words, layout), layout)
}

/** Area and border contact of every component by flood fill, in the order of their first pixels. */
function floodFill(mask: BitMask): { area: number; atBorder: number }[] {
  const [nx, ny, nz] = mask.size
  const seen = new Set<number>()
  const found: { area: number; atBorder: number }[] = []
  const visit = (start: number): void => {
    const part = { area: 0, atBorder: 0 }
    const waiting = [start]
    seen.add(start)
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const [i, j, k] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / nx / ny)]
      part.area++
      if (i === 0 || j === 0 || i === nx - 1 || j === ny - 1) part.atBorder = 1
      for (const [di, dj] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const [x, y] = [i + di, j + dj]
        const next = (k * ny + y) * nx + x
        if (x < 0 || y < 0 || x >= nx || y >= ny || seen.has(next) || !getBit(mask, x, y, k)) continue
        seen.add(next)
        waiting.push(next)
      }
    }
    found.push(part)
  }
  for (let at = 0; at < nx * ny * nz; at++) {
    if (!seen.has(at) && getBit(mask, at % nx, Math.floor(at / nx) % ny, Math.floor(at / nx / ny))) visit(at)
  }
  return found
}

describe('components', () => {
  it('joins along rows and columns, not across corners or planes', () => {
    const components = label(
      maskLiteral(
        `
        .......
        .#.#...
        .###.#.
        .....#.
        ..#....
        .......
        `,
        `
        .......
        ......#
        .#.....
        .......
        .......
        .......
        `,
      ),
    )
    expect(Array.from(components.area)).toEqual([5, 2, 1, 1, 1])
    expect(Array.from(components.atBorder)).toEqual([0, 0, 0, 1, 0])
  })

  it('joins arms that meet only later', () => {
    const components = label(
      maskLiteral(`
        #.#.#.#
        #.#.#.#
        #.###.#
        #.....#
        #######
      `),
    )
    expect(Array.from(components.area)).toEqual([15, 7])
  })

  it('equals a flood fill on random masks', () => {
    fc.assert(
      fc.property(randomMask([70, 12, 3]), (mask) => {
        const { area, atBorder } = label(mask)
        expect(Array.from(area, (pixels, at) => ({ area: pixels, atBorder: atBorder[at] }))).toEqual(floodFill(mask))
      }),
      { numRuns: 150 },
    )
  })
})
