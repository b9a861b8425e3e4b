import type { LabelName } from '../../src-shared/labels.ts'

/** Colour of each label in slices, in 3-D and beside its figures (Okabe and Ito; lungs without sides in grey). */
export const labelColours: Readonly<Record<LabelName, string>> = {
  lungs: '#dde3e6',
  right: '#56b4e9',
  left: '#e69f00',
  airways: '#cc79a7',
}

/** Airways stand out less by their colour, so their fill is never weaker than this. */
export const airwayFill = 0.45

export const isLabelName = (name: string): name is LabelName => Object.hasOwn(labelColours, name)
