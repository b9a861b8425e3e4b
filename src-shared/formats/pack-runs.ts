import { adler32, crc32 } from './checksums.ts'
import { deflateRuns } from './deflate-runs.ts'
import type { Chunks } from './format.ts'

/** The bytes as a gzip member without name, time or system. Source: RFC 1952. */
export function* gzipRuns(chunks: Chunks): Generator<Uint8Array<ArrayBuffer>, void> {
  let crc = 0
  let bytes = 0
  yield Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
  yield* deflateRuns(
    watch(chunks, (chunk) => {
      crc = crc32(chunk, crc)
      bytes += chunk.length
    }),
  )
  const end = new DataView(new ArrayBuffer(8))
  end.setUint32(0, crc, true)
  end.setUint32(4, bytes % 2 ** 32, true)
  yield new Uint8Array(end.buffer)
}

/** The bytes as a zlib stream. Source: RFC 1950. */
export function* zlibRuns(chunks: Chunks): Generator<Uint8Array<ArrayBuffer>, void> {
  let sum = 1
  yield Uint8Array.from([0x78, 0x01])
  yield* deflateRuns(
    watch(chunks, (chunk) => {
      sum = adler32(chunk, sum)
    }),
  )
  const end = new DataView(new ArrayBuffer(4))
  end.setUint32(0, sum)
  yield new Uint8Array(end.buffer)
}

function* watch(chunks: Chunks, see: (chunk: Uint8Array) => void): Chunks {
  for (const chunk of chunks) {
    see(chunk)
    yield chunk
  }
}
