import { join } from 'node:path'
import { errorCode } from './error-code.ts'
import type { FileSystem } from './file-system.ts'
import { outputExists } from './save-failure.ts'
import type { SaveJob, StagedFile } from './save-job.ts'
import { removeTemporary } from './stage-file.ts'

const mostCopies = 10_000

/**
 * Gives a staged file its name, in one step that no other program can come between, and returns the name it got.
 * `refuse` throws `E_OUTPUT_EXISTS` where the name is taken; `keep-both` takes the next free "name (2)".
 */
export async function publishFile(
  files: FileSystem,
  folder: string,
  staged: StagedFile,
  existing: SaveJob['existing'],
): Promise<string> {
  if (existing === 'replace') {
    await files.rename(staged.temporary, join(folder, staged.name))
    return staged.name
  }
  for (let copy = 1; copy < mostCopies; copy++) {
    const name = numberedName(staged.name, copy)
    if (await takeName(files, staged.temporary, join(folder, name))) return name
    if (existing === 'refuse') break
  }
  throw outputExists(folder, staged.name)
}

/** "lungs.nii.gz", 2 gives "lungs (2).nii.gz"; 1 leaves the name as it is. */
export function numberedName(name: string, copy: number): string {
  if (copy === 1) return name
  const dot = name.indexOf('.')
  return dot < 0 ? `${name} (${copy})` : `${name.slice(0, dot)} (${copy})${name.slice(dot)}`
}

/** False where the name is taken. */
async function takeName(files: FileSystem, temporary: string, path: string): Promise<boolean> {
  try {
    await files.link(temporary, path)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    if (!hasNoLinks.has(errorCode(error))) throw error
    return takeNameWithoutLinks(files, temporary, path)
  }
  await removeTemporary(files, temporary)
  return true
}

// what FAT, exFAT, some network shares and sandboxes answer to link()
const hasNoLinks = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EXDEV', 'EACCES'])

/** Reserves the name with an empty file that only one program can make, then renames over it. */
async function takeNameWithoutLinks(files: FileSystem, temporary: string, path: string): Promise<boolean> {
  try {
    const reserved = await files.open(path, 'create')
    await reserved.close()
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
  try {
    await files.rename(temporary, path)
  } catch (error) {
    await removeTemporary(files, path)
    throw error
  }
  return true
}
