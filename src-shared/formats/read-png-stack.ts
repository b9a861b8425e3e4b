import { decode } from 'fast-png'
import { z } from 'zod'
import type { Grid, Vec3 } from '../geometry.ts'
import { unreadable } from '../labelmap-reasons.ts'
import { textOfBytes } from './ascii-bytes.ts'
import { gridOfVectors, type Labelmap, requireSize } from './labelmap.ts'
import { readZip } from './zip.ts'

/** Name of the file that says where a stack of PNGs lies. */
export const sidecarName = 'geometry.json'

const vec3 = z.tuple([z.number(), z.number(), z.number()])
const sidecarSchema = z.object({
  schemaVersion: z.literal(1),
  space: z.literal('LPS'),
  unit: z.literal('mm'),
  size: vec3,
  spacing: vec3,
  origin: vec3,
  direction: z.tuple([vec3, vec3, vec3]),
  slices: z.array(z.string()).max(100_000),
  labels: z.array(z.object({ label: z.number().int(), name: z.string() })),
})

export interface Sidecar {
  readonly grid: Grid
  /** File of each slice k. */
  readonly slices: readonly string[]
  readonly names: ReadonlyMap<number, string>
}

/** Throws `E_LABELMAP` for anything but a geometry file of this program. */
export function parseSidecar(bytes: Uint8Array): Sidecar {
  const parsed = sidecarSchema.safeParse(jsonOf(bytes)).data
  if (parsed === undefined) throw unreadable('sidecar', { sidecar: sidecarName })
  const size = requireSize(parsed.size)
  const vectors = parsed.direction.map((unit, axis) => unit.map((part) => part * (parsed.spacing[axis] as number)))
  return {
    grid: gridOfVectors(size, vectors as unknown as [Vec3, Vec3, Vec3], parsed.origin),
    slices: parsed.slices,
    names: new Map(parsed.labels.map(({ label, name }) => [label, name])),
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOfBytes(bytes))
  } catch {
    return null // the schema says what is wrong
  }
}

/** A zip archive of grey PNGs of 8 bits with its sidecar. Throws `E_LABELMAP` and `E_TRUNCATED`. */
export function readPngStack(bytes: Uint8Array): Labelmap {
  const files = new Map(readZip(bytes).map((entry) => [entry.name, entry.bytes]))
  const stated = files.get(sidecarName)
  if (stated === undefined) throw unreadable('no-sidecar', { sidecar: sidecarName })
  const { grid, slices, names } = parseSidecar(stated)
  const [nx, ny, nz] = grid.size
  if (slices.length !== nz) throw unreadable('slice-count')
  const voxels = new Uint8Array(nx * ny * nz)
  for (const [k, name] of slices.entries()) {
    const image = files.get(name)
    if (image === undefined) throw unreadable('slice-missing', { slice: k + 1, slices: nz })
    voxels.set(pixelsOf(image, nx, ny, k), k * nx * ny)
  }
  return { size: grid.size, grid, voxels, names }
}

const headBytes = 33

function pixelsOf(bytes: Uint8Array, nx: number, ny: number, k: number): Uint8Array {
  const other = unreadable('slice-kind', { slice: k + 1, size: `${nx} x ${ny}` })
  if (bytes.length < headBytes) throw other
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // told by the header alone, before anything is unpacked
  if (view.getUint32(16) !== nx || view.getUint32(20) !== ny || view.getUint16(24) !== 0x0800) throw other
  try {
    return Uint8Array.from(decode(bytes, { checkCrc: true }).data)
  } catch {
    throw unreadable('slice-damaged', { slice: k + 1 })
  }
}
