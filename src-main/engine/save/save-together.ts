import { join } from 'node:path'
import type { Report } from '../../../src-shared/report.ts'
import type { FileSystem } from './file-system.ts'
import { prepareFolder } from './prepare-folder.ts'
import { numberedName, publishFile } from './publish-file.ts'
import { outputExists, saveFailure } from './save-failure.ts'
import type { SaveJob, StagedFile } from './save-job.ts'
import { type Content, removeTemporary, stageFile } from './stage-file.ts'
import { takeTurn } from './take-turn.ts'

export interface TogetherJob extends Pick<SaveJob, 'folder' | 'existing' | 'sourceFolders'> {
  readonly contents: readonly Content[]
}

/**
 * Writes files that belong together as the results of a run are written: each under a temporary name, synced, read back and proved; only
 * when all are ready do they get their names, all or none where nothing is replaced. Of files kept beside others all bear the same number.
 * Returns them with the names they got. Throws `E_OUTPUT_EXISTS`, `E_OUTPUT_IN_SOURCE`, `E_OUTPUT_NOT_WRITABLE`, `E_NO_SPACE`, `E_VERIFY`
 * and `E_CANCELLED`.
 */
export async function saveTogether(job: TogetherJob, report: Report, files: FileSystem): Promise<StagedFile[]> {
  const { contents } = job
  const folder = await prepareFolder(job, files)
  const staged: StagedFile[] = []
  const only = contents.length === 1 ? (contents[0]?.name ?? null) : null
  let at = only
  try {
    if (job.existing === 'refuse') await requireFree(files, job, folder)
    for (const [n, content] of contents.entries()) {
      at = content.name
      const part: Report = (done, total) => report(n + (total > 0 ? done / total : 0), contents.length)
      staged.push(await stageFile(files, folder, content, () => {}, part))
    }
    at = only
    const heed = (): void => report(contents.length, contents.length)
    return await (contents.length === 1
      ? publishAll(files, folder, staged, job.existing)
      : takeTurn(files, folder, heed, async () =>
          publishAll(files, folder, ...(await withNames(files, folder, staged, job))),
        ))
  } catch (error) {
    for (const { temporary } of staged) await removeTemporary(files, temporary)
    throw saveFailure(error, job.folder, at)
  }
}

async function requireFree(files: FileSystem, { contents, folder: asked }: TogetherJob, folder: string): Promise<void> {
  for (const { name } of contents) {
    if (await files.taken(join(folder, name))) throw outputExists(asked, name)
  }
}

const mostCopies = 10_000

/** The files with the names they are to get, and how: beside others, with the first number that is free for all. */
async function withNames(
  files: FileSystem,
  folder: string,
  staged: readonly StagedFile[],
  { existing, folder: asked }: TogetherJob,
): Promise<[StagedFile[], TogetherJob['existing']]> {
  if (existing !== 'keep-both') return [[...staged], existing]
  for (let copy = 1; copy < mostCopies; copy++) {
    const named = staged.map((file) => ({ ...file, name: numberedName(file.name, copy) }))
    const taken = await Promise.all(named.map(({ name }) => files.taken(join(folder, name))))
    if (!taken.includes(true)) return [named, 'refuse']
  }
  throw outputExists(asked, staged[0]?.name ?? '')
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
