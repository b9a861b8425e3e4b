import type { LabelName } from './labels.ts'

/** Colour of each label in slices, in 3-D, beside its figures and in files (Okabe and Ito; lungs without sides in grey). */
export const labelColours: Readonly<Record<LabelName, string>> = {
  lungs: '#dde3e6',
  right: '#56b4e9',
  left: '#e69f00',
  airways: '#cc79a7',
}

/** Name of each label in files, English as are their headers. */
export const labelTitles: Readonly<Record<LabelName, string>> = {
  lungs: 'Lungs',
  right: 'Right lung',
  left: 'Left lung',
  airways: 'Trachea and main bronchi',
}
