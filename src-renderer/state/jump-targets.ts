import { type Finding, sortFindings } from '../../src-shared/finding.ts'
import type { Plane } from '../../src-shared/geometry.ts'

export interface JumpTarget {
  readonly finding: Finding
  /** Counts along the plane's slices, or the stored ones where no plane is named. */
  readonly slice: number
  readonly plane: Plane | undefined
}

/** Findings that name a slice, in reading order. */
export function jumpTargets(findings: readonly Finding[]): JumpTarget[] {
  return sortFindings(findings).flatMap((finding) => {
    const slice = finding.where?.slice
    return slice === undefined ? [] : [{ finding, slice, plane: finding.where?.plane }]
  })
}
