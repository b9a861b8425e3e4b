/** How elements are written. */
export interface Encoding {
  readonly explicit: boolean
  readonly bigEndian: boolean
}

export const explicitLittle: Encoding = { explicit: true, bigEndian: false }
export const implicitLittle: Encoding = { explicit: false, bigEndian: false }
export const explicitBig: Encoding = { explicit: true, bigEndian: true }

/** One element as it is to be written, however wrong. `length` stands in the header instead of the value's true one. */
export interface DataElement {
  readonly tag: number
  readonly vr: string
  readonly value: (encoding: Encoding) => Uint8Array
  readonly length?: number | undefined
}

/** Elements, and bytes that go in as they are. */
export type Piece = DataElement | Uint8Array

export const undefinedLength = 0xffffffff
const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** One byte a character; characters above 255 are not for here. */
export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

const isElement = (piece: Piece): piece is DataElement => !(piece instanceof Uint8Array)

/** A text value, padded to an even length with `pad`. */
export function text(tag: number, vr: string, value: string, pad = vr === 'UI' ? '\0' : ' '): DataElement {
  return { tag, vr, value: () => ascii(value.length % 2 === 0 ? value : value + pad) }
}

export const raw = (tag: number, vr: string, bytes: Uint8Array, length?: number): DataElement => ({
  tag,
  vr,
  value: () => bytes,
  length,
})

/** 16-bit numbers, signed or not, in the byte order of the data set. */
export function words(tag: number, vr: string, values: ArrayLike<number>, length?: number): DataElement {
  return {
    tag,
    vr,
    length,
    value: ({ bigEndian }) => {
      const bytes = new Uint8Array(values.length * 2)
      for (let n = 0; n < values.length; n++) {
        const value = values[n] as number
        bytes[2 * n + (bigEndian ? 1 : 0)] = value & 0xff
        bytes[2 * n + (bigEndian ? 0 : 1)] = (value >> 8) & 0xff
      }
      return bytes
    },
  }
}

export const us = (tag: number, ...values: number[]): DataElement => words(tag, 'US', values)

export const ul = (tag: number, value: number): DataElement => ({
  tag,
  vr: 'UL',
  value: ({ bigEndian }) => long(value, bigEndian),
})

function long(value: number, bigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, !bigEndian)
  return bytes
}

/** A sequence of such items; with `open` it and its items have no length and end with delimiters. */
export function sequence(tag: number, items: readonly (readonly Piece[])[], open = false): DataElement {
  const value = (encoding: Encoding): Uint8Array =>
    concat([
      ...items.map((item) => itemBytes(encodePieces(item, encoding), encoding, open)),
      ...(open ? [delimiter(0xfffee0dd, 0, encoding)] : []),
    ])
  return { tag, vr: 'SQ', value, length: open ? undefinedLength : undefined }
}

function itemBytes(content: Uint8Array, encoding: Encoding, open: boolean): Uint8Array {
  const head = delimiter(0xfffee000, open ? undefinedLength : content.length, encoding)
  return concat([head, content, ...(open ? [delimiter(0xfffee00d, 0, encoding)] : [])])
}

/** An item, its end or a sequence's end: a tag and a length without a VR. */
export function delimiter(tag: number, length: number, { bigEndian }: Encoding = explicitLittle): Uint8Array {
  return concat([tagBytes(tag, bigEndian), long(length, bigEndian)])
}

function tagBytes(tag: number, bigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(4)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, tag >>> 16, !bigEndian)
  view.setUint16(2, tag & 0xffff, !bigEndian)
  return bytes
}

export function encodeElement({ tag, vr, value, length }: DataElement, encoding: Encoding): Uint8Array {
  const { explicit, bigEndian } = encoding
  const bytes = value(encoding)
  const declared = length ?? bytes.length
  const head = tagBytes(tag, bigEndian)
  if (!explicit) return concat([head, long(declared, bigEndian), bytes])
  if (longVrs.has(vr)) return concat([head, ascii(vr), new Uint8Array(2), long(declared, bigEndian), bytes])
  const short = bigEndian ? [declared >> 8, declared & 0xff] : [declared & 0xff, declared >> 8]
  return concat([head, ascii(vr), Uint8Array.from(short), bytes])
}

export const encodePieces = (pieces: readonly Piece[], encoding: Encoding): Uint8Array =>
  concat(pieces.map((piece) => (isElement(piece) ? encodeElement(piece, encoding) : piece)))
