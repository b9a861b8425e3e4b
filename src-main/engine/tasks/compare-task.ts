import type { Comparison, Reason } from '../../../src-shared/contract.ts'
import type { Grid } from '../../../src-shared/geometry.ts'
import type { LabelMask } from '../../../src-shared/labels.ts'
import { compareLabels } from '../../../src-shared/segmentation/compare/compare-labels.ts'
import { whyDiffer } from '../../../src-shared/segmentation/compare/why-differ.ts'
import type { MethodState } from '../../../src-shared/segmentation/method.ts'
import type { TaskContext } from '../task-context.ts'

export interface ComparedSide {
  readonly labels: readonly LabelMask[]
  /** Of a method's run; null of a file. */
  readonly state: MethodState | null
}

export interface Compared {
  readonly comparison: Comparison
  readonly reasons: Reason[]
}

/** How far two labelmaps of one grid agree, and by which stages they differ. */
export function compareTask(
  { a, b, grid }: { a: ComparedSide; b: ComparedSide; grid: Grid },
  context: TaskContext,
): Compared {
  const comparison = compareLabels(a.labels, b.labels, grid, context.report('compare'))
  return { comparison, reasons: whyDiffer(a, b, grid) }
}
