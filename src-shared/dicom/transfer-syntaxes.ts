/** How a data set is written and its pixels are packed (PS3.5 annex A, PS3.6 annex A). */
export interface TransferSyntax {
  readonly uid: string
  readonly name: string
  readonly explicit: boolean
  readonly bigEndian: boolean
  readonly deflated: boolean
  /** Pixels lie in compressed fragments. */
  readonly encapsulated: boolean
  /** True where Hilum reads the pixels. */
  readonly supported: boolean
}

type Row = readonly [uid: string, name: string, kind: 'implicit' | 'explicit' | 'deflated' | 'big' | 'encapsulated']

const rows: readonly Row[] = [
  ['1.2.840.10008.1.2', 'Implicit VR Little Endian', 'implicit'],
  ['1.2.840.10008.1.2.1', 'Explicit VR Little Endian', 'explicit'],
  ['1.2.840.10008.1.2.1.99', 'Deflated Explicit VR Little Endian', 'deflated'],
  ['1.2.840.10008.1.2.2', 'Explicit VR Big Endian', 'big'],
  ['1.2.840.10008.1.2.4.50', 'JPEG Baseline', 'encapsulated'],
  ['1.2.840.10008.1.2.4.51', 'JPEG Extended, 12 bit', 'encapsulated'],
  ['1.2.840.10008.1.2.4.57', 'JPEG Lossless', 'encapsulated'],
  ['1.2.840.10008.1.2.4.70', 'JPEG Lossless, first-order prediction', 'encapsulated'],
  ['1.2.840.10008.1.2.4.80', 'JPEG-LS Lossless', 'encapsulated'],
  ['1.2.840.10008.1.2.4.81', 'JPEG-LS Near-Lossless', 'encapsulated'],
  ['1.2.840.10008.1.2.4.90', 'JPEG 2000 Lossless', 'encapsulated'],
  ['1.2.840.10008.1.2.4.91', 'JPEG 2000', 'encapsulated'],
  ['1.2.840.10008.1.2.4.92', 'JPEG 2000 Part 2 Lossless', 'encapsulated'],
  ['1.2.840.10008.1.2.4.93', 'JPEG 2000 Part 2', 'encapsulated'],
  ['1.2.840.10008.1.2.4.94', 'JPIP Referenced', 'encapsulated'],
  ['1.2.840.10008.1.2.4.95', 'JPIP Referenced Deflate', 'encapsulated'],
  ['1.2.840.10008.1.2.4.100', 'MPEG2', 'encapsulated'],
  ['1.2.840.10008.1.2.4.102', 'MPEG-4 AVC/H.264', 'encapsulated'],
  ['1.2.840.10008.1.2.4.201', 'High-Throughput JPEG 2000 Lossless', 'encapsulated'],
  ['1.2.840.10008.1.2.4.202', 'High-Throughput JPEG 2000 Lossless, RPCL', 'encapsulated'],
  ['1.2.840.10008.1.2.4.203', 'High-Throughput JPEG 2000', 'encapsulated'],
  ['1.2.840.10008.1.2.5', 'RLE Lossless', 'encapsulated'],
]

const table = new Map<string, TransferSyntax>(
  rows.map(([uid, name, kind]) => [
    uid,
    {
      uid,
      name,
      explicit: kind !== 'implicit',
      bigEndian: kind === 'big',
      deflated: kind === 'deflated',
      encapsulated: kind === 'encapsulated',
      supported: kind !== 'encapsulated',
    },
  ]),
)

/** The transfer syntax of a UID, null for one Hilum does not know (private ones, retired ones). */
export function findTransferSyntax(uid: string): TransferSyntax | null {
  return table.get(uid) ?? null
}
