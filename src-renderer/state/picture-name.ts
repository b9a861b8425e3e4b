/** What a picture shows: a plane, the surface, all slices, or two results side by side. */
export type PictureKind = 'axial' | 'coronal' | 'sagittal' | 'scene' | 'montage' | 'compare'

const fewestDigits = 3

/** Such as "3F2A-91-axial-043.png": the case code, what is shown, and the slice as the page counts it, from 1. */
export function pictureName(caseCode: string, kind: PictureKind, slice: number | null): string {
  const parts = [caseCode, kind === 'scene' ? '3d' : kind]
  if (slice !== null) parts.push(String(slice + 1).padStart(fewestDigits, '0'))
  return `${parts.join('-')}.png`
}

/** Such as "3F2A-91-comparison": what the files of a comparison begin with. */
export const comparisonName = (caseCode: string): string => `${caseCode}-comparison`
