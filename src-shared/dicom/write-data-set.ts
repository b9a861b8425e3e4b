import { Failure } from '../failure.ts'
import { joinBytes } from '../join-bytes.ts'
import { encodeUtf8 } from '../utf8.ts'

/** One attribute to be written. Text goes out as UTF-8, numbers as their VR asks for, an empty array as an empty value. */
export interface WrittenElement {
  readonly tag: number
  readonly vr: Vr
  readonly value: string | readonly string[] | readonly number[] | Uint8Array | readonly DataSetItem[]
}

/** The attributes of a data set or of an item, in any order. */
export type DataSetItem = readonly WrittenElement[]

const textVrs = ['AE', 'CS', 'DA', 'DS', 'IS', 'LO', 'LT', 'PN', 'SH', 'ST', 'TM', 'UI', 'UT'] as const
const longVrs = ['OB', 'OW', 'SQ', 'UT'] as const
export type Vr = (typeof textVrs)[number] | (typeof longVrs)[number] | 'US' | 'UL' | 'AT'

export type WriteSyntax = 'explicit' | 'implicit'
export const writeSyntaxUids: Readonly<Record<WriteSyntax, string>> = {
  explicit: '1.2.840.10008.1.2.1',
  implicit: '1.2.840.10008.1.2',
}

const preambleBytes = 128

/** An attribute; `tag` such as 0x00100010. */
export const attribute = (tag: number, vr: Vr, value: WrittenElement['value']): WrittenElement => ({ tag, vr, value })

/**
 * Preamble of zeros and meta information (PS3.10, section 7.1) of a file in little endian order.
 */
export function encodeFileHead(
  ids: { readonly sopClass: string; readonly sopInstance: string; readonly implementation: string },
  syntax: WriteSyntax,
): Uint8Array<ArrayBuffer> {
  const meta = encodeItem(
    [
      attribute(0x0002_0001, 'OB', Uint8Array.from([0, 1])),
      attribute(0x0002_0002, 'UI', ids.sopClass),
      attribute(0x0002_0003, 'UI', ids.sopInstance),
      attribute(0x0002_0010, 'UI', writeSyntaxUids[syntax]),
      attribute(0x0002_0012, 'UI', ids.implementation),
      attribute(0x0002_0013, 'SH', 'HILUM'),
    ],
    'explicit',
  )
  const length = encodeItem([attribute(0x0002_0000, 'UL', [meta.length])], 'explicit')
  return joinBytes([new Uint8Array(preambleBytes), encodeUtf8('DICM'), length, meta])
}

/**
 * Attributes in the order of their tags, little endian; sequences and their items of defined length. Throws `E_INTERNAL` where
 * a value is too long for its VR. Source: PS3.5, sections 6.2, 7.1 and 7.5.
 */
export function encodeItem(elements: DataSetItem, syntax: WriteSyntax): Uint8Array<ArrayBuffer> {
  const ordered = [...elements].sort((a, b) => a.tag - b.tag)
  return joinBytes(
    ordered.flatMap((element) => {
      const value = valueBytes(element, syntax)
      return [elementHead(element.tag, element.vr, value.length, syntax), value]
    }),
  )
}

/** Tag, VR and length, as before a value that is written by other means. */
export function elementHead(tag: number, vr: Vr, length: number, syntax: WriteSyntax): Uint8Array<ArrayBuffer> {
  const long = syntax === 'explicit' && longVrs.some((one) => one === vr)
  const view = new DataView(new ArrayBuffer(long ? 12 : 8))
  view.setUint16(0, tag >>> 16, true)
  view.setUint16(2, tag & 0xffff, true)
  if (syntax === 'implicit') view.setUint32(4, length, true)
  else {
    view.setUint8(4, vr.charCodeAt(0))
    view.setUint8(5, vr.charCodeAt(1))
    if (long) view.setUint32(8, length, true)
    else if (length > 0xffff) throw new Failure('E_INTERNAL', `A value of VR ${vr} is too long for a DICOM file.`)
    else view.setUint16(6, length, true)
  }
  return new Uint8Array(view.buffer)
}

/** An item of a sequence, or its head alone for `bytes` that follow. */
export function itemHead(bytes: number): Uint8Array<ArrayBuffer> {
  return elementHead(0xfffe_e000, 'SQ', bytes, 'implicit')
}

function valueBytes({ vr, value }: WrittenElement, syntax: WriteSyntax): Uint8Array {
  if (value instanceof Uint8Array) return padded(value, 0)
  if (vr === 'SQ') {
    const items = (value as readonly DataSetItem[]).map((item) => encodeItem(item, syntax))
    return joinBytes(items.flatMap((item) => [itemHead(item.length), item]))
  }
  if (vr === 'US' || vr === 'UL' || vr === 'AT') return numberBytes(vr, value as readonly number[])
  const text = typeof value === 'string' ? value : (value as readonly string[]).join('\\')
  return padded(encodeUtf8(text), vr === 'UI' ? 0 : 32)
}

function numberBytes(vr: 'US' | 'UL' | 'AT', values: readonly number[]): Uint8Array {
  const each = vr === 'US' ? 2 : 4
  const view = new DataView(new ArrayBuffer(values.length * each))
  for (const [n, value] of values.entries()) {
    if (vr === 'US') view.setUint16(n * 2, value, true)
    else if (vr === 'UL') view.setUint32(n * 4, value, true)
    else {
      view.setUint16(n * 4, value >>> 16, true)
      view.setUint16(n * 4 + 2, value & 0xffff, true)
    }
  }
  return new Uint8Array(view.buffer)
}

function padded(bytes: Uint8Array, filler: number): Uint8Array {
  return bytes.length % 2 === 0 ? bytes : joinBytes([bytes, Uint8Array.from([filler])])
}

/** A decimal string of at most 16 characters (PS3.5, 6.2, DS), as many digits as have room. */
export function decimalString(value: number): string {
  const plain = String(value === 0 ? 0 : value)
  if (plain.length <= 16) return plain
  for (let digits = 16; digits > 0; digits--) {
    const text = String(Number(value.toPrecision(digits)))
    if (text.length <= 16) return text
  }
  return '0'
}
