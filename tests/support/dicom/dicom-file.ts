import { deflateRawSync } from 'node:zlib'
import {
  ascii,
  concat,
  type DataElement,
  type Encoding,
  encodeElement,
  encodePieces,
  explicitBig,
  explicitLittle,
  implicitLittle,
  type Piece,
  raw,
  text,
  ul,
} from './elements.ts'

export const syntaxes = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  big: '1.2.840.10008.1.2.2',
  jpegBaseline: '1.2.840.10008.1.2.4.50',
  jpeg2000: '1.2.840.10008.1.2.4.90',
  jpip: '1.2.840.10008.1.2.4.94',
  rle: '1.2.840.10008.1.2.5',
} as const

export interface FileOptions {
  /** TransferSyntaxUID as it is written; null leaves it out. Explicit VR Little Endian by default. */
  readonly syntax?: string | null
  /** How the data set is written, whatever `syntax` says. */
  readonly encoding?: Encoding
  readonly deflated?: boolean
  /** The first of the 128 bytes in front of the DICM mark. */
  readonly preamble?: Uint8Array
  /** (0002,0000): the true length, another one, or none. */
  readonly metaLength?: 'true' | 'missing' | number
  /** More elements of group 0002, behind the transfer syntax. */
  readonly metaMore?: readonly Piece[]
  /** Bytes behind the data set (and behind the compressed stream). */
  readonly behind?: Uint8Array
  /** Leaves out the preamble and the DICM mark. */
  readonly noPreamble?: boolean
  /** Leaves out group 0002. */
  readonly noMeta?: boolean
}

/** The bytes of a DICOM file with this data set. */
export function dicomFile(pieces: readonly Piece[], options: FileOptions = {}): Uint8Array {
  const syntax = options.syntax === undefined ? syntaxes.explicit : options.syntax
  const encoding = options.encoding ?? encodingOf(syntax)
  const body = encodePieces(pieces, encoding)
  const deflated = options.deflated ?? syntax === syntaxes.deflated
  return concat([
    ...(options.noPreamble ? [] : [preamble(options.preamble)]),
    ...(options.noMeta ? [] : [metaBytes(syntax, options)]),
    deflated ? deflateRawSync(body) : body,
    options.behind ?? new Uint8Array(0),
  ])
}

function encodingOf(syntax: string | null): Encoding {
  if (syntax === syntaxes.implicit) return implicitLittle
  return syntax === syntaxes.big ? explicitBig : explicitLittle
}

export function preamble(start: Uint8Array = new Uint8Array(0)): Uint8Array {
  const bytes = new Uint8Array(132)
  bytes.set(start)
  bytes.set(ascii('DICM'), 128)
  return bytes
}

/** Group 0002, always explicit little endian. */
export function metaBytes(syntax: string | null, { metaLength = 'true', metaMore = [] }: FileOptions = {}): Uint8Array {
  const elements: Piece[] = [
    raw(0x00020001, 'OB', Uint8Array.of(0, 1)),
    text(0x00020002, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    text(0x00020003, 'UI', '2.25.1'),
    ...(syntax === null ? [] : [text(0x00020010, 'UI', syntax)]),
    text(0x00020012, 'UI', '2.25.2'),
    ...metaMore,
  ]
  const body = encodePieces(elements, explicitLittle)
  if (metaLength === 'missing') return body
  const length: DataElement = ul(0x00020000, metaLength === 'true' ? body.length : metaLength)
  return concat([encodeElement(length, explicitLittle), body])
}
