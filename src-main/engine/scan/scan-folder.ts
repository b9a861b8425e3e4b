import { realpathSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { ScanResult, SeriesInfo, SkippedFile, StudyInfo } from '../../../src-shared/contract.ts'
import type { OtherInstance, SeriesFacts } from '../../../src-shared/dicom/instance.ts'
import { Failure } from '../../../src-shared/failure.ts'
import type { Report } from '../../../src-shared/report.ts'
import { buildSeries, type Unusable } from './build-series.ts'
import { chooseBest } from './choose-best.ts'
import { describeOther, hashId } from './describe-series.ts'
import { scanFile, seriesKey } from './scan-file.ts'
import type { SeriesSource, SliceSource } from './series-source.ts'
import { type FoundFile, reasonOf, walkFolder } from './walk-folder.ts'

export interface FolderScan {
  readonly scan: Omit<ScanResult, 'folderId' | 'sample'>
  readonly sources: readonly SeriesSource[]
}

interface Bucket {
  readonly images: SliceSource[]
  readonly others: { instance: OtherInstance; file: FoundFile }[]
  readonly damaged: Unusable[]
}

const reportEvery = 64

/**
 * Finds all DICOM series below a folder, whatever its files are called, and accounts for every file: used, or skipped with
 * its reason. Files are read by their headers alone, one after the other; `report` is called every 64 files.
 * Throws `E_FOLDER_NOT_FOUND`, `E_FOLDER_UNREADABLE`, `E_FOLDER_EMPTY`, `E_NO_DICOM`.
 */
export async function scanFolder(folder: string, report: Report): Promise<FolderScan> {
  const start = performance.now()
  const root = openRoot(folder)
  const buckets = new Map<string, Bucket>()
  const skipped: SkippedFile[] = []
  const skip = (file: string, { code, message }: Failure): void => void skipped.push({ file, code, message })
  let total = 0
  for (const found of walkFolder(root)) {
    if (total % reportEvery === 0) report(total, total + reportEvery)
    total++
    if ('skipped' in found) {
      skip(found.skipped.relative, found.skipped.failure)
      continue
    }
    const { file } = found
    const scanned = scanFile(file)
    if ('failure' in scanned) {
      skip(file.relative, scanned.failure)
      if (scanned.seriesKey !== null)
        bucketOf(buckets, scanned.seriesKey).damaged.push({ relativeFile: file.relative, failure: scanned.failure })
      continue
    }
    const { instance } = scanned
    const bucket = bucketOf(buckets, seriesKey(instance, instance.series.seriesNumber))
    if (instance.kind === 'other') bucket.others.push({ instance, file })
    else bucket.images.push({ ...instance, ...fileFacts(file) })
  }
  report(total, total)
  if (total === 0)
    throw new Failure('E_FOLDER_EMPTY', `${basename(root)} is empty. Choose the folder that holds the CT files.`)
  const sources: SeriesSource[] = []
  const series: { key: string; facts: SeriesFacts; studyUid: string; patientId: string; info: SeriesInfo }[] = []
  for (const [key, bucket] of buckets) {
    const first = bucket.images[0] ?? bucket.others[0]?.instance
    if (first === undefined) continue
    const identity = { key, facts: first.series, studyUid: first.studyInstanceUid, patientId: first.patientId }
    if (bucket.images.every((image) => image.localizer) && bucket.images.length > 0) {
      for (const image of bucket.images)
        skip(image.relativeFile, new Failure('E_LOCALIZER', 'A localizer: an overview picture, no volume.'))
      continue
    }
    if (bucket.images.length === 0) {
      const bytes = bucket.others.reduce((sum, { file }) => sum + file.bytes, 0)
      series.push({
        ...identity,
        info: describeOther(
          key,
          bucket.others.map(({ instance }) => instance),
          bytes,
        ),
      })
      continue
    }
    for (const { file, instance } of bucket.others) {
      skip(file.relative, new Failure('E_NOT_CT', `A ${instance.series.modality} image in a CT series.`))
    }
    const { source, excluded } = buildSeries(key, root, bucket.images, bucket.damaged)
    for (const { relativeFile, failure } of excluded) skip(relativeFile, failure)
    sources.push(source)
    series.push({ ...identity, info: source.info })
  }
  if (skipped.length === total && skipped.every(({ code }) => notDicom.has(code))) {
    const message = `${total === 1 ? 'The file' : `All ${total.toLocaleString('en-US')} files`} in ${basename(root)} ${total === 1 ? 'was' : 'were'} read, and none is DICOM. Choose the folder that holds the CT files.`
    throw new Failure('E_NO_DICOM', message, { files: total })
  }
  const studies = groupStudies(series)
  const best = new Map(studies.flatMap((study) => study.series.map((info) => [info.seriesId, info] as const)))
  const files = { total, used: total - skipped.length, skipped: skipped.sort((a, b) => (a.file < b.file ? -1 : 1)) }
  return {
    scan: { folder: root, name: basename(root), seconds: (performance.now() - start) / 1000, files, studies },
    sources: sources.map((source) => ({ ...source, info: best.get(source.info.seriesId) ?? source.info })),
  }
}

const notDicom = new Set(['E_NOT_DICOM', 'E_SPECIAL_FILE', 'E_READ', 'E_DEPTH'])

function openRoot(folder: string): string {
  try {
    const root = realpathSync(folder)
    if (statSync(root).isDirectory()) return root
  } catch (thrown) {
    const reason = reasonOf(thrown)
    if (reason === 'EACCES' || reason === 'EPERM') {
      throw new Failure(
        'E_FOLDER_UNREADABLE',
        `The folder ${basename(folder)} can't be read (${reason}). Check its permissions.`,
        { reason },
        { cause: thrown },
      )
    }
    throw new Failure(
      'E_FOLDER_NOT_FOUND',
      `There is no folder ${basename(folder)} at that place (${reason}). Check the path, or connect its drive.`,
      { reason },
      { cause: thrown },
    )
  }
  throw new Failure('E_FOLDER_NOT_FOUND', `${basename(folder)} is a file, not a folder. Choose the folder it lies in.`)
}

function bucketOf(buckets: Map<string, Bucket>, key: string): Bucket {
  const bucket = buckets.get(key) ?? { images: [], others: [], damaged: [] }
  buckets.set(key, bucket)
  return bucket
}

function fileFacts(file: FoundFile): Pick<SliceSource, 'path' | 'relativeFile' | 'fileBytes'> {
  return { path: Uint8Array.from(file.path), relativeFile: file.relative, fileBytes: file.bytes }
}

function groupStudies(
  series: readonly { facts: SeriesFacts; studyUid: string; patientId: string; info: SeriesInfo }[],
): StudyInfo[] {
  const studies = new Map<string, StudyInfo>()
  for (const { facts, studyUid, patientId, info } of series) {
    const code = hashId(`${patientId}\n${studyUid}`)
    const study = studies.get(code) ?? {
      studyId: code,
      caseCode: `${code.slice(0, 4)}-${code.slice(4, 6)}`.toUpperCase(),
      date: facts.studyDate,
      description: [facts.modality, facts.bodyPart.toLowerCase()].filter(Boolean).join(' '),
      scanner: [facts.manufacturer, facts.model].filter(Boolean).join(' '),
      series: [],
    }
    studies.set(code, { ...study, series: [...study.series, info] })
  }
  return [...studies.values()].map((study) => {
    const best = chooseBest(study.series)
    const ordered = [...study.series].sort((a, b) => (a.seriesNumber ?? 0) - (b.seriesNumber ?? 0))
    return {
      ...study,
      series: ordered.map((info) =>
        info.seriesId === best?.seriesId ? { ...info, best: { reason: best.reason } } : info,
      ),
    }
  })
}
