import { join } from 'node:path'
import type { SavedFile } from '../../../src-shared/contract.ts'
import { Failure, failureFromJson, toFailure } from '../../../src-shared/failure.ts'
import { fileNameOf } from '../../../src-shared/formats/file-name.ts'
import type { Format } from '../../../src-shared/formats/format.ts'
import { pickFormats } from '../../../src-shared/formats/registry.ts'
import type { Report } from '../../../src-shared/report.ts'
import type { RunRecord } from '../../../src-shared/run-record.ts'
import { checkFile } from './check-file.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { guardFolder, prepareFolder } from './prepare-folder.ts'
import { publishFile } from './publish-file.ts'
import { type FoundRecord, findRecords, recordContent, sameRun } from './record-file.ts'
import { recordNameOf } from './record-name.ts'
import { recordedOutput } from './recorded-output.ts'
import { Rows } from './rows.ts'
import { otherRecord, outputExists, saveFailure } from './save-failure.ts'
import { type OnFile, type SaveJob, type StagedFile, waitingFile } from './save-job.ts'
import { type Content, removeTemporary, stageFile } from './stage-file.ts'
import { isStaged, type StageOutcome } from './stage-format.ts'
import { type OnFileStep, removeStaged, type StageFormats, stageHere } from './stage-formats.ts'
import { takeTurn } from './take-turn.ts'

interface JoinedRecord {
  readonly name: string
  readonly record: RunRecord
}

/**
 * Saves the results of one run. Every file is written under a temporary name, synced, read back and proved; only when all
 * that can be are ready do they get their names, then `run.json`, last. A file that fails is reported in its row with its
 * code and the others go on. Throws where nothing can be written at all (`E_OUTPUT_IN_SOURCE`, `E_OUTPUT_NOT_WRITABLE`,
 * `E_USAGE`) and `E_CANCELLED`, before any name was given out.
 */
export async function saveResults(
  job: SaveJob,
  onFile: OnFile,
  report: Report,
  files: FileSystem = nodeFileSystem,
  stageFormats: StageFormats = stageHere(files, report),
): Promise<SavedFile[]> {
  const formats = pickFormats(job.formats).filter((format) => job.only?.includes(fileNameOf(format, job.name)) ?? true)
  const folder = await prepareFolder(job, files)
  const rows = new Rows(onFile)
  for (const format of formats) rows.set(waitingFile(format.id, fileNameOf(format, job.name)))
  const recordName = recordNameOf(job.name)
  rows.set(waitingFile('record', recordName))

  if ((await guardFolder(job.folder, () => recordOfRun(job, files, folder, formats))) === 'other')
    return refuseAll(job, files, folder, rows)

  const staged = await stageAll(job, files, folder, formats, rows, report, stageFormats)
  try {
    const heed = (): void => report(formats.length, formats.length)
    return await guardFolder(job.folder, () =>
      takeTurn(files, folder, heed, () => publish(job, files, folder, formats, rows, staged)),
    )
  } catch (error) {
    await removeStaged(files, staged)
    if (toFailure(error).code === 'E_CANCELLED') rows.cancelRest()
    throw error
  }
}

/** Stages the formats, some at once, and gives those that could be. Where it is cancelled, nothing is left. */
async function stageAll(
  job: SaveJob,
  files: FileSystem,
  folder: string,
  formats: readonly Format[],
  rows: Rows,
  report: Report,
  stageFormats: StageFormats,
): Promise<StagedFile[]> {
  const parts = new Array<number>(formats.length).fill(0)
  const onStep: OnFileStep = (n, step, fraction) => {
    rows.stepOf(fileNameOf(formats[n] as Format, job.name))(step, fraction)
    parts[n] = (fraction + (step === 'writing' ? 0 : 1)) / 2
    report(
      parts.reduce((sum, one) => sum + one, 0),
      formats.length,
    )
  }
  let outcomes: readonly StageOutcome[] = []
  try {
    const ids = formats.map(({ id }) => id)
    outcomes = await stageFormats(job, folder, ids, onStep)
    report(formats.length, formats.length)
  } catch (error) {
    await removeStaged(files, outcomes)
    if (toFailure(error).code === 'E_CANCELLED') rows.cancelRest()
    throw error
  }
  for (const [n, outcome] of outcomes.entries()) {
    if (!isStaged(outcome)) rows.fail(fileNameOf(formats[n] as Format, job.name), failureFromJson(outcome))
  }
  return outcomes.filter(isStaged)
}

/** The record that what is saved now joins, null where it gets its own, `other` where its name belongs to another run. */
async function recordOfRun(
  job: SaveJob,
  files: FileSystem,
  folder: string,
  formats: readonly Format[],
): Promise<JoinedRecord | null | 'other'> {
  const recordName = recordNameOf(job.name)
  const records = await findRecords(files, folder, recordName)
  const earlier = recordToJoin(job, formats, records)
  return earlier === null && job.existing === 'refuse' && records[0]?.name === recordName ? 'other' : earlier
}

/**
 * The record that what is saved now joins: `run.json` of the same run, except where both are to be kept. Single files tried
 * again may join a numbered record too, the newest of this run that lists no such file yet.
 */
function recordToJoin(
  { existing, only, record, name: ofFiles }: SaveJob,
  formats: readonly Format[],
  records: readonly FoundRecord[],
): JoinedRecord | null {
  const lists = (found: FoundRecord['record']): boolean =>
    found !== 'other' && found.outputs.some((output) => formats.some(({ id }) => id === output.format))
  const open = records.filter((found) => !lists(found.record)).toReversed()
  const plain = records.filter(({ name }) => name === recordNameOf(ofFiles))
  const candidates = [
    ...(only === undefined || existing === 'replace' ? [] : open),
    ...(existing === 'keep-both' ? [] : plain),
  ]
  for (const { name, record: found } of candidates) {
    if (found !== 'other' && sameRun(found, record)) return { name, record: found }
  }
  return null
}

/** The record's name belongs to something else: nothing is written, and each row says how it stands with its own name. */
async function refuseAll(job: SaveJob, files: FileSystem, folder: string, rows: Rows): Promise<SavedFile[]> {
  const recordName = recordNameOf(job.name)
  for (const { name } of rows.all()) {
    const taken = name === recordName || (await guardFolder(job.folder, () => files.taken(join(folder, name))))
    rows.fail(name, taken ? outputExists(job.folder, name) : otherRecord(job.folder, name, recordName))
  }
  return rows.all()
}

const stage = (files: FileSystem, folder: string, content: Content, rows: Rows, report: Report): Promise<StagedFile> =>
  stageFile(files, folder, content, rows.stepOf(content.name), report)

/** Runs the work of one row; its failure goes into the row, a cancel goes through. */
async function attempt<T>(job: SaveJob, rows: Rows, name: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    const failure = saveFailure(error, job.folder, name)
    if (failure.code === 'E_CANCELLED') throw failure
    rows.fail(name, failure)
    return null
  }
}

async function publish(
  job: SaveJob,
  files: FileSystem,
  folder: string,
  formats: readonly Format[],
  rows: Rows,
  staged: readonly StagedFile[],
): Promise<SavedFile[]> {
  const recordName = recordNameOf(job.name)
  // another save may have come to its end since this one began
  const earlier = await recordOfRun(job, files, folder, formats)
  if (earlier === 'other') {
    await removeStaged(files, staged)
    return refuseAll(job, files, folder, rows)
  }
  const saved: StagedFile[] = []
  const found = new Set<string>()
  for (const file of staged) {
    const name = await attempt(job, rows, file.name, async () => {
      if (earlier !== null || !(await isThere(job, files, folder, file)))
        return publishFile(files, folder, file, job.existing)
      await removeTemporary(files, file.temporary)
      found.add(file.name)
      return file.name
    })
    if (name === null) await removeTemporary(files, file.temporary)
    else saved.push(rows.rename(file, name))
  }
  if (saved.length === 0 && job.formats.length > 0 && !job.only?.includes(recordName)) {
    rows.fail(recordName, noFileSaved())
    return rows.all()
  }
  try {
    await files.syncFolder(folder)
  } catch (error) {
    for (const file of saved) {
      if (job.existing !== 'replace' && !found.has(file.name)) await removeTemporary(files, join(folder, file.name))
      rows.fail(file.name, saveFailure(error, job.folder, file.name))
    }
    rows.fail(recordName, noFileSaved())
    return rows.all()
  }
  for (const file of saved) rows.verified(file)
  await publishRecord(job, files, folder, rows, saved, earlier)
  return rows.all()
}

/** True for the very bytes under the very name: a save that was cut short before its record leaves such. */
async function isThere(
  { existing }: SaveJob,
  files: FileSystem,
  folder: string,
  { name, bytes, sha256 }: StagedFile,
): Promise<boolean> {
  if (existing !== 'refuse') return false
  const { state } = await checkFile(files, join(folder, name), { bytes, sha256 }, () => {})
  return state === 'same'
}

const noFileSaved = (): Failure => new Failure('E_OUTPUT_NOT_WRITABLE', 'Not written, as no other file was saved.')

/** What is saved now, and what an earlier save of the same run left beside it. */
async function mergeOutputs(
  files: FileSystem,
  folder: string,
  saved: readonly StagedFile[],
  earlier: RunRecord | null,
): Promise<RunRecord['outputs']> {
  const outputs = saved.map(recordedOutput)
  for (const output of earlier?.outputs ?? []) {
    if (outputs.some(({ file }) => file === output.file)) continue
    if ((await files.info(join(folder, output.file)))?.kind === 'file') outputs.push(output)
  }
  return outputs.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}

async function publishRecord(
  job: SaveJob,
  files: FileSystem,
  folder: string,
  rows: Rows,
  saved: readonly StagedFile[],
  earlier: JoinedRecord | null,
): Promise<void> {
  const recordName = recordNameOf(job.name)
  await attempt(job, rows, recordName, async () => {
    const surfaceChange = job.record.surfaceChange ?? earlier?.record.surfaceChange
    const record = {
      ...job.record,
      surfaceChange,
      outputs: await mergeOutputs(files, folder, saved, earlier?.record ?? null),
    }
    const staged = await stage(files, folder, recordContent(record, recordName), rows, () => {})
    try {
      const name =
        earlier === null
          ? await publishFile(files, folder, staged, job.existing)
          : await publishFile(files, folder, { ...staged, name: earlier.name }, 'replace')
      await files.syncFolder(folder)
      rows.verified(rows.rename(staged, name))
    } catch (error) {
      await removeTemporary(files, staged.temporary)
      throw error
    }
  })
}
