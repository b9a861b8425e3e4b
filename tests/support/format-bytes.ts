import type { ExportInput, Format } from '../../src-shared/formats/format.ts'
import { ProofFeed } from '../../src-shared/formats/proof-feed.ts'
import { noReport } from '../../src-shared/report.ts'

/** A whole file as a format encodes it, before compression. */
export function encodeBytes(format: Format, input: ExportInput): Uint8Array<ArrayBuffer> {
  // chunks are good until the next is asked for, so each is copied
  const chunks = Array.from(format.encode(input, noReport), (chunk) => chunk.slice())
  return new Uint8Array(Buffer.concat(chunks))
}

/** What the proof of a format says of a whole file that comes back in chunks of `chunkBytes`. */
export function proveBytes(format: Format, bytes: Uint8Array, input: ExportInput, chunkBytes = bytes.length): string {
  const feed = new ProofFeed(format.verify(input, noReport))
  for (let at = 0; at < bytes.length; at += chunkBytes) feed.push(bytes.slice(at, at + chunkBytes))
  return feed.end()
}
