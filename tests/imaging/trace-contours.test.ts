import { describe, expect, test } from 'vitest'
import { fillPolygon } from '../../src-shared/imaging/fill-polygon.ts'
import { contourMargin, traceContours } from '../../src-shared/imaging/trace-contours.ts'
import { randomNumbers } from '../../src-shared/phantom/random.ts'

/** Rows of . and # as a slice. */
function draw(...rows: string[]): { slice: Uint8Array; nx: number; ny: number } {
  const nx = rows[0]?.length ?? 0
  return { slice: Uint8Array.from(rows.join(''), (mark) => (mark === '#' ? 1 : 0)), nx, ny: rows.length }
}

function again({ slice, nx, ny }: { slice: Uint8Array; nx: number; ny: number }): Uint8Array {
  const out = new Uint8Array(slice.length)
  for (const contour of traceContours(slice, nx, ny)) fillPolygon(contour, out, nx, ny, 1)
  return out
}

/** Twice the area a polygon goes round, clockwise on screen above zero. */
const area = (points: readonly (readonly [number, number])[]): number =>
  points.reduce((sum, [x, y], n) => {
    const [a, b] = points[(n + 1) % points.length] as readonly [number, number]
    return sum + x * b - a * y
  }, 0) / 2

describe('contours', () => {
  test('a block is its four corners, through the centres of its border pixels', () => {
    const [contour, ...others] = traceContours(draw('.....', '.###.', '.###.', '.....').slice, 5, 4)
    expect(others).toEqual([])
    for (const [i, j] of contour ?? []) {
      expect(Math.abs(i - Math.round(i)) + Math.abs(j - Math.round(j))).toBeCloseTo(contourMargin, 9)
    }
    expect(Math.abs(area(contour ?? []) - 2)).toBeLessThan(0.1)
  })

  test('parts that touch at a corner alone are two, parts along a side one', () => {
    expect(traceContours(draw('#.', '.#').slice, 2, 2)).toHaveLength(2)
    expect(traceContours(draw('##', '.#').slice, 2, 2)).toHaveLength(1)
  })

  test('a hole is joined by a keyhole and stays a hole', () => {
    const ring = draw('.......', '.#####.', '.#...#.', '.#.#.#.', '.#...#.', '.#####.', '.......')
    const contours = traceContours(ring.slice, 7, 7)
    expect(contours).toHaveLength(2)
    expect(again(ring)).toEqual(ring.slice)
  })

  test.each([
    ['one pixel', draw('...', '.#.', '...')],
    ['a row', draw('.....', '.###.', '.....')],
    ['a slice that is full', draw('###', '###')],
    ['holes beside each other', draw('#######', '#.#.#.#', '#######', '#..#..#', '#######')],
    ['a hole whose walls are one pixel wide', draw('###', '#.#', '###')],
    ['a hole that opens at a corner', draw('####', '#..#', '#.##', '##.#')],
  ])('%s comes back', (_name, picture) => {
    expect(again(picture)).toEqual(picture.slice)
  })

  test('any picture comes back pixel for pixel', () => {
    const random = randomNumbers(20)
    for (let n = 0; n < 2000; n++) {
      const [nx, ny, share] = [1 + Math.floor(random() * 14), 1 + Math.floor(random() * 14), random()]
      const slice = Uint8Array.from({ length: nx * ny }, () => (random() < share ? 1 : 0))
      expect(again({ slice, nx, ny })).toEqual(slice)
    }
  })

  test('an empty slice has none', () => expect(traceContours(new Uint8Array(12), 4, 3)).toEqual([]))
})

describe('filling', () => {
  const fill = (points: readonly (readonly [number, number])[]): string => {
    const out = new Uint8Array(25)
    fillPolygon(points, out, 5, 5, 1)
    return Array.from({ length: 5 }, (_, j) => [...out.subarray(j * 5, j * 5 + 5)].join('')).join(' ')
  }
  test('takes centres inside and on the line', () => {
    expect(
      fill([
        [1, 1],
        [3, 1],
        [3, 3],
        [1, 3],
      ]),
    ).toBe('00000 01110 01110 01110 00000')
    expect(
      fill([
        [0.6, 0.6],
        [3.4, 0.6],
        [3.4, 3.4],
        [0.6, 3.4],
      ]),
    ).toBe('00000 01110 01110 01110 00000')
    expect(
      fill([
        [1.2, 1.2],
        [2.8, 1.2],
        [2.8, 2.8],
        [1.2, 2.8],
      ]),
    ).toBe('00000 00000 00100 00000 00000')
  })
  test('takes a point and a line', () => {
    expect(fill([[2, 2]])).toBe('00000 00000 00100 00000 00000')
    expect(
      fill([
        [1, 3],
        [4, 3],
      ]),
    ).toBe('00000 00000 00000 01111 00000')
  })
  test('leaves out what lies beyond the slice', () => {
    expect(
      fill([
        [-9, -9],
        [9, -9],
        [9, 1],
        [-9, 1],
      ]),
    ).toBe('11111 11111 00000 00000 00000')
  })
})
