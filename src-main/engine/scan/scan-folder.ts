import { basename } from 'node:path'
import type { ScanResult, SkippedFile } from '../../../src-shared/contract.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { english } from '../../../src-shared/number-format.ts'
import type { Report } from '../../../src-shared/report.ts'
import { buildSeries } from './build-series.ts'
import { describeOther } from './describe-series.ts'
import { groupStudies, type StudyMember } from './group-studies.ts'
import { openRoot } from './open-root.ts'
import { type ReadHeaders, readHere } from './read-headers.ts'
import { SeriesBuckets } from './series-buckets.ts'
import type { SeriesSource } from './series-source.ts'
import { type Found, walkFolder } from './walk-folder.ts'

export interface FolderScan {
  readonly scan: Omit<ScanResult, 'folderId' | 'sample'>
  /** Every CT series with at least one image that can be read. */
  readonly sources: readonly SeriesSource[]
}

const listedAtOnce = 1024
/** Held at once, until those of one series share what they say alike. */
const headersAtOnce = 4096

/**
 * Finds all DICOM series below a folder, whatever its files are called, and accounts for every file: used, or skipped with
 * its reason. Files are read by their headers alone; `report` is called every few dozen files.
 * Throws `E_FOLDER_NOT_FOUND`, `E_FOLDER_UNREADABLE`, `E_FOLDER_EMPTY`, `E_NO_DICOM`.
 */
export async function scanFolder(
  folder: string,
  report: Report,
  readHeaders: ReadHeaders = readHere,
): Promise<FolderScan> {
  const start = performance.now()
  const root = openRoot(folder)
  const found = listFiles(root, report)
  if (found.length === 0)
    throw new Failure('E_FOLDER_EMPTY', `${basename(root)} is empty. Choose the folder that holds the CT files.`)
  const buckets = new SeriesBuckets()
  const skipped = readAll(found, buckets, readHeaders, report)
  if (skipped.length === found.length) refuseWithoutDicom(root, skipped)
  const { members, sources } = makeSeries(root, buckets, skipped)
  const studies = groupStudies(members)
  const infos = new Map(studies.flatMap((study) => study.series.map((info) => [info.seriesId, info] as const)))
  return {
    scan: {
      folder: root,
      name: basename(root),
      seconds: (performance.now() - start) / 1000,
      files: {
        total: found.length,
        used: found.length - skipped.length,
        skipped: skipped.sort((a, b) => (a.file < b.file ? -1 : 1)),
      },
      studies,
    },
    sources: sources.map((source) => ({ ...source, info: infos.get(source.info.seriesId) ?? source.info })),
  }
}

function listFiles(root: string, report: Report): Found[] {
  const found: Found[] = []
  for (const entry of walkFolder(root)) {
    found.push(entry)
    if (found.length % listedAtOnce === 0) report(0, found.length)
  }
  return found
}

/** Reads every header into its bucket; gives the files that were skipped. */
function readAll(
  found: readonly Found[],
  buckets: SeriesBuckets,
  readHeaders: ReadHeaders,
  report: Report,
): SkippedFile[] {
  const skipped: SkippedFile[] = []
  const skip = (file: string, failure: Failure, seriesKey: string | null): void => {
    skipped.push({ file, code: failure.code, message: failure.message })
    buckets.addUnusable(seriesKey, { relativeFile: file, failure })
  }
  for (let from = 0; from < found.length; from += headersAtOnce) {
    const entries = found.slice(from, from + headersAtOnce)
    const files = entries.flatMap((entry) => ('file' in entry ? [entry.file] : []))
    const headers = readHeaders(files, (done) => report(from + done, found.length)).values()
    for (const entry of entries) {
      if ('skipped' in entry) {
        skip(entry.skipped.relative, entry.skipped.failure, null)
        continue
      }
      const scanned = headers.next().value
      if (scanned === undefined) throw new Failure('E_INTERNAL', 'Fewer headers came back than files were read.')
      if ('instance' in scanned) buckets.addInstance(scanned.instance, entry.file, scanned.stamp)
      else skip(entry.file.relative, scanned.failure, scanned.seriesKey)
    }
  }
  report(found.length, found.length)
  return skipped
}

/** Makes the series of all buckets; files that turn out to be of no use are added to `skipped`. */
function makeSeries(
  root: string,
  buckets: SeriesBuckets,
  skipped: SkippedFile[],
): { members: StudyMember[]; sources: SeriesSource[] } {
  const members: StudyMember[] = []
  const sources: SeriesSource[] = []
  for (const [bucketKey, bucket] of buckets.all()) {
    // a copy of a folder holds the same UIDs: a series is one of its folder
    const key = `${root}\n${bucketKey}`
    if (bucket.images.length > 0) {
      const { source, excluded } = buildSeries(key, root, { ...bucket, beside: buckets.besideOf(bucket) })
      const first = source.slices[0] ?? bucket.images[0]
      if (first === undefined) continue
      skipped.push(...excluded)
      for (const { instance, file } of bucket.others) {
        const message = `Not CT but ${instance.series.modality}. It is left out of the series.`
        skipped.push({ file: file.relative, code: 'E_NOT_CT', message })
      }
      sources.push(source)
      members.push({ ...first, facts: first.series, info: source.info })
      continue
    }
    const first = bucket.others[0]?.instance
    if (first === undefined) continue
    const bytes = bucket.others.reduce((sum, { file }) => sum + file.bytes, 0)
    const instances = bucket.others.map(({ instance }) => instance)
    members.push({ ...first, facts: first.series, info: describeOther(key, instances, bytes) })
  }
  return { members, sources }
}

/** Throws `E_NO_DICOM` where nothing at all is DICOM; damaged DICOM files are shown instead. */
function refuseWithoutDicom(root: string, skipped: readonly SkippedFile[]): void {
  const count = (...codes: string[]): number => skipped.filter(({ code }) => codes.includes(code)).length
  const notDicom = count('E_NOT_DICOM')
  const special = count('E_SPECIAL_FILE', 'E_DEPTH')
  const unreadable = count('E_READ')
  if (notDicom + special + unreadable < skipped.length) return
  const files = skipped.length
  const all = files === 1 ? 'The one file' : `All ${english.number(files)} files`
  const message = `${all} in ${basename(root)} ${files === 1 ? 'was' : 'were'} looked at, and none is DICOM. Choose the folder that holds the CT files.`
  throw new Failure('E_NO_DICOM', message, { files, notDicom, special, unreadable })
}
