import type { ComparedResults } from '../../../src-shared/comparison-record.ts'
import type { SavedComparison } from '../../../src-shared/contract.ts'
import { encodeComparisonCsv, proveComparisonCsv } from '../../../src-shared/formats/comparison-csv.ts'
import type { Report } from '../../../src-shared/report.ts'
import { comparisonContent } from './comparison-file.ts'
import { type FileSystem, nodeFileSystem } from './file-system.ts'
import type { SaveJob } from './save-job.ts'
import { pictureContent } from './save-picture.ts'
import { type RecordOfSet, saveTogether } from './save-together.ts'
import type { Content } from './stage-file.ts'

export interface ComparisonJob extends Pick<SaveJob, 'folder' | 'existing' | 'sourceFolders'> {
  /** What the names of the files begin with. */
  readonly name: string
  readonly record: ComparedResults
  /** Null for the figures alone. */
  readonly png: Uint8Array | null
}

/** Saves a comparison as table, picture where there is one, and JSON, which lists the others: all or none, see `saveTogether`. */
export async function saveComparison(
  { name, record, png, ...job }: ComparisonJob,
  report: Report,
  files: FileSystem = nodeFileSystem,
): Promise<SavedComparison['files']> {
  const contents = [
    tableContent(record, `${name}.csv`),
    ...(png === null ? [] : [pictureContent({ name: `${name}.png`, png })]),
  ]
  const jsonFile: RecordOfSet = {
    name: `${name}.json`,
    contentOf: (outputs, own) => comparisonContent({ ...record, outputs }, own),
  }
  const saved = await saveTogether({ ...job, contents, record: jsonFile }, report, files)
  return saved.map(({ name, bytes, sha256, verified }) => ({ name, bytes, sha256, message: verified }))
}

function tableContent(record: ComparedResults, name: string): Content {
  const bytes = encodeComparisonCsv(record)
  return {
    format: 'comparison-csv',
    name,
    estimate: bytes.length,
    compression: null,
    provesEveryByte: false,
    encode: function* (report) {
      report(0, bytes.length)
      yield bytes
    },
    verify: () => proveComparisonCsv(record),
  }
}
