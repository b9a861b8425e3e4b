import { join } from 'node:path'
import type { Report } from '../../../src-shared/report.ts'
import type { RunRecord } from '../../../src-shared/run-record.ts'
import type { FileSystem } from './file-system.ts'
import { prepareFolder } from './prepare-folder.ts'
import { numberedName, publishFile } from './publish-file.ts'
import { recordedOutput } from './recorded-output.ts'
import { outputExists, saveFailure } from './save-failure.ts'
import type { SaveJob, StagedFile } from './save-job.ts'
import { type Content, removeTemporary, stageFile } from './stage-file.ts'
import { takeTurn } from './take-turn.ts'

export interface TogetherJob extends Pick<SaveJob, 'folder' | 'existing' | 'sourceFolders'> {
  readonly contents: readonly Content[]
  readonly record?: RecordOfSet
}

/** The file of a set that lists the others, by the names they get. */
export interface RecordOfSet {
  readonly name: string
  readonly contentOf: (outputs: RunRecord['outputs'], name: string) => Content
}

/**
 * Writes files that belong together as the results of a run are written: each under a temporary name, synced, read back and proved; only
 * when all are ready do they get their names, all or none where nothing is replaced, their record last. Of files kept beside others all
 * bear the same number. Returns them with the names they got. Throws `E_OUTPUT_EXISTS`, `E_OUTPUT_IN_SOURCE`, `E_OUTPUT_NOT_WRITABLE`,
 * `E_NO_SPACE`, `E_VERIFY` and `E_CANCELLED`.
 */
export async function saveTogether(job: TogetherJob, report: Report, files: FileSystem): Promise<StagedFile[]> {
  const { contents, record } = job
  const names = [...contents, ...(record === undefined ? [] : [record])].map(({ name }) => name)
  const folder = await prepareFolder(job, files)
  const staged: StagedFile[] = []
  const only = names.length === 1 ? (names[0] ?? null) : null
  let at = only
  const stage = async (content: Content): Promise<StagedFile> => {
    at = content.name
    const before = staged.length
    const part: Report = (done, total) => report(before + (total > 0 ? done / total : 0), names.length)
    const file = await stageFile(files, folder, content, () => {}, part)
    staged.push(file)
    return file
  }
  try {
    if (job.existing === 'refuse') await requireFree(files, names, job.folder, folder)
    for (const content of contents) await stage(content)
    at = only
    const heed = (): void => report(staged.length, names.length)
    if (names.length === 1) return await publishAll(files, folder, staged, job.existing)
    return await takeTurn(files, folder, heed, async () => {
      const copy = job.existing === 'keep-both' ? await freeCopy(files, names, job.folder, folder) : 1
      const named = staged.map((file) => ({ ...file, name: numberedName(file.name, copy) }))
      if (record !== undefined) {
        named.push(await stage(record.contentOf(named.map(recordedOutput), numberedName(record.name, copy))))
        at = null
      }
      return publishAll(files, folder, named, job.existing === 'keep-both' ? 'refuse' : job.existing)
    })
  } catch (error) {
    for (const { temporary } of staged) await removeTemporary(files, temporary)
    throw saveFailure(error, job.folder, at)
  }
}

async function requireFree(files: FileSystem, names: readonly string[], asked: string, folder: string): Promise<void> {
  for (const name of names) {
    if (await files.taken(join(folder, name))) throw outputExists(asked, name)
  }
}

const mostCopies = 10_000

/** The first number that is free for all names; 1 leaves them as they are. */
async function freeCopy(files: FileSystem, names: readonly string[], asked: string, folder: string): Promise<number> {
  for (let copy = 1; copy < mostCopies; copy++) {
    const taken = await Promise.all(names.map((name) => files.taken(join(folder, numberedName(name, copy)))))
    if (!taken.includes(true)) return copy
  }
  throw outputExists(asked, names[0] ?? '')
}

/** Gives every file its name; where one can't have it, none of those that replaced nothing stays. */
async function publishAll(
  files: FileSystem,
  folder: string,
  staged: readonly StagedFile[],
  existing: TogetherJob['existing'],
): Promise<StagedFile[]> {
  const published: StagedFile[] = []
  try {
    for (const file of staged) published.push({ ...file, name: await publishFile(files, folder, file, existing) })
    await files.syncFolder(folder)
    return published
  } catch (error) {
    if (existing !== 'replace') for (const { name } of published) await removeTemporary(files, join(folder, name))
    throw error
  }
}
