import { readFileSync, writeFileSync } from 'node:fs'
import { allocateVolume, loadSlices } from '../../src-main/engine/load/load-slices.ts'
import { planVolume } from '../../src-main/engine/load/plan-volume.ts'
import { scanFolder } from '../../src-main/engine/scan/scan-folder.ts'
import { createPhantom } from '../../src-shared/phantom/phantom.ts'
import { thoraxGrid } from '../../src-shared/phantom/thorax-grid.ts'
import { noReport } from '../../src-shared/report.ts'
import type { Volume } from '../../src-shared/volume.ts'

const intercept = -1024

/** A volume of the phantom, seeded: the same voxels in every run. */
export function phantomVolume(size: number, slices: number): Volume {
  const { slice, grid } = createPhantom({ slices, size })
  const hu = new Int16Array(new SharedArrayBuffer(size * size * slices * 2))
  for (let k = 0; k < slices; k++) hu.set(slice(k).hu, k * size * size)
  return { grid, hu, stored: null, slices: numbered(slices) }
}

const numbered = (count: number): Volume['slices'] =>
  Array.from({ length: count }, (_, k) => ({ instanceNumber: k + 1, slope: 1, intercept, present: true }))

/** The largest series of a folder, read as Hilum reads it; its slices numbered in the order of their positions. */
export async function readVolume(folder: string): Promise<Volume> {
  const { sources } = await scanFolder(folder, noReport)
  const source = sources.toSorted((a, b) => b.slices.length - a.slices.length)[0]
  if (source === undefined) throw new Error(`No series in ${folder}.`)
  const plan = planVolume(source, { allowGaps: false })
  const volume = allocateVolume(plan)
  await loadSlices(source, plan, volume, [...plan.slices.keys()], noReport)
  return { ...volume, slices: numbered(plan.slices.length) }
}

/** Writes stored values, int16 [nz][ny][nx], for every program of the benchmark to read. */
export function writeVoxels(volume: Volume, file: string): void {
  const stored = new Int16Array(volume.hu.length)
  for (let n = 0; n < stored.length; n++) stored[n] = (volume.hu[n] as number) - intercept
  writeFileSync(file, new Uint8Array(stored.buffer))
}

export function readVoxels(file: string, [nx, ny, nz]: readonly [number, number, number]): Volume {
  const bytes = readFileSync(file)
  const stored = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
  const hu = new Int16Array(new SharedArrayBuffer(bytes.length))
  for (let n = 0; n < hu.length; n++) hu[n] = (stored[n] as number) + intercept
  return { grid: { ...thoraxGrid(nz, nx), size: [nx, ny, nz] }, hu, stored: null, slices: numbered(nz) }
}
