import type { ScanResult, SegmentationInfo } from '../../src-shared/contract.ts'
import { counted } from '../../src-shared/counted.ts'
import { toFailure } from '../../src-shared/failure.ts'
import { expandName, seriesPart } from '../../src-shared/formats/file-name.ts'
import { english } from '../../src-shared/number-format.ts'
import { findMethod } from '../../src-shared/segmentation/registry.ts'
import { failureOf } from '../transport/typed-failures.ts'
import { type ChosenSeries, chooseSeries } from './choose-series.ts'
import { noLungs } from './no-lungs.ts'
import { checkPlan, planRun, type RunOptions } from './plan-run.ts'
import { scanFolder } from './scan.ts'
import { type Loaded, loadSeries, type Saved, saveResult, segmentVolume } from './segment-series.ts'
import { printJson, say, type Terminal, tellFinding } from './terminal.ts'
import { version } from './version.ts'
import { withEngine } from './with-engine.ts'
import { withFlagHint } from './with-flag-hint.ts'

export interface SegmentOptions extends RunOptions {
  readonly series?: string
}

/** `hilum segment`: scan, choose, load, run the method, save. */
export async function segmentCommand(terminal: Terminal, folder: string, options: SegmentOptions): Promise<void> {
  try {
    await runSegment(terminal, folder, options)
  } catch (thrown) {
    throw withFlagHint(toFailure(failureOf(thrown)), options)
  }
}

async function runSegment(terminal: Terminal, folder: string, options: SegmentOptions): Promise<void> {
  const plan = await planRun(terminal, folder, options)
  const { method } = plan
  // told now rather than after minutes of work; names with the case in them as soon as it is known
  const early = expandName(options.name, { case: null, series: null, method })
  await checkPlan(plan, early)
  await withEngine(terminal, async (session) => {
    const scan = await scanFolder(session, plan.source)
    const chosen = chooseSeries(scan, {
      uid: options.series ?? null,
      allowGaps: plan.allowGaps,
      judgesUneven: findMethod(method).judgesUnevenStacks ?? false,
    })
    const series = seriesPart(chosen.series.seriesNumber)
    if (early === null) await checkPlan(plan, expandName(options.name, { case: caseOf(scan, chosen), series, method }))
    say(terminal, `Series ${chosen.series.seriesInstanceUid || chosen.series.seriesId}: ${chosen.reason}`)
    const loaded = await loadSeries(session, chosen, plan)
    const segmentation = await segmentVolume(session, loaded.volume, plan)
    for (const finding of [...loaded.findings, ...segmentation.findings]) tellFinding(terminal, finding)
    if (segmentation.empty) throw noLungs(segmentation, loaded.findings)
    tellResult(terminal, segmentation)
    const saved = await saveResult(session, segmentation, plan, options.name, (saved) => tellSaved(terminal, saved))
    if (options.json) printJson(terminal, describe(chosen, loaded, segmentation, plan.out, saved))
  })
}

const caseOf = ({ studies }: ScanResult, { series: { seriesId } }: ChosenSeries): string | null =>
  studies.find(({ series }) => series.some((one) => one.seriesId === seriesId))?.caseCode ?? null

function tellSaved(terminal: Terminal, { files, findings }: Saved): void {
  for (const { name, message } of files) say(terminal, message.startsWith(`${name} `) ? message : `${name}: ${message}`)
  for (const finding of findings) tellFinding(terminal, finding)
}

function tellResult(terminal: Terminal, { volumes, threshold, parts, measurements }: SegmentationInfo): void {
  if (threshold !== null) say(terminal, `Threshold ${english.plain(threshold.hu, 1)} HU`)
  say(terminal, `${counted(parts.total, 'part')}, ${english.number(parts.removed)} of them removed`)
  for (const [name, { volumeMl }] of Object.entries(volumes))
    say(terminal, `${name}: ${english.number(volumeMl, 1)} mL`)
  const density = measurements?.total.meanHU
  if (density != null) say(terminal, `Mean lung density ${english.plain(density)} HU`)
}

function describe(
  { series, reason }: ChosenSeries,
  { volume, findings }: Loaded,
  segmentation: SegmentationInfo,
  folder: string,
  saved: Saved,
): unknown {
  const { method, parameters, threshold, volumes, sliceRange, stages, parts, measurements } = segmentation
  return {
    version,
    series: { seriesInstanceUid: series.seriesInstanceUid, seriesId: series.seriesId, reason },
    grid: volume.grid,
    method,
    parameters,
    threshold,
    volumes,
    ...(measurements === undefined ? {} : { measurements }),
    sliceRange,
    parts: { total: parts.total, removed: parts.removed, removedMl: parts.removedMl },
    stages: stages.map(({ stage, seconds, figures }) => ({ stage, seconds, figures })),
    findings: [...findings, ...segmentation.findings, ...saved.findings],
    folder,
    files: saved.files.map(({ format, name, bytes, sha256, message }) => ({
      format,
      name,
      bytes,
      sha256,
      verified: message,
    })),
  }
}
