import type { Comparison } from '../../../src-shared/contract.ts'
import type { Grid } from '../../../src-shared/geometry.ts'
import type { LabelMask } from '../../../src-shared/labels.ts'
import { compareLabels } from '../../../src-shared/segmentation/compare/compare-labels.ts'
import type { TaskContext } from '../task-context.ts'

/** How far two labelmaps of one grid agree. */
export function compareTask(
  { a, b, grid }: { a: readonly LabelMask[]; b: readonly LabelMask[]; grid: Grid },
  context: TaskContext,
): Comparison {
  return compareLabels(a, b, grid, context.report('compare'))
}
