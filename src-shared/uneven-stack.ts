import type { Finding } from './finding.ts'

/**
 * True where uneven gaps between slices are all that keeps a series from being a volume: its slices lie in one straight stack, so that a
 * method can still say whether they show lungs at all.
 */
export function isUnevenStack(findings: readonly Pick<Finding, 'code' | 'severity' | 'details'>[]): boolean {
  const errors = findings.filter(({ severity }) => severity === 'error')
  return errors.length > 0 && errors.every(isUnevenSpacing)
}

/** True for uneven gaps, which name their extremes; slices out of line carry the same code and name none. */
export const isUnevenSpacing = ({ code, details }: Pick<Finding, 'code' | 'details'>): boolean =>
  code === 'E_SPACING' && typeof details?.['smallestMm'] === 'number'
