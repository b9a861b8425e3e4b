import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createGunzip, createGzip } from 'node:zlib'
import { Failure } from '../../../src-shared/failure.ts'
import type { Report } from '../../../src-shared/report.ts'

const chunkBytes = 1 << 20
const systemByte = 9
const unknownSystem = 255

/** Gzip without a clock, a name or a system in its header, so that the same bytes give the same file on one zlib. */
export async function gzip(bytes: Uint8Array, report: Report): Promise<Uint8Array[]> {
  const chunks = await pump(createGzip({ level: 6, chunkSize: chunkBytes }), bytes, report)
  const first = chunks[0]
  if (first !== undefined && first.length > systemByte) first[systemByte] = unknownSystem
  return chunks
}

/** The bytes inside a gzip file. Throws `E_VERIFY` where it is damaged or holds more than `maximumBytes`. */
export async function gunzip(bytes: Uint8Array, maximumBytes: number, report: Report): Promise<Uint8Array> {
  try {
    return concat(await pump(createGunzip({ chunkSize: chunkBytes }), bytes, report, maximumBytes))
  } catch (error) {
    if (error instanceof Failure) throw error
    const message = 'The file was read back and its gzip envelope is damaged. It was not kept. Try again.'
    throw new Failure('E_VERIFY', message, {}, { cause: error })
  }
}

async function pump(
  stream: ReturnType<typeof createGzip> | ReturnType<typeof createGunzip>,
  bytes: Uint8Array,
  report: Report,
  maximumBytes = Number.POSITIVE_INFINITY,
): Promise<Uint8Array[]> {
  const out: Uint8Array[] = []
  let total = 0
  stream.on('data', (chunk: Uint8Array) => {
    out.push(chunk)
    total += chunk.length
    if (total > maximumBytes) stream.destroy(new RangeError('more bytes than were written'))
  })
  const ended = once(stream, 'end')
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      report(at, bytes.length)
      const chunk = bytes.subarray(at, at + chunkBytes)
      await Promise.race([new Promise<void>((done) => stream.write(chunk, () => done())), ended])
    }
    stream.end()
    await ended
    return out
  } finally {
    stream.destroy()
    ended.catch(ignoreAfterFailure)
  }
}

// the failure that made the loop end is thrown there
function ignoreAfterFailure(): void {}

export function concat(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

export function sha256Of(chunks: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const chunk of chunks) hash.update(chunk)
  return hash.digest('hex')
}
