import type { ComparedResults } from '../../../src-shared/comparison-record.ts'
import type { SavedComparison } from '../../../src-shared/contract.ts'
import { comparisonMeasures } from '../../../src-shared/formats/comparison-rows.ts'
import { researchNotice } from '../../../src-shared/run-record.ts'
import { saveComparison } from '../save/save-comparison.ts'
import type { SaveJob } from '../save/save-job.ts'
import type { TaskContext } from '../task-context.ts'
import { type ComparedSide, compareTask } from './compare-task.ts'

export interface SaveComparisonInput extends Pick<SaveJob, 'folder' | 'existing' | 'sourceFolders'> {
  readonly sides: { readonly a: ComparedSide; readonly b: ComparedSide }
  readonly described: Pick<ComparedResults, 'version' | 'build' | 'series' | 'grid' | 'sides'>
  /** What the names of the files begin with. */
  readonly name: string
  readonly png: Uint8Array | null
}

/** Comparing takes nearly all of the time. */
const comparingPart = 0.9

/** Compares two sides in a thread and saves what comes out; its progress is that of both. */
export async function saveComparisonTask(
  { sides, described, ...job }: SaveComparisonInput,
  context: TaskContext,
): Promise<SavedComparison['files']> {
  const part =
    (from: number, to: number): TaskContext['report'] =>
    (step) =>
    (done, total) =>
      context.progress(step, done, total, from + (total > 0 ? done / total : 0) * (to - from))
  const record: ComparedResults = {
    schemaVersion: 2,
    program: 'Hilum',
    notice: researchNotice,
    ...described,
    definitions: comparisonMeasures,
    ...compareTask({ ...sides, grid: described.grid }, { ...context, report: part(0, comparingPart) }),
  }
  return saveComparison({ ...job, record }, part(comparingPart, 1)('save'))
}
