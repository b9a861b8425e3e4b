import type { ComparisonRecord } from '../../../src-shared/comparison-record.ts'
import type { SavedComparison } from '../../../src-shared/contract.ts'
import { encodeComparisonCsv, proveComparisonCsv } from '../../../src-shared/formats/comparison-csv.ts'
import { encodeComparisonJson, proveComparisonJson } from '../../../src-shared/formats/comparison-json.ts'
import type { Proof } from '../../../src-shared/formats/format.ts'
import type { Report } from '../../../src-shared/report.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import type { SaveJob } from './save-job.ts'
import { pictureContent } from './save-picture.ts'
import { saveTogether } from './save-together.ts'
import type { Content } from './stage-file.ts'

export interface ComparisonJob extends Pick<SaveJob, 'folder' | 'existing' | 'sourceFolders'> {
  /** What the names of the files begin with. */
  readonly name: string
  readonly record: ComparisonRecord
  /** Null for the figures alone. */
  readonly png: Uint8Array | null
}

/** Saves a comparison as CSV, JSON and, where there is one, picture: all or none, see `saveTogether`. */
export async function saveComparison(
  { name, record, png, ...job }: ComparisonJob,
  report: Report,
  files: FileSystem = nodeFileSystem,
): Promise<SavedComparison['files']> {
  const contents = [
    bytesContent('comparison-csv', `${name}.csv`, encodeComparisonCsv(record), () => proveComparisonCsv(record)),
    bytesContent('comparison-json', `${name}.json`, encodeComparisonJson(record), () => proveComparisonJson(record)),
    ...(png === null ? [] : [pictureContent({ name: `${name}.png`, png })]),
  ]
  const saved = await saveTogether({ ...job, contents }, report, files)
  return saved.map(({ name, bytes, sha256, verified }) => ({ name, bytes, sha256, message: verified }))
}

function bytesContent(format: string, name: string, bytes: Uint8Array, verify: () => Proof): Content {
  return {
    format,
    name,
    estimate: bytes.length,
    compression: null,
    provesEveryByte: false,
    encode: function* (report) {
      report(0, bytes.length)
      yield bytes
    },
    verify,
  }
}
