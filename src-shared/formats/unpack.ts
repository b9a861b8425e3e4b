import { Gunzip, Unzlib } from 'fflate'
import { Failure } from '../failure.ts'
import { limits } from '../limits.ts'
import { english } from '../number-format.ts'

export type Packing = 'gzip' | 'zlib'

// a byte can unpack to a thousand
const pieceBytes = 1 << 12

/** Unpacks bytes as they come, in small pieces; `onBytes` gets arrays of its own. `push` throws `E_INFLATE` for damage. */
export function unpacker(packing: Packing, onBytes: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  const stream = packing === 'gzip' ? new Gunzip(onBytes) : new Unzlib(onBytes)
  return (bytes) => {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const piece = bytes.slice(at, at + pieceBytes)
      try {
        stream.push(piece)
      } catch (thrown) {
        if (thrown instanceof Failure) throw thrown
        const message = 'Its compressed voxels are damaged. Copy the file again from its source.'
        throw new Failure('E_INFLATE', message, {}, { cause: thrown })
      }
    }
  }
}

/**
 * All that is inside, which must be `wanted` bytes. Throws `E_TRUNCATED` for fewer, `E_INFLATE` for damage, and
 * `E_INFLATE_LIMIT` for more or where `wanted` passes the limits.
 */
export function unpack(bytes: Uint8Array, packing: Packing, wanted: number): Uint8Array<ArrayBuffer> {
  if (wanted > limits.labelmapBytes) {
    throw new Failure(
      'E_INFLATE_LIMIT',
      `It holds ${english.number(wanted)} bytes of voxels; ${english.number(limits.labelmapBytes)} are read.`,
    )
  }
  const { out, filled, more } = take(bytes, packing, wanted)
  if (more) throw new Failure('E_INFLATE_LIMIT', 'It unpacks to more voxels than its header says. Save it again.')
  if (filled < wanted) throw new Failure('E_TRUNCATED', 'Cut short: voxels are missing. Copy the file again.')
  return out
}

/** The first `most` bytes inside, or all where there are fewer. Throws `E_INFLATE` for damage. */
export function unpackHead(bytes: Uint8Array, packing: Packing, most: number): Uint8Array<ArrayBuffer> {
  const { out, filled } = take(bytes, packing, most)
  return out.slice(0, filled)
}

/** Unpacks no further than a piece past `most` bytes; `more` says that there are more. */
function take(
  bytes: Uint8Array,
  packing: Packing,
  most: number,
): { out: Uint8Array<ArrayBuffer>; filled: number; more: boolean } {
  const out = new Uint8Array(most)
  let filled = 0
  let more = false
  const push = unpacker(packing, (part) => {
    const taken = Math.min(part.length, most - filled)
    out.set(part.subarray(0, taken), filled)
    filled += taken
    if (taken < part.length) more = true
  })
  for (let at = 0; at < bytes.length && !more; at += pieceBytes) push(bytes.subarray(at, at + pieceBytes))
  return { out, filled, more }
}
