import { Failure } from '../failure.ts'
import { unreadable } from '../labelmap-reasons.ts'
import { asciiBytes, textOfBytes } from './ascii-bytes.ts'
import { crc32 } from './checksums.ts'
import type { Chunks } from './format.ts'

export interface ZipEntry {
  /** ASCII, with forward slashes. */
  readonly name: string
  readonly bytes: Uint8Array
}

export const zipLocalBytes = 30
const centralBytes = 46
const endBytes = 22
const marks = { local: 0x0403_4b50, central: 0x0201_4b50, end: 0x0605_4b50 } as const
// 1 January 1980, the earliest: the same content gives the same file
const date = 0x0021
const version = 20

/**
 * A zip archive of entries that are stored as they are. Throws `E_INTERNAL` past 65,535 entries or 4 GB, where zip would
 * need its larger form. Source: PKWARE APPNOTE 6.3.
 */
export function* writeZip(entries: Iterable<ZipEntry>): Chunks {
  const index: Uint8Array[] = []
  let at = 0
  for (const { name, bytes } of entries) {
    const text = asciiBytes(name)
    const facts = { name: text, crc: crc32(bytes), size: bytes.length }
    yield localHeader(facts)
    yield bytes
    index.push(centralHeader(facts, at))
    at += zipLocalBytes + text.length + bytes.length
    if (at > 0xffff_ffff || index.length > 0xffff) throw new Failure('E_INTERNAL', 'Too large for a zip archive.')
  }
  yield* index
  const indexBytes = index.reduce((sum, { length }) => sum + length, 0)
  const end = new DataView(new ArrayBuffer(endBytes))
  end.setUint32(0, marks.end, true)
  end.setUint16(8, index.length, true)
  end.setUint16(10, index.length, true)
  end.setUint32(12, indexBytes, true)
  end.setUint32(16, at, true)
  yield new Uint8Array(end.buffer)
}

interface EntryFacts {
  readonly name: Uint8Array
  readonly crc: number
  readonly size: number
}

function localHeader({ name, crc, size }: EntryFacts): Uint8Array {
  const bytes = new Uint8Array(zipLocalBytes + name.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, marks.local, true)
  view.setUint16(4, version, true)
  view.setUint16(12, date, true)
  view.setUint32(14, crc, true)
  view.setUint32(18, size, true)
  view.setUint32(22, size, true)
  view.setUint16(26, name.length, true)
  bytes.set(name, zipLocalBytes)
  return bytes
}

function centralHeader({ name, crc, size }: EntryFacts, offset: number): Uint8Array {
  const bytes = new Uint8Array(centralBytes + name.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, marks.central, true)
  view.setUint16(4, version, true)
  view.setUint16(6, version, true)
  view.setUint16(14, date, true)
  view.setUint32(16, crc, true)
  view.setUint32(20, size, true)
  view.setUint32(24, size, true)
  view.setUint16(28, name.length, true)
  view.setUint32(42, offset, true)
  bytes.set(name, centralBytes)
  return bytes
}

/** Bytes of the index and the end of an archive of entries with names of these lengths. */
export const zipIndexBytes = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + centralBytes + name.length, endBytes)

/** The entries of an archive of stored entries, views of it. Throws `E_LABELMAP` for any other and for damage. */
export function readZip(file: Uint8Array): ZipEntry[] {
  const entries = readZipEntries(file)
  if (entriesToldAtEnd(file) !== entries.length) throw cut()
  return entries
}

/** The entries up to where the bytes end or others follow. */
export function readZipEntries(file: Uint8Array): ZipEntry[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const entries: ZipEntry[] = []
  for (let at = 0; at + 4 <= file.length && view.getUint32(at, true) === marks.local; ) {
    if (at + zipLocalBytes > file.length) throw cut()
    const flags = view.getUint16(at + 6, true)
    const stored = view.getUint16(at + 8, true) === 0
    if (!stored || (flags & 9) !== 0) throw unreadable('archive-packed')
    const size = view.getUint32(at + 18, true)
    const nameEnd = at + zipLocalBytes + view.getUint16(at + 26, true)
    const start = nameEnd + view.getUint16(at + 28, true)
    if (start + size > file.length) throw cut()
    const bytes = file.subarray(start, start + size)
    if (crc32(bytes) !== view.getUint32(at + 14, true)) throw unreadable('archive-damaged')
    entries.push({ name: textOfBytes(file.subarray(at + zipLocalBytes, nameEnd)), bytes })
    at = start + size
  }
  return entries
}

/** How many entries the archive's last record counts; -1 where there is none. */
export function entriesToldAtEnd(file: Uint8Array): number {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const at = file.length - endBytes
  return at >= 0 && view.getUint32(at, true) === marks.end ? view.getUint16(at + 10, true) : -1
}

const cut = (): Failure => new Failure('E_TRUNCATED', 'Cut short: the archive has no end. Copy the file again.')
