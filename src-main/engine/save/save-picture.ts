import { join } from 'node:path'
import { decode } from 'fast-png'
import { Failure } from '../../../src-shared/failure.ts'
import type { Proof } from '../../../src-shared/formats/format.ts'
import type { Report } from '../../../src-shared/report.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import { prepareFolder } from './prepare-folder.ts'
import { publishFile } from './publish-file.ts'
import { outputExists, saveFailure } from './save-failure.ts'
import type { SaveJob } from './save-job.ts'
import { type Content, removeTemporary, stageFile } from './stage-file.ts'

export interface PictureJob extends Pick<SaveJob, 'folder' | 'existing' | 'sourceFolders'> {
  /** A plain file name. */
  readonly name: string
  readonly png: Uint8Array
}

export interface SavedPicture {
  /** The name it got, which differs from the one asked for where both were kept. */
  readonly name: string
  readonly folder: string
  readonly bytes: number
  readonly sha256: string
  /** What was checked. */
  readonly message: string
}

/**
 * Writes a picture as the results of a run are written: under a temporary name, synced, read back, decoded, and only then named.
 * Throws `E_OUTPUT_EXISTS`, `E_OUTPUT_IN_SOURCE`, `E_OUTPUT_NOT_WRITABLE`, `E_NO_SPACE`, `E_VERIFY` and `E_CANCELLED`.
 */
export async function savePicture(
  job: PictureJob,
  report: Report,
  files: FileSystem = nodeFileSystem,
): Promise<SavedPicture> {
  const folder = await prepareFolder(job, files)
  try {
    if (job.existing === 'refuse' && (await files.taken(join(folder, job.name)))) {
      throw outputExists(job.folder, job.name)
    }
    const staged = await stageFile(files, folder, pictureContent(job), () => {}, report)
    try {
      const name = await publishFile(files, folder, staged, job.existing)
      await files.syncFolder(folder)
      return { name, folder: job.folder, bytes: staged.bytes, sha256: staged.sha256, message: staged.verified }
    } catch (error) {
      await removeTemporary(files, staged.temporary)
      throw error
    }
  } catch (error) {
    throw saveFailure(error, job.folder, job.name)
  }
}

function pictureContent({ name, png }: PictureJob): Content {
  return {
    format: 'picture',
    name,
    estimate: png.length,
    compression: null,
    provesEveryByte: false,
    encode: function* (report) {
      report(0, png.length)
      yield png
    },
    verify: function* (): Proof {
      const { width, height } = decodePicture(yield png.length, name)
      return `Read back: ${width} x ${height} pixels, every byte as drawn.`
    },
  }
}

/** Throws `E_VERIFY` unless the bytes are a whole PNG, each part with its right checksum. */
function decodePicture(bytes: Uint8Array, name: string): { width: number; height: number } {
  try {
    return decode(bytes, { checkCrc: true })
  } catch (error) {
    const message = `${name} was read back and is not a whole picture. It was not kept. Save it again.`
    throw new Failure('E_VERIFY', message, { name }, { cause: error })
  }
}
