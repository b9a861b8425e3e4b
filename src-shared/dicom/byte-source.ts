/**
 * Bytes that are read piece by piece, such as a file's. `read` gives exactly `length` bytes from `offset` on,
 * fewer only at the end; it is synchronous, since parsing happens in worker threads.
 */
export interface ByteSource {
  readonly size: number
  read(offset: number, length: number): Uint8Array
}

/** Bytes that are all there already. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, Math.min(bytes.length, offset + length)),
  }
}

/** Headers of CT images take a few KiB. */
const chunkBytes = 16 * 1024

/** Keeps the last chunk, so that reading many small pieces in a row asks the source once. */
export function bufferedSource(source: ByteSource): ByteSource {
  let start = 0
  let chunk: Uint8Array = new Uint8Array(0)
  return {
    size: source.size,
    read(offset, length) {
      if (offset >= start && offset + length <= start + chunk.length) {
        return chunk.subarray(offset - start, offset - start + length)
      }
      if (length > chunkBytes) return source.read(offset, length)
      start = offset
      chunk = source.read(offset, Math.min(chunkBytes, Math.max(0, source.size - offset)))
      return chunk.subarray(0, length)
    },
  }
}
