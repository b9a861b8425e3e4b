import type { ExportInput } from '../../../src-shared/formats/format.ts'
import { reportBytes } from '../../../src-shared/formats/report-html.ts'
import type { TaskContext } from '../task-context.ts'

export type ReportInput = Required<Pick<ExportInput, 'hu' | 'grid' | 'labels' | 'run'>>

/** The report's page, to be printed. */
export function reportTask(input: ReportInput, context: TaskContext): Uint8Array {
  context.report('report')(0, 1)
  return reportBytes({ ...input, mesh: null, text: '' })
}
