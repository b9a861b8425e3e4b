import type { SeriesInfo, SkippedFile } from '../../src-shared/contract.ts'
import { type Failure, isFailureCode } from '../../src-shared/failure.ts'
import type { Finding } from '../../src-shared/finding.ts'
import type { Messages } from './text/en.ts'
import { germanFailures } from './text/failures-de.ts'
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

/** The same for a failure; in German every code has a sentence. */
export function failureText(t: Messages, { code, message, details }: FailureWords): string {
  if (!isGerman(t)) return message
  const ofFailure = isFailureCode(code) ? germanFailures[code] : undefined
  return germanFindings[code]?.({ code, details }) ?? ofFailure?.({ details }) ?? message
}

/** Why a file was skipped, in the page's language. */
export function skippedText(t: Messages, file: SkippedFile): string {
  const group = isGerman(t) ? t.problem.groups[file.code] : undefined
  return group === undefined ? file.message : group.join(': ')
}

/** Why this series is the best of its study, in the page's language. */
export const bestText = (t: Messages, { best, sliceCount }: SeriesInfo): string =>
  best === null ? '' : isGerman(t) ? germanBestReason(best.reason, sliceCount) : best.reason
