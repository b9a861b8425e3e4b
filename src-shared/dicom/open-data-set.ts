import dicomParser, { type DataSet } from 'dicom-parser'
import { Failure } from '../failure.ts'
import { limits } from '../limits.ts'
import { type ByteSource, bufferedSource, memorySource } from './byte-source.ts'
import { keptTags } from './kept-tags.ts'
import { readHead } from './read-head.ts'
import type { TransferSyntax } from './transfer-syntaxes.ts'
import { type Element, walkDataSet } from './walk-data-set.ts'

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
const longestKeptBytes = 64 * 1024

/**
 * Opens a DICOM file by its headers: meta information, transfer syntax, and the attributes wanted (those Hilum needs unless
 * told otherwise), with PixelData located but not read. The bytes given to dicom-parser are those of checked elements only (see `walkDataSet`).
 *
 * Throws what `readHead`, `walkDataSet` and `inflate` throw. Source: PS3.10 section 7, PS3.5 annex A.
 */
export function openDataSet(file: ByteSource, inflate: Inflate, wanted: ReadonlySet<number> = keptTags): OpenDataSet {
  const source = bufferedSource(file)
  const head = readHead(source)
  const { syntax } = head
  const oddities = [...head.oddities]
  const data = syntax.deflated ? bufferedSource(inflated(source, head.end, inflate)) : source
  const start = syntax.deflated ? 0 : head.end
  checkByteOrder(data, start, syntax)
  const walk = walkDataSet(data, start, syntax)
  oddities.push(...walk.oddities)
  if (syntax.bigEndian) oddities.push('W_BIG_ENDIAN')
  const present = new Set(walk.elements.map((element) => element.tag))
  const kept = walk.elements.filter(
    (element) => wanted.has(element.tag) && element.length >= 0 && element.length <= longestKeptBytes,
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

const textOf = (tag: number): string => `x${tag.toString(16).padStart(8, '0')}`
const keptTexts: ReadonlyMap<number, string> = new Map([...keptTags].map((tag) => [tag, textOf(tag)]))

/** A tag as dicom-parser writes it. */
export const tagText = (tag: number): string => keptTexts.get(tag) ?? textOf(tag)

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
  if (swapped) throw new Failure('E_BAD_VR', 'The bytes run the other way round than the transfer syntax says.')
  const vr = String.fromCharCode(bytes[4] as number, bytes[5] as number)
  if (!syntax.explicit && /^(AE|AS|AT|CS|DA|DS|DT|IS|LO|LT|OB|OW|PN|SH|SQ|ST|TM|UI|UL|UN|US|UT)$/.test(vr)) {
    throw new Failure('E_TRANSFER_SYNTAX', 'The file says Implicit VR and is written with explicit VRs.')
  }
}

/** Gives dicom-parser the kept elements, end to end, behind meta information that names how they are written. */
function parseKept(data: ByteSource, kept: readonly Element[], syntax: TransferSyntax): DataSet {
  const uid = syntax.bigEndian ? bigEndianUid : syntax.explicit ? littleEndianUid : implicitUid
  const meta = metas.get(uid) ?? metaOf(uid)
  // dicom-parser refuses bytes that end behind the meta information
  const tail = kept.length === 0 ? emptyElement(syntax.explicit) : new Uint8Array(0)
  const values = kept.reduce((sum, { start, offset, length }) => sum + offset - start + length, 0)
  const bytes = new Uint8Array(meta.length + values + tail.length)
  bytes.set(meta)
  let at = meta.length
  for (const { start, offset, length } of kept) {
    bytes.set(data.read(start, offset - start + length), at)
    at += offset - start + length
  }
  bytes.set(tail, at)
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

/** An element without a value that nobody asks for. */
const emptyElement = (explicit: boolean): Uint8Array =>
  Uint8Array.from([0xfc, 0xff, 0xfc, 0xff, ...(explicit ? [0x55, 0x4c, 0, 0] : [0, 0, 0, 0])])

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

const metas: ReadonlyMap<string, Uint8Array> = new Map(
  [implicitUid, littleEndianUid, bigEndianUid].map((uid) => [uid, metaOf(uid)]),
)
