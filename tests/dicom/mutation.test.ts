import { describe, expect, it } from 'vitest'
import { decodeText } from '../../src-main/engine/scan/decode-text.ts'
import { inflate } from '../../src-main/engine/scan/inflate.ts'
import { memorySource } from '../../src-shared/dicom/byte-source.ts'
import { decodePixels } from '../../src-shared/dicom/decode-pixels.ts'
import { openDataSet } from '../../src-shared/dicom/open-data-set.ts'
import { readInstance } from '../../src-shared/dicom/read-instance.ts'
import { Failure } from '../../src-shared/failure.ts'
import { controlElements, controlHu } from '../support/dicom/control-image.ts'
import { dicomFile, metaBytes, syntaxes } from '../support/dicom/dicom-file.ts'
import {
  type Encoding,
  encodePieces,
  explicitBig,
  explicitLittle,
  implicitLittle,
  type Piece,
  sequence,
  text,
  us,
} from '../support/dicom/elements.ts'
import { mutations, type Seed } from '../support/dicom/mutate.ts'
import { seeded } from '../support/dicom/noise.ts'
import { expectPlainWords } from '../support/plain-words.ts'

const mutantCount = 5000

/** The control with sequences in it, open and closed ones. */
const pieces: readonly Piece[] = [
  ...controlElements().slice(0, 5),
  sequence(
    0x00081140,
    [[text(0x00081150, 'UI', '1.2'), sequence(0x00081155, [[us(0x00280010, 5)], []], true)], []],
    true,
  ),
  ...controlElements().slice(5, 9),
  sequence(0x00189346, [[text(0x00080100, 'SH', '113691')]]),
  ...controlElements().slice(9),
]

function seedOf(name: string, syntax: string, encoding: Encoding): Seed {
  const bytes = dicomFile(pieces, { syntax })
  const boundaries = [0, 128, 132]
  let end = 132 + metaBytes(syntax).length
  boundaries.push(end)
  // a compressed data set has no elements to see: any place is as good as another
  if (syntax === syntaxes.deflated) for (let at = end; at < bytes.length; at += 16) boundaries.push(at)
  else {
    for (const piece of pieces) {
      end += encodePieces([piece], encoding).length
      boundaries.push(end)
    }
  }
  return { name, bytes, boundaries, encoding }
}

const seeds: readonly Seed[] = [
  seedOf('explicit', syntaxes.explicit, explicitLittle),
  seedOf('implicit', syntaxes.implicit, implicitLittle),
  seedOf('big endian', syntaxes.big, explicitBig),
  seedOf('deflated', syntaxes.deflated, explicitLittle),
  seedOf('compressed pixels', syntaxes.rle, explicitLittle),
]

type Outcome =
  | { readonly code: string; readonly message: string }
  | { readonly hu: Int32Array }
  | { readonly other: true }

/** Reads a file as the scan and the loader do; anything but a Failure goes through. */
function read(bytes: Uint8Array): Outcome {
  try {
    const set = openDataSet(memorySource(bytes), inflate)
    const instance = readInstance(set, bytes.length, decodeText)
    if (instance.kind === 'other' || set.syntax.encapsulated) return { other: true }
    const { offset, length, rows, columns } = instance.pixels
    const pixels = set.source.read(offset, length)
    if (pixels.length !== length) throw new Error(`${pixels.length} of ${length} bytes of pixels, and no word of it`)
    const out = new Int32Array(rows * columns)
    decodePixels(pixels, instance.pixels, out)
    return { hu: out }
  } catch (thrown) {
    if (thrown instanceof Failure) return { code: thrown.code, message: thrown.message }
    throw thrown
  }
}

describe('files that went bad by chance', () => {
  it('reads all seeds as they are', () => {
    const expected = Int32Array.from(controlHu(), (hu) => hu + 1024)
    for (const seed of seeds) {
      const outcome = read(seed.bytes)
      if (seed.name === 'compressed pixels') expect(outcome).toEqual({ other: true })
      else expect(outcome, seed.name).toEqual({ hu: expected })
    }
  })

  it(`answers ${mutantCount} of them with an image or a Failure`, () => {
    const next = seeded(20_261_122)
    const random = (below: number): number => next() % below
    const names = Object.keys(mutations)
    const counts = new Map<string, number>()
    for (let n = 0; n < mutantCount; n++) {
      const seed = seeds[n % seeds.length] as Seed
      const name = names[random(names.length)] as string
      const other = seeds[random(seeds.length)] as Seed
      let bytes = mutations[name]?.(seed, random, other) ?? seed.bytes
      if (random(4) === 0) bytes = mutations['bits flipped']?.({ ...seed, bytes }, random, other) ?? bytes
      let outcome: Outcome
      try {
        outcome = read(bytes)
      } catch (thrown) {
        throw new Error(`mutant ${n} of ${seed.name}, ${name}: ${String(thrown)}`, { cause: thrown })
      }
      const key = 'code' in outcome ? outcome.code : 'hu' in outcome ? 'image' : 'other'
      counts.set(key, (counts.get(key) ?? 0) + 1)
      if ('code' in outcome) expectPlainWords(outcome.message)
    }
    const told = [...counts].sort((a, b) => b[1] - a[1])
    console.info(told.map(([code, count]) => `${code} ${count}`).join(', '))
    expect(counts.get('E_INTERNAL') ?? 0).toBe(0)
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(mutantCount)
    // many ways to be refused were reached, and many mutants read well: the mutations are neither all deadly nor all harmless
    expect(counts.size).toBeGreaterThan(12)
    expect(counts.get('image') ?? 0).toBeGreaterThan(mutantCount / 20)
  })
})
