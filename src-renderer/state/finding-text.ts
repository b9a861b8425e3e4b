import type { SeriesInfo, SkippedFile } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import type { Finding } from '../../src-shared/finding.ts'
import type { Messages } from './text/en.ts'
import { germanBestReason, germanFindings } from './text/findings-de.ts'

/** A failure as it comes over the contract. */
export interface FailureWords {
  readonly code: string
  readonly message: string
  readonly details: Failure['details']
}

const isGerman = (t: Messages): boolean => t.formats.language === 'de'

/** A finding's sentence in the page's language; English where the language has none of its own. */
export const findingText = (t: Messages, finding: Finding): string =>
  (isGerman(t) ? germanFindings[finding.code]?.(finding) : null) ?? finding.message

/** The same for a failure. */
export const failureText = (t: Messages, failure: FailureWords): string =>
  (isGerman(t) ? germanFindings[failure.code]?.({ code: failure.code, details: failure.details }) : null) ??
  failure.message

/** Why a file was skipped, in the page's language. */
export function skippedText(t: Messages, file: SkippedFile): string {
  const group = isGerman(t) ? t.problem.groups[file.code] : undefined
  return group === undefined ? file.message : group.join(': ')
}

/** Why this series is the best of its study, in the page's language. */
export const bestText = (t: Messages, { best, sliceCount }: SeriesInfo): string =>
  best === null ? '' : isGerman(t) ? germanBestReason(best.reason, sliceCount) : best.reason
