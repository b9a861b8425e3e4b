import type { Details } from './failure.ts'

export const findingSeverities = ['error', 'warning', 'info', 'passed'] as const
export type FindingSeverity = (typeof findingSeverities)[number]

/** A place to jump to. `slice` counts from 0 along `plane` in position order; `file` is relative to the study folder. */
export interface Where {
  readonly plane?: 'axial' | 'coronal' | 'sagittal' | undefined
  readonly slice?: number | undefined
  readonly file?: string | undefined
  readonly stage?: string | undefined
}

/**
 * It was done, but the user must know. Returned as data, listed on screen, written into every export's record.
 * `code` is `W_…` or an `E_…` that blocks a series; `details` holds the values `message` was built from.
 */
export interface Finding {
  readonly code: string
  readonly severity: FindingSeverity
  readonly message: string
  readonly where?: Where | undefined
  readonly details?: Details | undefined
}

/** Findings in reading order: error, warning, info, passed; within one severity as they came. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => findingSeverities.indexOf(a.severity) - findingSeverities.indexOf(b.severity))
}
