import { type Finding, sortFindings } from '../../src-shared/finding.ts'

export interface JumpTarget {
  readonly finding: Finding
  readonly slice: number
}

/** Findings that name a slice, in reading order. */
export function jumpTargets(findings: readonly Finding[]): JumpTarget[] {
  return sortFindings(findings).flatMap((finding) => {
    const slice = finding.where?.slice
    return slice === undefined || finding.where?.plane === 'coronal' || finding.where?.plane === 'sagittal'
      ? []
      : [{ finding, slice }]
  })
}
