import { concat, type Encoding } from './elements.ts'

/** A file with the places where its elements start. */
export interface Seed {
  readonly name: string
  readonly bytes: Uint8Array
  readonly boundaries: readonly number[]
  readonly encoding: Encoding
}

type Random = (below: number) => number
type Mutation = (seed: Seed, random: Random, other: Seed) => Uint8Array

const lengths = [0, 1, 0xfffe, 0xffff_ffff, 0x7fff_ffff, 0x1_0000]
const at = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T

/** Places more likely than pixels to matter: near the start of an element. */
const place = (seed: Seed, random: Random): number =>
  Math.min(seed.bytes.length - 1, at(seed.boundaries, random) + random(16))

/** Ways a file goes bad: flipped bits, lying lengths, bytes doubled, lost or swapped in from elsewhere, an early end. */
export const mutations: Readonly<Record<string, Mutation>> = {
  'bits flipped': (seed, random) => {
    const bytes = seed.bytes.slice()
    for (let n = random(8); n >= 0; n--) {
      const where = place(seed, random)
      bytes[where] = (bytes[where] as number) ^ (1 << random(8))
    }
    return bytes
  },
  'length field replaced': (seed, random) => {
    const bytes = seed.bytes.slice()
    const view = new DataView(bytes.buffer)
    const start = at(seed.boundaries, random)
    const wide = random(2) === 0
    const where = start + at([4, 6, 8], random)
    if (where + 4 > bytes.length) return bytes
    if (wide) view.setUint32(where, at(lengths, random), !seed.encoding.bigEndian)
    else view.setUint16(where, at(lengths, random) & 0xffff, !seed.encoding.bigEndian)
    return bytes
  },
  'cut at an element': (seed, random) => seed.bytes.slice(0, at(seed.boundaries, random) + at([0, 0, 1, 4, 8], random)),
  'elements of another file put in': (seed, random, other) => {
    const from = at(other.boundaries, random)
    const until = Math.max(from, at(other.boundaries, random))
    const where = at(seed.boundaries, random)
    return concat([seed.bytes.subarray(0, where), other.bytes.subarray(from, until), seed.bytes.subarray(where)])
  },
  'bytes lost': (seed, random) => {
    const where = place(seed, random)
    return concat([seed.bytes.subarray(0, where), seed.bytes.subarray(where + 1 + random(40))])
  },
  'bytes doubled': (seed, random) => {
    const where = place(seed, random)
    const until = Math.min(seed.bytes.length, where + 1 + random(200))
    return concat([seed.bytes.subarray(0, until), seed.bytes.subarray(where)])
  },
  'bytes overwritten': (seed, random) => {
    const bytes = seed.bytes.slice()
    const where = place(seed, random)
    const value = at([0, 0xff, 0x5c, 0x20, 0xfe], random)
    return bytes.fill(value, where, where + 1 + random(12))
  },
}
