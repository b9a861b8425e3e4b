import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cropMask, occupiedBox, type WordBox } from '../../src-shared/imaging/crop-mask.ts'
import { union } from '../../src-shared/imaging/mask-logic.ts'
import {
  boxOfRuns,
  countRuns,
  cropToRuns,
  noRuns,
  slicesOfRuns,
  toBits,
  toBitsInBox,
  toRuns,
} from '../../src-shared/imaging/run-mask.ts'
import { type BitMask, countBits, createBitMask } from '../../src-shared/mask.ts'
import { randomMask } from '../support/random-mask.ts'

const masks = randomMask([140, 9, 6])

it('gives the same bits back, in shared memory where it is asked for', () => {
  fc.assert(
    fc.property(masks, (mask) => {
      expect(toBits(toRuns(mask)).words).toEqual(mask.words)
      expect(countRuns(toRuns(mask))).toBe(countBits(mask))
      expect(toBits(toRuns(mask), true).words.buffer).toBeInstanceOf(SharedArrayBuffer)
    }),
  )
})

it('lays masks of one size over each other', () => {
  const turned = (mask: BitMask): BitMask => ({ ...mask, words: mask.words.toReversed() })
  fc.assert(
    fc.property(masks, (mask) => {
      // rows of whole words stay rows of whole words when turned round
      fc.pre(mask.size[0] % 32 === 0)
      expect(toBits([toRuns(mask), toRuns(turned(mask))]).words).toEqual(
        new Uint32Array(union(mask, turned(mask)).words),
      )
    }),
  )
})

/** A box within the mask, from two corners. */
const boxIn = ({ wordsPerRow, size }: BitMask, [a, b]: readonly [number, number]): WordBox => {
  const span = (count: number): [number, number] => {
    const [one, other] = [Math.floor(a * count), Math.floor(b * count)]
    return [Math.min(one, other), Math.max(one, other)]
  }
  return { words: span(wordsPerRow), rows: span(size[1]), slices: span(size[2]) }
}
const corner = fc.double({ min: 0, max: 0.999, noNaN: true })

it('gives and takes the bits of a box', () => {
  fc.assert(
    fc.property(masks, fc.tuple(corner, corner), (mask, corners) => {
      const box = boxIn(mask, corners)
      const part = toBitsInBox(toRuns(mask), box)
      expect(part.words).toEqual(cropMask(mask, box).words)
      const back = cropToRuns(part, box, mask.size)
      expect(toBitsInBox(back, box).words).toEqual(part.words)
      expect(countRuns(back)).toBe(countBits(part))
    }),
  )
})

it('knows the box and the slices that hold masks', () => {
  fc.assert(
    fc.property(masks, (mask) => {
      const both = [noRuns(mask.size), toRuns(mask)]
      expect(boxOfRuns(both)).toEqual(occupiedBox(mask))
      expect(slicesOfRuns(both)).toEqual(occupiedBox(mask)?.slices ?? null)
    }),
  )
})

it('is empty for an empty mask', () => {
  const empty = noRuns([40, 3, 2])
  expect(toBits(empty).words).toEqual(createBitMask([40, 3, 2]).words)
  expect([boxOfRuns([empty]), slicesOfRuns([empty]), countRuns(empty)]).toEqual([null, null, 0])
})
