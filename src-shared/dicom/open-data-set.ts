import dicomParser, { type DataSet } from 'dicom-parser'
import { Failure } from '../failure.ts'
import { limits } from '../limits.ts'
import { type ByteSource, bufferedSource, memorySource } from './byte-source.ts'
import { keptTags } from './kept-tags.ts'
import { findTransferSyntax, type TransferSyntax } from './transfer-syntaxes.ts'
import { type Element, longVrs, walkDataSet } from './walk-data-set.ts'

/**
 * Inflates raw deflate data to at most `maxBytes`. Throws `E_INFLATE` for what is not deflate data, `E_TRUNCATED` where it
 * ends early, `E_INFLATE_LIMIT` past `maxBytes`.
 */
export type Inflate = (bytes: Uint8Array, maxBytes: number) => Uint8Array

export interface OpenDataSet {
  readonly syntax: TransferSyntax
  /** The attributes of `keptTags`, read by dicom-parser. */
  readonly attributes: DataSet
  /** VR (empty for implicit) and length of the kept top-level elements, by dicom-parser's tag text. */
  readonly shapes: ReadonlyMap<string, { readonly vr: string; readonly length: number }>
  readonly has: (tag: number) => boolean
  readonly pixelData: Element | null
  /** Where PixelData's offset counts from: the file, or the inflated data set. */
  readonly source: ByteSource
  /** Codes of what is odd but readable. */
  readonly oddities: readonly string[]
}

const magicOffset = 128
const datasetOffset = 132
const longestKeptBytes = 64 * 1024

/**
 * Opens a DICOM file by its headers: meta information, transfer syntax, and the attributes Hilum needs, with PixelData
 * located but not read. The bytes given to dicom-parser are those of checked elements only (see `walkDataSet`).
 *
 * Throws `E_NOT_DICOM` for anything without the DICM mark, `E_TRANSFER_SYNTAX` for a missing, private or unknown one, and
 * what `walkDataSet` and `inflate` throw. Source: PS3.10 section 7, PS3.5 annex A.
 */
export function openDataSet(file: ByteSource, inflate: Inflate): OpenDataSet {
  const source = bufferedSource(file)
  const head = source.read(0, datasetOffset)
  if (head.length < datasetOffset || String.fromCharCode(...head.subarray(magicOffset)) !== 'DICM') {
    throw new Failure('E_NOT_DICOM', 'Not DICOM: no DICM mark and no readable header.')
  }
  const oddities = preambleOddities(head)
  const meta = readMeta(source)
  oddities.push(...meta.oddities)
  const syntax = requireSyntax(meta.transferSyntaxUid)
  const data = syntax.deflated ? bufferedSource(inflated(source, meta.end, inflate)) : source
  const start = syntax.deflated ? 0 : meta.end
  checkByteOrder(data, start, syntax)
  const walk = walkDataSet(data, start, syntax)
  oddities.push(...walk.oddities)
  if (syntax.bigEndian) oddities.push('W_BIG_ENDIAN')
  const present = new Set(walk.elements.map((element) => element.tag))
  const kept = walk.elements.filter(
    (element) => keptTags.has(element.tag) && element.length >= 0 && element.length <= longestKeptBytes,
  )
  return {
    syntax,
    attributes: parseKept(data, kept, syntax),
    shapes: new Map(kept.map(({ tag, vr, length }) => [tagText(tag), { vr, length }])),
    has: (tag) => present.has(tag),
    pixelData: walk.pixelData,
    source: data,
    oddities: [...new Set(oddities)],
  }
}

export const tagText = (tag: number): string => `x${tag.toString(16).padStart(8, '0')}`

/** Marks of files that another program would run or show: a warning, since a DICOM file may hide one (CVE-2019-11687). */
function preambleOddities(head: Uint8Array): string[] {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, n) => head[n] === byte)
  const text = String.fromCharCode(...head.subarray(0, 16)).toLowerCase()
  const machO =
    starts(0xfe, 0xed, 0xfa) || (/^[\xce\xcf]\xfa\xed\xfe/.test(text) && !starts(0)) || starts(0xca, 0xfe, 0xba, 0xbe)
  const runs =
    starts(0x4d, 0x5a) || starts(0x7f, 0x45, 0x4c, 0x46) || text.startsWith('#!') || machO || starts(0x50, 0x4b, 3, 4)
  return runs || /^\s*<(!doctype|html|script|\?xml|svg)/.test(text) ? ['W_PREAMBLE_EXEC'] : []
}

interface Meta {
  readonly transferSyntaxUid: string | null
  readonly end: number
  readonly oddities: readonly string[]
}

/** Reads group 0002, always explicit little endian; its own length element is checked, not trusted. */
function readMeta(source: ByteSource): Meta {
  let at = datasetOffset
  let uid: string | null = null
  let declaredEnd: number | null = null
  const oddities: string[] = []
  for (let count = 0; at < source.size; count++) {
    if (count > longestMeta) throw new Failure('E_ELEMENT_COUNT', 'The file meta information never ends.')
    if (at + 8 > source.size) throw cutInMeta()
    const bytes = source.read(at, Math.min(12, source.size - at))
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    if (view.getUint16(0, true) !== 2) break
    const element = view.getUint16(2, true)
    const vr = String.fromCharCode(view.getUint8(4), view.getUint8(5))
    if (!/^[A-Z]{2}$/.test(vr))
      throw new Failure('E_BAD_VR', 'The file meta information is damaged: an element has no value representation.')
    const long = longVrs.has(vr)
    if (long && bytes.length < 12) throw cutInMeta()
    const length = long ? view.getUint32(8, true) : view.getUint16(6, true)
    const value = at + (long ? 12 : 8)
    if (value + length > source.size) throw cutInMeta()
    if (element === 0 && length === 4) {
      const four = source.read(value, 4)
      declaredEnd = value + 4 + new DataView(four.buffer, four.byteOffset, 4).getUint32(0, true)
    }
    if (element === 0x10) {
      if (uid !== null) oddities.push('W_DUP_TAG')
      uid ??= String.fromCharCode(...source.read(value, Math.min(length, 128))).replace(/[\0 ]+$/, '')
    }
    at = value + length
  }
  if (at >= source.size)
    throw new Failure('E_TRUNCATED', 'Cut short: nothing follows the DICM mark but meta information.')
  if (at === datasetOffset)
    throw new Failure('E_BAD_VR', 'What follows the DICM mark is no file meta information. The file is damaged.')
  if (declaredEnd !== at) oddities.push('W_META_LENGTH')
  return { transferSyntaxUid: uid, end: at, oddities }
}

const longestMeta = 1000

const cutInMeta = (): Failure => new Failure('E_TRUNCATED', 'Cut short: the file ends in its meta information.')

function requireSyntax(uid: string | null): TransferSyntax {
  if (uid === null || uid === '') {
    throw new Failure(
      'E_TRANSFER_SYNTAX',
      'The file does not say how it is written (no transfer syntax). Export it again from its source.',
    )
  }
  const syntax = findTransferSyntax(uid)
  if (syntax === null) {
    const shown = uid.replace(/[^0-9.A-Za-z]/g, '?').slice(0, 64)
    throw new Failure(
      'E_TRANSFER_SYNTAX',
      `Written in transfer syntax ${shown}, which Hilum does not know. Export it again as Explicit VR Little Endian.`,
      {
        transferSyntax: shown,
      },
    )
  }
  return syntax
}

function inflated(source: ByteSource, start: number, inflate: Inflate): ByteSource {
  const packed = source.read(start, source.size - start)
  const most = Math.min(limits.inflatedBytes, limits.inflatedRatio * packed.length + limits.inflatedSlackBytes)
  return memorySource(inflate(packed, most))
}

/** The first element shows when a file is written in another way than it says. */
function checkByteOrder(data: ByteSource, start: number, syntax: TransferSyntax): void {
  const bytes = data.read(start, 6)
  if (bytes.length < 6) throw new Failure('E_TRUNCATED', 'Cut short: the data set is missing.')
  const [g0, g1] = [bytes[0] as number, bytes[1] as number]
  const swapped = syntax.bigEndian ? g0 !== 0 && g1 === 0 : g0 === 0 && g1 !== 0
  if (swapped)
    throw new Failure(
      'E_BAD_VR',
      'The bytes run the other way round than the transfer syntax says. Export the file again from its source.',
    )
  const vr = String.fromCharCode(bytes[4] as number, bytes[5] as number)
  if (!syntax.explicit && /^(AE|AS|AT|CS|DA|DS|DT|IS|LO|LT|OB|OW|PN|SH|SQ|ST|TM|UI|UL|UN|US|UT)$/.test(vr)) {
    throw new Failure(
      'E_TRANSFER_SYNTAX',
      'The file says Implicit VR and is written with explicit VRs. Export it again from its source.',
    )
  }
}

/** Gives dicom-parser the kept elements, end to end, behind meta information that names how they are written. */
function parseKept(data: ByteSource, kept: readonly Element[], syntax: TransferSyntax): DataSet {
  const uid = syntax.bigEndian ? bigEndianUid : syntax.explicit ? littleEndianUid : implicitUid
  const pieces = [
    metaOf(uid),
    ...kept.map(({ start, offset, length }) => data.read(start, offset - start + length).slice()),
  ]
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  try {
    return dicomParser.parseDicom(bytes)
  } catch (thrown) {
    // dicom-parser throws strings and plain objects
    const text = thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : 'unreadable elements'
    throw new Failure('E_BAD_VR', `The header can't be read: ${text}.`, {}, { cause: thrown })
  }
}

const implicitUid = '1.2.840.10008.1.2'
const littleEndianUid = '1.2.840.10008.1.2.1'
const bigEndianUid = '1.2.840.10008.1.2.2'

/** Preamble, DICM mark and the one element (0002,0010). */
function metaOf(uid: string): Uint8Array {
  const padded = uid.length % 2 === 0 ? uid : `${uid}\0`
  const element = [2, 0, 0x10, 0, 0x55, 0x49, padded.length, 0]
  const text = [...`DICM`].map((letter) => letter.charCodeAt(0))
  return Uint8Array.from([
    ...new Array<number>(magicOffset).fill(0),
    ...text,
    ...element,
    ...[...padded].map((letter) => letter.charCodeAt(0)),
  ])
}
