import { decodeHu, decodePixels } from '../../../src-shared/dicom/decode-pixels.ts'
import type { Finding } from '../../../src-shared/finding.ts'
import { voxelCount } from '../../../src-shared/geometry.ts'
import { english } from '../../../src-shared/number-format.ts'
import type { Report } from '../../../src-shared/report.ts'
import type { Volume } from '../../../src-shared/volume.ts'
import { replacementUid } from '../replacement-uid.ts'
import type { SeriesSource, SliceSource } from '../scan/series-source.ts'
import type { VolumePlan } from './plan-volume.ts'
import { readPixels } from './read-pixels.ts'

/** A file that went into a volume. */
export interface InputFile {
  /** Below the study folder. */
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  /** Null where the file states none. */
  readonly sopInstanceUid: string | null
  readonly replacementSopInstanceUid: string | null
}

export interface LoadedSlices {
  /** Smallest and largest HU of these slices. */
  readonly range: [number, number]
  readonly findings: Finding[]
  readonly inputs: InputFile[]
}

const emptyHu = -1024

/**
 * The shared arrays of a planned volume, HU in `spare` where it is given. Planes that no file fills hold -1024 HU, those to be
 * read zeros or what the spare memory held: no slice must be looked at before it is read.
 */
export function allocateVolume(plan: VolumePlan, spare: SharedArrayBuffer | null = null): Volume {
  const count = voxelCount(plan.grid)
  const hu = new Int16Array(spare ?? new SharedArrayBuffer(count * 2), 0, count)
  const sliceVoxels = plan.grid.size[0] * plan.grid.size[1]
  plan.fileOfSlice.forEach((index, k) => {
    if (index === null) hu.fill(emptyHu, k * sliceVoxels, (k + 1) * sliceVoxels)
  })
  const stored = plan.needsStored ? new Int32Array(new SharedArrayBuffer(count * 4)) : null
  return { grid: plan.grid, hu, stored, slices: plan.slices }
}

/**
 * Decodes the slices `ks` into the volume; several threads may do disjoint slices at once. Calls `report` per slice.
 * Values outside Int16 are held at its ends, with the finding `W_SATURATED`. Throws with the name of the file at fault.
 */
export async function loadSlices(
  source: SeriesSource,
  plan: VolumePlan,
  volume: Volume,
  ks: readonly number[],
  report: Report,
): Promise<LoadedSlices> {
  const [nx, ny] = plan.grid.size
  const sliceVoxels = nx * ny
  const inputs: InputFile[] = []
  const findings: Finding[] = []
  let range: [number, number] = [32767, -32768]
  for (const [done, k] of ks.entries()) {
    report(done, ks.length)
    const index = plan.fileOfSlice[k]
    if (index === null || index === undefined) {
      range = [Math.min(range[0], emptyHu), Math.max(range[1], emptyHu)]
      continue
    }
    const slice = source.slices[index] as SliceSource
    const { pixels, sha256, bytes } = readPixels(slice)
    const from = k * sliceVoxels
    const hu = volume.hu.subarray(from, from + sliceVoxels)
    const { lowest, highest, saturated } = decodeHu(pixels, slice.pixels, slice, hu)
    if (volume.stored !== null) decodePixels(pixels, slice.pixels, volume.stored.subarray(from, from + sliceVoxels))
    range = [Math.min(range[0], lowest), Math.max(range[1], highest)]
    inputs.push({ file: slice.relativeFile, bytes, sha256, ...uidsOf(slice) })
    if (saturated > 0) findings.push(saturationFinding(k, saturated))
  }
  report(ks.length, ks.length)
  return { range, findings, inputs }
}

function uidsOf({ sopInstanceUid: uid }: SliceSource): Pick<InputFile, 'sopInstanceUid' | 'replacementSopInstanceUid'> {
  if (uid === '') return { sopInstanceUid: null, replacementSopInstanceUid: null }
  return { sopInstanceUid: uid, replacementSopInstanceUid: replacementUid(uid) }
}

function saturationFinding(k: number, voxels: number): Finding {
  const message = `${english.number(voxels)} voxels of slice ${english.number(k + 1)} lie outside −32768 to 32767 HU and are held at its ends.`
  return { code: 'W_SATURATED', severity: 'warning', message, where: { plane: 'axial', slice: k }, details: { voxels } }
}
