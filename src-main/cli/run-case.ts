import type { SavedFile, SegmentationInfo, VolumeInfo } from '../../src-shared/contract.ts'
import { type Failure, toFailure } from '../../src-shared/failure.ts'
import type { Finding } from '../../src-shared/finding.ts'
import { hasRecord, type SavedBefore, savedBefore } from '../engine/save/saved-before.ts'
import { failureOf } from '../transport/typed-failures.ts'
import type { CohortCase } from './cohort-cases.ts'
import { noLungs } from './no-lungs.ts'
import { checkPlan, type RunPlan } from './plan-run.ts'
import type { Session } from './run-job.ts'
import { loadSeries, saveResult, segmentVolume } from './segment-series.ts'
import { version } from './version.ts'
import { withFlagHint } from './with-flag-hint.ts'

/** How one case of a cohort ended. */
export interface CaseOutcome {
  readonly outcome: 'saved' | 'saved before' | 'no lungs' | 'failed'
  readonly failure: Failure | null
  readonly volumes: SegmentationInfo['volumes']
  readonly measurements: SegmentationInfo['measurements']
  readonly findings: readonly Finding[]
  readonly files: readonly Pick<SavedFile, 'format' | 'name' | 'bytes' | 'sha256'>[]
}

/**
 * Segments and saves one series of a cohort, or what an earlier run has left out of it. What keeps this series alone from being saved is
 * returned; throws what would keep all the others too: `E_CANCELLED`, `E_NO_SPACE`, `E_OUTPUT_NOT_WRITABLE`, `E_OUTPUT_IN_SOURCE`.
 */
export async function runCase(session: Session, one: CohortCase, plan: RunPlan): Promise<CaseOutcome> {
  try {
    return (await foundBefore(one, plan)) ?? (await segmentAndSave(session, one, plan))
  } catch (thrown) {
    const failure = toFailure(failureOf(thrown))
    if (endsAll.has(failure.code)) throw failure
    // another program may have saved the same series meanwhile
    const before = failure.code === 'E_OUTPUT_EXISTS' ? await foundBefore(one, plan) : null
    return before ?? { ...nothing, outcome: 'failed', failure: withFlagHint(failure, plan) }
  }
}

const endsAll: ReadonlySet<string> = new Set([
  'E_CANCELLED',
  'E_NO_SPACE',
  'E_OUTPUT_NOT_WRITABLE',
  'E_OUTPUT_IN_SOURCE',
  'E_USAGE',
  'E_PARAMETER',
  'E_NO_BROWSER',
])
const nothing = { failure: null, volumes: {}, measurements: undefined, findings: [], files: [] } as const

const lookUp = (
  { name, fingerprint, series }: CohortCase,
  { out, formats, ...run }: RunPlan,
): Promise<SavedBefore | null> =>
  savedBefore(out, name, formats, { ...run, version, fingerprint, inputBytes: series.fileBytes })

async function foundBefore(one: CohortCase, plan: RunPlan): Promise<CaseOutcome | null> {
  const before = await lookUp(one, plan)
  if (before === null || plan.formats.some(({ id }) => !before.formats.includes(id))) return null
  const { volumes, measurements, findings, outputs } = before.record
  const files = outputs.map(({ file, ...output }) => ({ ...output, name: file }))
  return { outcome: 'saved before', failure: null, volumes, measurements, findings, files }
}

async function segmentAndSave(session: Session, one: CohortCase, plan: RunPlan): Promise<CaseOutcome> {
  const before = await lookUp(one, plan)
  const missing = { ...plan, formats: plan.formats.filter(({ id }) => !before?.formats.includes(id)) }
  // without its record a file may be what an interrupted save left: it counts where the work gives the same bytes
  await checkPlan(missing, (await hasRecord(plan.out, one.name)) ? one.name : null)
  let volume: VolumeInfo | null = null
  try {
    const loaded = await loadSeries(session, one, plan)
    volume = loaded.volume
    const segmentation = await segmentVolume(session, volume, plan)
    const findings = [...loaded.findings, ...segmentation.findings]
    if (segmentation.empty) {
      return { ...nothing, outcome: 'no lungs', failure: noLungs(segmentation, loaded.findings), findings }
    }
    const saved = await saveResult(session, segmentation, missing, one.name)
    const { volumes, measurements } = segmentation
    return {
      outcome: 'saved',
      failure: null,
      volumes,
      measurements,
      findings: [...findings, ...saved.findings],
      files: saved.files,
    }
  } finally {
    if (volume !== null) await session.client.series.unload({ volumeId: volume.volumeId })
  }
}
