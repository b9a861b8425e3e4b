import type { Failure } from '../failure.ts'
import { unreadable } from '../labelmap-reasons.ts'
import { otherLabels } from './labelmap.ts'

/** How voxels are stored: kind, bytes each, and whether the most significant comes first. */
export interface VoxelType {
  readonly kind: 'unsigned' | 'signed' | 'float'
  readonly bytes: 1 | 2 | 4 | 8
  readonly bigEndian: boolean
}

/** Voxels of any number type as labels. Throws `E_LABELMAP` for values that are not whole numbers from 0 to 255. */
export function labelValues(bytes: Uint8Array, type: VoxelType): Uint8Array {
  if (type.kind === 'unsigned' && type.bytes === 1) return bytes
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const read = reader(view, type)
  const labels = new Uint8Array(bytes.length / type.bytes)
  for (let n = 0, at = 0; n < labels.length; n++, at += type.bytes) {
    const value = read(at)
    if (!(value >= 0 && value <= 255 && Number.isInteger(value))) {
      throw notLabels(value, bytes, type, read)
    }
    labels[n] = value
  }
  return labels
}

// a labelmap of lobes or organs has some tens of values, an image hundreds
const mostLabels = 64

/** Why these voxels are no labels of ours: those of another program, or no labels at all. */
function notLabels(found: number, bytes: Uint8Array, type: VoxelType, read: (at: number) => number): Failure {
  const values = new Set<number>()
  for (let at = 0; at + type.bytes <= bytes.length && values.size <= mostLabels; at += type.bytes) {
    const value = read(at)
    if (value !== 0) values.add(value)
  }
  const areLabels = values.size <= mostLabels && [...values].every((value) => Number.isInteger(value) && value > 0)
  if (areLabels) return otherLabels([...values].sort((a, b) => a - b))
  return unreadable('not-labels', { value: found })
}

function reader(view: DataView, { kind, bytes, bigEndian }: VoxelType): (at: number) => number {
  const little = !bigEndian
  if (kind === 'float') {
    return bytes === 4 ? (at) => view.getFloat32(at, little) : (at) => view.getFloat64(at, little)
  }
  if (bytes === 8)
    return (at) => Number(kind === 'signed' ? view.getBigInt64(at, little) : view.getBigUint64(at, little))
  if (bytes === 4) return kind === 'signed' ? (at) => view.getInt32(at, little) : (at) => view.getUint32(at, little)
  if (bytes === 2) return kind === 'signed' ? (at) => view.getInt16(at, little) : (at) => view.getUint16(at, little)
  return kind === 'signed' ? (at) => view.getInt8(at) : (at) => view.getUint8(at)
}
