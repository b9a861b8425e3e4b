import dicomParser, { type DataSet } from 'dicom-parser'
import { unreadable } from '../labelmap-reasons.ts'
import { tagText } from './open-data-set.ts'

/** A data set or an item as dicom-parser reads it, by tags such as 0x00100010. */
export interface ParsedDataSet {
  readonly text: (tag: number) => string
  readonly texts: (tag: number) => string[]
  readonly numbers: (tag: number) => number[]
  /** Values of a US or UL attribute. */
  readonly integers: (tag: number, bytes: 2 | 4) => number[]
  readonly items: (tag: number) => ParsedDataSet[]
  /** Where the value of an attribute begins in the file and its bytes; null where it is absent. */
  readonly place: (tag: number) => { readonly offset: number; readonly length: number } | null
}

/**
 * A whole file, or one up to `untilTag`, whose value may be missing. Throws `E_LABELMAP` where it is not DICOM in little endian
 * order without compression.
 */
export function parseDataSet(bytes: Uint8Array, untilTag?: number): ParsedDataSet {
  return guarded(() =>
    wrap(dicomParser.parseDicom(bytes, untilTag === undefined ? {} : { untilTag: tagText(untilTag) })),
  )
}

/** dicom-parser throws strings and plain objects, some only when a value is asked for. */
function guarded<Read>(read: () => Read): Read {
  try {
    return read()
  } catch (thrown) {
    throw unreadable('not-dicom', {}, { cause: thrown })
  }
}

function wrap(set: DataSet): ParsedDataSet {
  const text = (tag: number): string => (guarded(() => set.string(tagText(tag))) ?? '').replace(/[\0 ]+$/, '').trim()
  const texts = (tag: number): string[] => {
    const whole = text(tag)
    return whole === '' ? [] : whole.split('\\').map((part) => part.trim())
  }
  return {
    text,
    texts,
    numbers: (tag) => texts(tag).map(Number),
    integers: (tag, each) => {
      const count = (set.elements[tagText(tag)]?.length ?? 0) / each
      const read = (n: number) => (each === 2 ? set.uint16(tagText(tag), n) : set.uint32(tagText(tag), n))
      return guarded(() => Array.from({ length: Math.floor(count) }, (_, n) => read(n) ?? Number.NaN))
    },
    items: (tag) =>
      (set.elements[tagText(tag)]?.items ?? []).flatMap(({ dataSet }) => (dataSet ? [wrap(dataSet)] : [])),
    place: (tag) => {
      const element = set.elements[tagText(tag)]
      return element === undefined ? null : { offset: element.dataOffset, length: element.length }
    },
  }
}
