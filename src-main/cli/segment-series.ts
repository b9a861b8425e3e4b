import type { SavedFile, SegmentationInfo, VolumeInfo } from '../../src-shared/contract.ts'
import { Failure, isFailureCode } from '../../src-shared/failure.ts'
import type { Finding } from '../../src-shared/finding.ts'
import type { ChosenSeries } from './choose-series.ts'
import type { RunPlan } from './plan-run.ts'
import { runJob, type Session } from './run-job.ts'

export interface Saved {
  readonly files: readonly SavedFile[]
  readonly findings: readonly Finding[]
}

export interface Loaded {
  readonly volume: VolumeInfo
  readonly findings: readonly Finding[]
}

export async function loadSeries(
  session: Session,
  { series }: Pick<ChosenSeries, 'series'>,
  { allowGaps }: Pick<RunPlan, 'allowGaps'>,
): Promise<Loaded> {
  let loaded: Loaded | null = null
  const start = (jobId: string) => session.client.series.load({ jobId, seriesId: series.seriesId, allowGaps })
  await runJob(session, 'Loading', start, (event) => {
    if (event.type === 'done') loaded = { volume: event.volume, findings: event.findings }
  })
  if (loaded === null) throw new Failure('E_INTERNAL', 'Loading ended without a volume. Try again.')
  return loaded
}

/** A result may be empty: no lungs found. */
export async function segmentVolume(
  session: Session,
  { volumeId }: VolumeInfo,
  { method, parameters }: Pick<RunPlan, 'method' | 'parameters'>,
): Promise<SegmentationInfo> {
  let result: SegmentationInfo | null = null
  const start = (jobId: string) => session.client.segmentation.run({ jobId, volumeId, method, parameters })
  await runJob(session, 'Segmenting', start, (event) => {
    if (event.type === 'done') result = event.segmentation
  })
  if (result === null) throw new Failure('E_INTERNAL', 'The segmentation ended without a result. Try again.')
  return result
}

/** Saves under `name`, which may be a template. Throws why where not every file could be saved; `onSaved` is told of each that was. */
export async function saveResult(
  session: Session,
  { segmentationId }: SegmentationInfo,
  { out: folder, formats, overwrite, identity }: Pick<RunPlan, 'out' | 'formats' | 'overwrite' | 'identity'>,
  name: string,
  onSaved: (saved: Saved) => void = () => {},
): Promise<Saved> {
  const ids = formats.map(({ id }) => id)
  const existing = overwrite ? 'replace' : 'refuse'
  let saved: Saved = { files: [], findings: [] }
  const start = (jobId: string) =>
    session.client.results.save({ jobId, segmentationId, folder, formats: ids, existing, identity, name })
  await runJob(session, 'Saving', start, (event) => {
    if (event.type === 'done') saved = event
  })
  onSaved(saved)
  const failed = saved.files.find(({ status }) => status !== 'verified')
  if (failed === undefined) return saved
  const code = failed.code !== null && isFailureCode(failed.code) ? failed.code : 'E_INTERNAL'
  const verified = saved.files.filter(({ status }) => status === 'verified').map(({ name }) => name)
  throw new Failure(code, failed.message, { folder, name: failed.name, saved: verified })
}
