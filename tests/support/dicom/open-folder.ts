import { createHash } from 'node:crypto'
import { allocateVolume, type LoadedSlices, loadSlices } from '../../../src-main/engine/load/load-slices.ts'
import { planVolume, type VolumePlan } from '../../../src-main/engine/load/plan-volume.ts'
import { type FolderScan, scanFolder } from '../../../src-main/engine/scan/scan-folder.ts'
import type { SeriesSource } from '../../../src-main/engine/scan/series-source.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { noReport } from '../../../src-shared/report.ts'
import type { Volume } from '../../../src-shared/volume.ts'

export interface LoadedSeries {
  readonly plan: VolumePlan
  readonly volume: Volume
  readonly loaded: LoadedSlices
}

/** Scans a folder, and holds that every file is accounted for and no fault of Hilum's own is among the reasons. */
export async function openFolder(folder: string): Promise<FolderScan> {
  const opened = await scanFolder(folder, noReport)
  const { total, used, skipped } = opened.scan.files
  if (used + skipped.length !== total) throw new Error(`${total} files: ${used} used, ${skipped.length} skipped`)
  const listed = opened.scan.studies.flatMap((study) => study.series)
  const inSeries = listed.reduce((sum, { sliceCount }) => sum + sliceCount, 0)
  if (inSeries !== used) throw new Error(`${used} files used, ${inSeries} in series`)
  const names = new Set(skipped.map(({ file }) => file))
  if (names.size !== skipped.length) throw new Error('a file is skipped twice')
  const fault = skipped.find(({ code }) => code === 'E_INTERNAL')
  if (fault !== undefined) throw new Error(`${fault.file}: ${fault.message}`)
  return opened
}

export async function loadSource(
  source: SeriesSource,
  options: { allowGaps?: boolean; forViewing?: boolean } = {},
): Promise<LoadedSeries> {
  const plan = planVolume(source, { allowGaps: false, ...options })
  const volume = allocateVolume(plan)
  const loaded = await loadSlices(source, plan, volume, [...plan.slices.keys()], noReport)
  return { plan, volume, loaded }
}

/** The only series of a scan. */
export function onlySource({ sources }: FolderScan): SeriesSource {
  const [source, ...others] = sources
  if (source === undefined || others.length > 0) throw new Error(`${sources.length} series`)
  return source
}

/** The failure that keeps a series from being loaded; throws where it loads. */
export async function refusalOf(source: SeriesSource, options = {}): Promise<Failure> {
  try {
    await loadSource(source, options)
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code !== 'E_INTERNAL') return thrown
    throw thrown
  }
  throw new Error('the series loads')
}

export const codesOf = (source: Pick<SeriesSource, 'findings'>): string[] => source.findings.map(({ code }) => code)

export function sha256(values: Int16Array | Int32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')
}
