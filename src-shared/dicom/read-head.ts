import { Failure } from '../failure.ts'
import type { ByteSource } from './byte-source.ts'
import { findTransferSyntax, type TransferSyntax } from './transfer-syntaxes.ts'
import { longVrs } from './walk-data-set.ts'

/** What stands in front of a data set. */
export interface Head {
  readonly syntax: TransferSyntax
  /** Where the data set starts. */
  readonly end: number
  /** W_PREAMBLE_EXEC, W_META_LENGTH, W_DUP_TAG, W_NO_META. */
  readonly oddities: readonly string[]
}

const magicOffset = 128
const magicEnd = 132
const longestMeta = 1000
const implicitUid = '1.2.840.10008.1.2'
const explicitUid = '1.2.840.10008.1.2.1'

/**
 * Reads the preamble and the file meta information and finds the transfer syntax. Files of old programs, which start with
 * the meta information or the data set itself, are read too, with the oddity `W_NO_META`.
 *
 * Throws `E_NOT_DICOM` for everything else, `E_TRANSFER_SYNTAX` for a missing, private or unknown one, `E_TRUNCATED` and
 * `E_BAD_VR` for damaged meta information. Source: PS3.10 section 7.
 */
export function readHead(source: ByteSource): Head {
  const start = source.read(0, magicEnd)
  if (start.length === magicEnd && String.fromCharCode(...start.subarray(magicOffset)) === 'DICM') {
    const meta = readMeta(source, magicEnd)
    return {
      syntax: requireSyntax(meta.transferSyntaxUid),
      end: meta.end,
      oddities: [...preambleOddities(start), ...meta.oddities],
    }
  }
  const vr = String.fromCharCode(start[4] ?? 0, start[5] ?? 0)
  if (startsWithElement(start, 0x02, [0x00, 0x01, 0x10]) && /^(UL|OB|UI)$/.test(vr)) {
    const meta = readMeta(source, 0)
    return { syntax: requireSyntax(meta.transferSyntaxUid), end: meta.end, oddities: ['W_NO_META', ...meta.oddities] }
  }
  if (startsWithElement(start, 0x08, [0x00, 0x01, 0x05, 0x08, 0x12, 0x16, 0x18])) {
    if (/^(UL|CS|DA|UI)$/.test(vr)) return { syntax: requireSyntax(explicitUid), end: 0, oddities: ['W_NO_META'] }
    // the length of a short text: its upper bytes are 0
    if (start[6] === 0 && start[7] === 0) return { syntax: requireSyntax(implicitUid), end: 0, oddities: ['W_NO_META'] }
  }
  throw new Failure('E_NOT_DICOM', 'Not DICOM: no DICM mark and no readable header.')
}

/** True where the bytes start with one of these elements of a group, little endian. */
function startsWithElement(bytes: Uint8Array, group: number, elements: readonly number[]): boolean {
  const [g0, g1, e0, e1] = bytes
  return bytes.length >= 8 && g0 === group && g1 === 0 && e1 === 0 && elements.includes(e0 as number)
}

/** Marks of files that another program would run or show: a warning, since a DICOM file may hide one (CVE-2019-11687). */
function preambleOddities(head: Uint8Array): string[] {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, n) => head[n] === byte)
  const text = String.fromCharCode(...head.subarray(0, 16)).toLowerCase()
  const machO =
    starts(0xfe, 0xed, 0xfa) ||
    starts(0xce, 0xfa, 0xed, 0xfe) ||
    starts(0xcf, 0xfa, 0xed, 0xfe) ||
    starts(0xca, 0xfe, 0xba, 0xbe)
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
function readMeta(source: ByteSource, start: number): Meta {
  let at = start
  let uid: string | null = null
  let declaredEnd: number | null = null
  const oddities: string[] = []
  for (let count = 0; at < source.size; count++) {
    if (count > longestMeta) {
      throw new Failure('E_ELEMENT_COUNT', 'The file meta information never ends.')
    }
    if (at + 8 > source.size) throw cutInMeta()
    const bytes = source.read(at, Math.min(12, source.size - at))
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    if (view.getUint16(0, true) !== 2) break
    const element = view.getUint16(2, true)
    const vr = String.fromCharCode(view.getUint8(4), view.getUint8(5))
    if (!/^[A-Z]{2}$/.test(vr)) throw damagedMeta()
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
  if (at >= source.size) throw cutInMeta()
  if (at === start) throw damagedMeta()
  if (declaredEnd !== at) oddities.push('W_META_LENGTH')
  return { transferSyntaxUid: uid, end: at, oddities }
}

const cutInMeta = (): Failure => new Failure('E_TRUNCATED', 'Cut short: the file ends in its meta information.')

const damagedMeta = (): Failure => new Failure('E_BAD_VR', 'What follows the DICM mark is no file meta information.')

function requireSyntax(uid: string | null): TransferSyntax {
  if (uid === null || uid === '') {
    throw new Failure('E_TRANSFER_SYNTAX', 'The file does not say how it is written (no transfer syntax).')
  }
  const syntax = findTransferSyntax(uid)
  if (syntax !== null) return syntax
  const shown = uid.replace(/[^0-9.A-Za-z]/g, '?').slice(0, 64)
  throw new Failure('E_TRANSFER_SYNTAX', `Written in transfer syntax ${shown}, which Hilum does not know.`, {
    transferSyntax: shown,
  })
}
