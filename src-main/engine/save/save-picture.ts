import { decode } from 'fast-png'
import { Failure } from '../../../src-shared/failure.ts'
import type { Proof } from '../../../src-shared/formats/format.ts'
import type { Report } from '../../../src-shared/report.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import type { SaveJob, StagedFile } from './save-job.ts'
import { saveTogether } from './save-together.ts'
import type { Content } from './stage-file.ts'

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
  const [saved] = await saveTogether({ ...job, contents: [pictureContent(job)] }, report, files)
  if (saved === undefined) throw new Failure('E_INTERNAL', `${job.name} was not saved. Save it again.`)
  return savedOf(saved, job.folder)
}

/** What is told of a file that was saved. */
export const savedOf = ({ name, bytes, sha256, verified }: StagedFile, folder: string): SavedPicture => ({
  name,
  folder,
  bytes,
  sha256,
  message: verified,
})

/** A picture as a file to be staged. */
export function pictureContent({ name, png }: Pick<PictureJob, 'name' | 'png'>): Content {
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
