const kinds = [
  { ending: '.nii.gz', title: 'NIfTI' },
  { ending: '.nii', title: 'NIfTI' },
  { ending: '.nrrd', title: 'NRRD' },
  { ending: '.mha', title: 'MetaImage' },
  { ending: '.npy', title: 'NumPy' },
  { ending: '.zip', title: 'PNG stack' },
  { ending: '.dcm', title: 'DICOM' },
] as const

export type LabelmapEnding = (typeof kinds)[number]['ending']

/** A kind of labelmap file: how its name ends, in lower case, and what it is called. */
export interface LabelmapKind {
  readonly ending: LabelmapEnding
  readonly title: string
}

/** Every kind of labelmap file that is read. */
export const labelmapKinds: readonly LabelmapKind[] = kinds

/** The kind of a file by the end of its name; null where it is of none. */
export function labelmapKind(name: string): LabelmapKind | null {
  const lower = name.toLowerCase()
  return kinds.find(({ ending }) => lower.endsWith(ending)) ?? null
}
