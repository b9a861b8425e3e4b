import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closeCross } from '../../src-shared/imaging/close-cross.ts'
import { rowLayout, sliceLayout } from '../../src-shared/imaging/plane-layout.ts'
import { type BitMask, countBits, createBitMask, getBit } from '../../src-shared/mask.ts'
import { drawing, maskLiteral, setBit } from '../support/mask-literal.ts'
import { randomMask } from '../support/random-mask.ts'

function close(mask: BitMask): BitMask {
  const out = createBitMask(mask.size)
  closeCross(mask.words, sliceLayout(mask.size, [...Array(mask.size[2]).keys()]), out.words)
  return out
}

const cross = [
  [0, 0],
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const

/** Closing pixel by pixel, by its definition. */
function closeByDefinition(mask: BitMask): BitMask {
  const [nx, ny, nz] = mask.size
  const inside = (i: number, j: number): boolean => i >= 0 && j >= 0 && i < nx && j < ny
  const out = createBitMask(mask.size)
  for (let k = 0; k < nz; k++) {
    const dilated = (i: number, j: number): boolean =>
      cross.some(([di, dj]) => inside(i + di, j + dj) && getBit(mask, i + di, j + dj, k) === 1)
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        if (cross.every(([di, dj]) => !inside(i + di, j + dj) || dilated(i + di, j + dj))) setBit(out, i, j, k)
      }
    }
  }
  return out
}

describe('closing', () => {
  it('fills what the cross cannot enter and leaves the rest', () => {
    const mask = maskLiteral(`
      .............
      .............
      ..###.###....
      ..###.###..#.
      ..###.###....
      .............
      .............
      ..##..##.....
      .............
      .............
    `)
    expect(drawing(close(mask))).toEqual([
      '.............',
      '.............',
      '..###.###....',
      '..########.#.',
      '..###.###....',
      '...#...#.....',
      '.............',
      '..##..##.....',
      '.............',
      '.............',
    ])
  })

  it('counts outside as foreground when eroding', () => {
    const mask = maskLiteral(`
      #.#
      .#.
      #.#
    `)
    expect(drawing(close(mask))).toEqual(['###', '###', '###'])
  })

  it('equals its definition on random masks, in slices and in planes of constant row', () => {
    fc.assert(
      fc.property(randomMask([100, 7, 3]), (mask) => {
        expect(close(mask).words).toEqual(closeByDefinition(mask).words)
        const turned = turn(mask)
        const out = createBitMask(turned.size)
        const count = closeCross(turned.words, rowLayout(turned.size, [...Array(turned.size[2]).keys()]), out.words)
        expect(turn(out).words).toEqual(closeByDefinition(mask).words)
        expect(count).toBe(countBits(out))
      }),
      { numRuns: 120 },
    )
  })
})

/** Rows and slices exchanged. */
function turn(mask: BitMask): BitMask {
  const [nx, ny, nz] = mask.size
  const out = createBitMask([nx, nz, ny])
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) if (getBit(mask, i, j, k)) setBit(out, i, k, j)
  }
  return out
}
