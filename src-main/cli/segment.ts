import type { SavedFile, ScanResult, SegmentationInfo, VolumeInfo } from '../../src-shared/contract.ts'
import { counted } from '../../src-shared/counted.ts'
import { Failure, isFailureCode, toFailure } from '../../src-shared/failure.ts'
import type { Finding } from '../../src-shared/finding.ts'
import { expandName, fileNameOf, seriesPart } from '../../src-shared/formats/file-name.ts'
import type { Format } from '../../src-shared/formats/format.ts'
import { formats, pickFormats, withImages } from '../../src-shared/formats/registry.ts'
import { english } from '../../src-shared/number-format.ts'
import type { ParameterValues } from '../../src-shared/parameters.ts'
import { defaultMethodId, findMethod } from '../../src-shared/segmentation/registry.ts'
import { checkOutputs } from '../engine/save/check-outputs.ts'
import { recordNameOf } from '../engine/save/record-name.ts'
import { failureOf } from '../transport/typed-failures.ts'
import { type ChosenSeries, chooseSeries } from './choose-series.ts'
import { chosenParameters } from './parameter-options.ts'
import { readParameters } from './read-parameters.ts'
import { runJob, type Session } from './run-job.ts'
import { scanFolder } from './scan.ts'
import { printJson, say, type Terminal, tellFinding, typedPath } from './terminal.ts'
import { version } from './version.ts'
import { withEngine } from './with-engine.ts'

export interface SegmentOptions {
  readonly out: string
  readonly series?: string
  readonly method?: string
  readonly params?: string
  readonly formats: string
  readonly withImage?: boolean
  readonly name: string
  readonly allowGaps?: boolean
  readonly overwrite?: boolean
  readonly keepIdentity?: boolean
  readonly json?: boolean
}

interface Saved {
  readonly files: readonly SavedFile[]
  readonly findings: readonly Finding[]
}

interface Loaded {
  readonly volume: VolumeInfo
  readonly findings: readonly Finding[]
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
  const source = typedPath(terminal, folder)
  const out = typedPath(terminal, options.out)
  const wanted = wantedFormats(options)
  const file = options.params === undefined ? null : await readParameters(typedPath(terminal, options.params))
  const method = options.method ?? file?.method ?? defaultMethodId
  const parameters = chosenParameters(method, { ...options }, file)
  const identity = options.keepIdentity ? 'kept' : 'removed'
  // told now rather than after minutes of work; names with the case in them as soon as it is known
  const check = async (base: string | null): Promise<void> => {
    const names = base === null ? [] : [...wanted.map((format) => fileNameOf(format, base)), recordNameOf(base)]
    const run = { method, parameters, identity } as const
    await checkOutputs(out, names, { sourceFolders: [source], overwrite: options.overwrite ?? false, run })
  }
  const early = expandName(options.name, { case: null, series: null, method })
  await check(early)
  await withEngine(terminal, async (session) => {
    const scan = await scanFolder(session, source)
    const chosen = chooseSeries(scan, {
      uid: options.series ?? null,
      allowGaps: options.allowGaps ?? false,
      judgesUneven: findMethod(method).judgesUnevenStacks ?? false,
    })
    const series = seriesPart(chosen.series.seriesNumber)
    if (early === null) await check(expandName(options.name, { case: caseOf(scan, chosen), series, method }))
    say(terminal, `Series ${chosen.series.seriesInstanceUid || chosen.series.seriesId}: ${chosen.reason}`)
    const loaded = await load(session, chosen, options.allowGaps ?? false)
    const segmentation = await segment(session, loaded.volume, method, parameters)
    for (const finding of [...loaded.findings, ...segmentation.findings]) tellFinding(terminal, finding)
    if (segmentation.empty) throw noLungs(segmentation, loaded.findings)
    tellResult(terminal, segmentation)
    const saved = await save(
      session,
      segmentation,
      out,
      wanted.map(({ id }) => id),
      {
        overwrite: options.overwrite ?? false,
        identity,
        name: options.name,
      },
    )
    if (options.json) printJson(terminal, describe(chosen, loaded, segmentation, out, saved))
  })
}

const caseOf = ({ studies }: ScanResult, { series: { seriesId } }: ChosenSeries): string | null =>
  studies.find(({ series }) => series.some((one) => one.seriesId === seriesId))?.caseCode ?? null

/** Names the flag that helps, which the engine, as it knows no flags, words in general. */
function withFlagHint(failure: Failure, { allowGaps, overwrite }: SegmentOptions): Failure {
  const { code, message, details } = failure
  let text = message
  if (code === 'E_OUTPUT_EXISTS' && !overwrite) {
    text = message
      .replace(/(Keep both, allow|Allow) replacing it/, 'Add --overwrite to replace it')
      .replace(/, or choose another folder\.$/, ', or choose another --out or --name.')
  } else if ((code === 'E_GAP' || code === 'E_TRUNCATED') && !allowGaps && !message.includes('--allow-gaps')) {
    text = `${message} Add --allow-gaps to go on all the same.`
  }
  return text === message ? failure : new Failure(code, text, details, { cause: failure })
}

function wantedFormats({ formats: text, withImage = false }: SegmentOptions): Format[] {
  const ids = text.split(',').map((id) => id.trim())
  const wanted = pickFormats(ids.filter(Boolean))
  if (wanted.length > 0 && withImage) return pickFormats(withImages(wanted.map(({ id }) => id)))
  if (wanted.length > 0) return wanted
  const known = formats.map(({ id }) => id)
  throw new Failure('E_USAGE', `--formats is empty. Name one or more of: ${known.join(', ')}.`, { known })
}

async function load(session: Session, { series }: ChosenSeries, allowGaps: boolean): Promise<Loaded> {
  let loaded: Loaded | null = null
  const start = (jobId: string) => session.client.series.load({ jobId, seriesId: series.seriesId, allowGaps })
  await runJob(session, 'Loading', start, (event) => {
    if (event.type === 'done') loaded = { volume: event.volume, findings: event.findings }
  })
  if (loaded === null) throw new Failure('E_INTERNAL', 'Loading ended without a volume. Try again.')
  return loaded
}

async function segment(
  session: Session,
  { volumeId }: VolumeInfo,
  method: string,
  parameters: ParameterValues,
): Promise<SegmentationInfo> {
  let result: SegmentationInfo | null = null
  const start = (jobId: string) => session.client.segmentation.run({ jobId, volumeId, method, parameters })
  await runJob(session, 'Segmenting', start, (event) => {
    if (event.type === 'done') result = event.segmentation
  })
  if (result === null) throw new Failure('E_INTERNAL', 'The segmentation ended without a result. Try again.')
  return result
}

async function save(
  session: Session,
  { segmentationId }: SegmentationInfo,
  folder: string,
  formats: string[],
  { overwrite, ...more }: { overwrite: boolean; identity: 'removed' | 'kept'; name: string },
): Promise<Saved> {
  const existing = overwrite ? 'replace' : 'refuse'
  let saved: Saved = { files: [], findings: [] }
  const start = (jobId: string) =>
    session.client.results.save({ jobId, segmentationId, folder, formats, existing, ...more })
  await runJob(session, 'Saving', start, (event) => {
    if (event.type === 'done') saved = event
  })
  const { files, findings } = saved
  for (const { name, message } of files) {
    say(session.terminal, message.startsWith(`${name} `) ? message : `${name}: ${message}`)
  }
  for (const finding of findings) tellFinding(session.terminal, finding)
  const failed = files.find(({ status }) => status !== 'verified')
  if (failed === undefined) return saved
  const code = failed.code !== null && isFailureCode(failed.code) ? failed.code : 'E_INTERNAL'
  const verified = files.filter(({ status }) => status === 'verified').map(({ name }) => name)
  throw new Failure(code, failed.message, { folder, name: failed.name, saved: verified })
}

function noLungs({ threshold, parameters, parts, findings }: SegmentationInfo, ofSeries: readonly Finding[]): Failure {
  const at = threshold === null ? 'no threshold could be found' : `threshold ${english.plain(threshold.hu, 1)} HU`
  const told = findings.find(({ code }) => code === 'E_NO_LUNGS')?.message
  const figures = `The method found no lungs (${at}, ${english.number(parts.removed)} of ${counted(parts.total, 'part')} removed). Check the series, or lower V.`
  return new Failure('E_NO_LUNGS', `${told ?? figures} Nothing was saved.`, {
    thresholdHU: threshold?.hu ?? null,
    parts: parts.total,
    removedParts: parts.removed,
    parameters: Object.entries(parameters).map(([name, value]) => `${name}=${value}`),
    findings: [...ofSeries, ...findings].filter(({ severity }) => severity !== 'passed').map(({ code }) => code),
  })
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
