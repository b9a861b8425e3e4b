import type { ExportInput } from '../../../src-shared/formats/format.ts'
import { reportBytes } from '../../../src-shared/formats/report-html.ts'
import { readPatientWords } from '../read-source-identity.ts'
import type { SaveJob } from '../save/save-job.ts'
import type { TaskContext } from '../task-context.ts'

export type ReportInput = Required<Pick<ExportInput, 'hu' | 'grid' | 'labels' | 'run'>> & Pick<SaveJob, 'series'>

/** The report's page, to be printed. */
export function reportTask({ series, ...input }: ReportInput, context: TaskContext): Uint8Array {
  context.report('report')(0, 1)
  const patient = series?.identity === 'kept' ? readPatientWords(series.source) : undefined
  return reportBytes({ ...input, patient, mesh: null, text: '' })
}
