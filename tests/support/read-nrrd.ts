import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** Voxels of an attached NRRD file of unsigned 8- or 16-bit values, little-endian, raw or gzip. */
export function readNrrd(path: string): Uint8Array | Uint16Array {
  const bytes = readFileSync(path)
  const end = bytes.indexOf('\n\n')
  const header = bytes.subarray(0, end).toString('latin1')
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(header)?.[1]?.trim() ?? ''
  const body = bytes.subarray(end + 2)
  const data = field('encoding').startsWith('gz') ? gunzipSync(body) : body
  const copy = Uint8Array.from(data)
  if (field('type') === 'unsigned char') return copy
  if (field('type') === 'unsigned short') return new Uint16Array(copy.buffer)
  throw new Error(`${path} holds ${field('type')}, which this reader does not know.`)
}
