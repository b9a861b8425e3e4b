import { labelColours } from '../../src-shared/label-looks.ts'
import type { LabelName } from '../../src-shared/labels.ts'

/** Airways stand out less by their colour, so their fill is never weaker than this. */
export const airwayFill = 0.45

export const isLabelName = (name: string): name is LabelName => Object.hasOwn(labelColours, name)
