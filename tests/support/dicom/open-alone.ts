import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allocateVolume, loadSlices } from '../../../src-main/engine/load/load-slices.ts'
import { planVolume } from '../../../src-main/engine/load/plan-volume.ts'
import { scanFolder } from '../../../src-main/engine/scan/scan-folder.ts'
import type { SeriesSource } from '../../../src-main/engine/scan/series-source.ts'
import type { SeriesInfo } from '../../../src-shared/contract.ts'
import { Failure, isFailureCode } from '../../../src-shared/failure.ts'
import type { Finding } from '../../../src-shared/finding.ts'
import { noReport } from '../../../src-shared/report.ts'
import type { Volume } from '../../../src-shared/volume.ts'
import { controlFile, controlWith } from './control-image.ts'
import { text } from './elements.ts'

export interface Opened {
  readonly outcome: 'load' | 'skip' | 'reject'
  /** Of the refusal; null where the file loads. */
  readonly code: string | null
  /** Every sentence that was said about the file. */
  readonly messages: readonly string[]
  readonly findings: readonly Finding[]
  readonly info: SeriesInfo | null
  readonly volume: Volume | null
}

const companionStudy = '1.2.826.0.1.3680043.10.9999.77'

/** A good image of another study, so that a folder always holds DICOM. */
export const companionFile = (): Uint8Array => controlFile(controlWith([text(0x0020000d, 'UI', companionStudy)]))

/** What Hilum does with one file that lies in a folder beside a good one of another study. Scans, and loads what can be shown. */
export async function openAlone(folder: string, file: Uint8Array | null): Promise<Opened> {
  const name = 'case.dcm'
  if (file !== null) writeFileSync(join(folder, name), file)
  writeFileSync(join(folder, 'companion'), companionFile())
  const { scan, sources } = await scanFolder(folder, noReport)
  const { total, used, skipped } = scan.files
  if (total !== 2 || used + skipped.length !== total)
    throw new Error(`${total} files: ${used} used, ${skipped.length} skipped`)
  if (!sources.some((source) => source.slices[0]?.studyInstanceUid === companionStudy))
    throw new Error('the good file is lost')
  const refused = skipped.find((entry) => entry.file === name)
  const none = { findings: [], info: null, volume: null }
  if (refused !== undefined) {
    if (!isFailureCode(refused.code) || refused.code === 'E_INTERNAL')
      throw new Error(`${refused.code}: ${refused.message}`)
    return {
      ...none,
      outcome: refused.code === 'E_NOT_DICOM' ? 'skip' : 'reject',
      code: refused.code,
      messages: [refused.message],
    }
  }
  const source = sources.find(({ slices }) => slices.some((slice) => slice.relativeFile === name))
  if (source !== undefined) return openSeries(source)
  const listed = scan.studies
    .flatMap((study) => study.series)
    .find((info) => !sources.some((other) => other.info.seriesId === info.seriesId))
  if (listed === undefined) throw new Error('the file is used, and in no series')
  const messages = listed.findings.map((finding) => finding.message)
  return {
    ...none,
    outcome: 'reject',
    code: listed.findings[0]?.code ?? null,
    messages,
    findings: listed.findings,
    info: listed,
  }
}

async function openSeries(source: SeriesSource): Promise<Opened> {
  const { findings, info } = source
  const messages = findings.map((finding) => finding.message)
  try {
    const plan = planVolume(source, { allowGaps: false, forViewing: true })
    const volume = allocateVolume(plan)
    await loadSlices(source, plan, volume, [...plan.slices.keys()], noReport)
    return { outcome: 'load', code: null, messages, findings, info, volume }
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    return {
      outcome: 'reject',
      code: thrown.code,
      messages: [...messages, thrown.message],
      findings,
      info,
      volume: null,
    }
  }
}
