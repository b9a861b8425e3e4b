import { once } from 'node:events'
import { constants, createGunzip, createGzip } from 'node:zlib'
import { Failure } from '../../../src-shared/failure.ts'

/** Bytes in order; each chunk is good until the next is asked for. */
export type ByteStream = Iterable<Uint8Array> | AsyncIterable<Uint8Array>

const packedBytes = 1 << 18
// large, so that the system unpacks one while this thread works on another
const unpackedBytes = 1 << 21
// a byte of gzip can unpack to a thousand
const inputBytes = 1 << 11
const systemByte = 9
const unknownSystem = 255

/**
 * What suits the bytes. Labelmaps are runs: looking for nothing else makes smaller files than level 6 in a sixth of its time.
 * Of HU level 1 takes a sixth off that, and level 6 another twentieth in more than twice the time.
 */
const ways = {
  gzip: { strategy: constants.Z_RLE },
  'gzip-image': { level: 1 },
} as const

/** Gzip without a clock, a name or a system in its header, so that the same chunks give the same file on one zlib. */
export async function* gzip(chunks: ByteStream, way: keyof typeof ways = 'gzip'): AsyncGenerator<Uint8Array> {
  let first = true
  for await (const chunk of pass(createGzip({ ...ways[way], chunkSize: packedBytes }), chunks)) {
    if (first) chunk[systemByte] = unknownSystem
    first = false
    yield chunk
  }
}

/** The bytes inside a gzip file, unpacked as they are asked for. Throws `E_VERIFY` where it is damaged. */
export async function* gunzip(chunks: ByteStream): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of pass(createGunzip({ chunkSize: unpackedBytes }), cut(chunks))) {
      yield chunk
      giveBack(chunk)
    }
  } catch (error) {
    if (!isZlibError(error)) throw error
    const message = 'The file was read back and its gzip envelope is damaged. It was not kept. Try again.'
    throw new Failure('E_VERIFY', message, {}, { cause: error })
  }
}

/**
 * Frees the memory of a chunk that fills its buffer to the end, as zlib goes on with a new one then. What is unpacked is as
 * large as the volume, and would lie about until the next garbage collection.
 */
function giveBack({ buffer, byteOffset, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && byteOffset + byteLength === buffer.byteLength) buffer.transfer(0)
}

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')

async function* cut(chunks: ByteStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += inputBytes) yield chunk.subarray(at, at + inputBytes)
  }
}

async function* pass(
  stream: ReturnType<typeof createGzip> | ReturnType<typeof createGunzip>,
  chunks: ByteStream,
): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = []
  stream.on('data', (chunk: Uint8Array) => out.push(chunk))
  const ended = once(stream, 'end')
  // where it failed is told by the wait below, if anyone still waits
  ended.catch(() => {})
  try {
    for await (const chunk of chunks) {
      const written = Promise.race([new Promise<void>((done) => stream.write(chunk, () => done())), ended])
      // told by the wait below too, unless who asked for the bytes leaves first
      written.catch(() => {})
      yield* out.splice(0)
      await written
    }
    yield* out.splice(0)
    stream.end()
    await ended
    yield* out
  } finally {
    stream.destroy()
  }
}
