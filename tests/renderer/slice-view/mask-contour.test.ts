import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskContour } from '../../../src-renderer/slice-view/mask-contour.ts'

function draw(drawing: string): { pixels: Uint8Array; columns: number; rows: number } {
  const lines = drawing
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const columns = lines[0]?.length ?? 0
  return { pixels: Uint8Array.from(lines.join(''), (c) => (c === '#' ? 1 : 0)), columns, rows: lines.length }
}

function loops(drawing: string): number[][] {
  const { pixels, columns, rows } = draw(drawing)
  const { points, starts } = maskContour(pixels, columns, rows)
  return starts.slice(0, -1).map((from, n) => points.slice(from, starts[n + 1]))
}

describe('maskContour', () => {
  it('merges runs of edges, up to the image border', () => {
    expect(
      loops(`
        ###
        ###`),
    ).toEqual([[3, 0, 3, 2, 0, 2, 0, 0]])
  })

  it('outlines pixels that meet at a corner apart', () => {
    expect(
      loops(`
        #.
        .#`),
    ).toEqual([
      [1, 0, 1, 1, 0, 1, 0, 0],
      [2, 1, 2, 2, 1, 2, 1, 1],
    ])
  })

  it('outlines a hole against the outer direction', () => {
    const found = loops(`
      ###
      #.#
      ###`)
    expect(found).toHaveLength(2)
    expect(found[1]).toEqual([2, 2, 2, 1, 1, 1, 1, 2])
  })

  it('finds nothing in an empty slice', () => {
    expect(maskContour(new Uint8Array(12), 4, 3)).toEqual({ points: [], starts: [0] })
  })

  it('encloses exactly the pixels of any mask, and passes every edge between inside and outside once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }).chain((columns) =>
          fc
            .array(fc.array(fc.constantFrom(0, 1), { minLength: columns, maxLength: columns }), {
              minLength: 1,
              maxLength: 9,
            })
            .map((rows) => ({ columns, rows: rows.length, pixels: Uint8Array.from(rows.flat()) })),
        ),
        ({ columns, rows, pixels }) => {
          const { points, starts } = maskContour(pixels, columns, rows)
          let doubledArea = 0
          let length = 0
          for (let loop = 0; loop + 1 < starts.length; loop++) {
            const from = starts[loop] as number
            const to = starts[loop + 1] as number
            for (let p = from; p < to; p += 2) {
              const next = p + 2 < to ? p + 2 : from
              const [x, y, nextX, nextY] = [points[p], points[p + 1], points[next], points[next + 1]] as number[] as [
                number,
                number,
                number,
                number,
              ]
              expect(x === nextX || y === nextY).toBe(true)
              doubledArea += x * nextY - nextX * y
              length += Math.abs(nextX - x) + Math.abs(nextY - y)
            }
          }
          const inside = (x: number, y: number) =>
            x >= 0 && y >= 0 && x < columns && y < rows ? (pixels[y * columns + x] as number) : 0
          let edges = 0
          for (let y = 0; y <= rows; y++) {
            for (let x = 0; x <= columns; x++) {
              edges += (inside(x, y) ^ inside(x - 1, y)) + (inside(x, y) ^ inside(x, y - 1))
            }
          }
          expect(doubledArea / 2).toBe(pixels.reduce((sum, pixel) => sum + pixel, 0))
          expect(length).toBe(edges)
        },
      ),
    )
  })
})
