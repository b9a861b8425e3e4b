import type { ScanResult, SkippedFile } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import type { Messages } from './text/en.ts'

export interface FoundGroup {
  readonly count: number
  readonly what: string
  readonly why: string
}

const endedEarly = new Set(['E_TRUNCATED', 'E_PIXEL_LENGTH'])

/** Counts of what a folder held, by reason, largest first. */
export function groupFiles(t: Messages, skipped: readonly SkippedFile[]): FoundGroup[] {
  const counts = new Map<string, { count: number; file: SkippedFile }>()
  for (const file of skipped) {
    const entry = counts.get(file.code)
    if (entry === undefined) counts.set(file.code, { count: 1, file })
    else entry.count++
  }
  const groups = [...counts].map(([code, { count, file }]) => {
    const [what, why] = t.problem.groups[code] ?? [code, file.message]
    return { count, what, why }
  })
  return groups.sort((a, b) => b.count - a.count)
}

/** Counts of what a folder without CT held: its images by modality, and the files that were skipped. */
export function foundWithoutCt(t: Messages, result: ScanResult): FoundGroup[] {
  const images = new Map<string, number>()
  for (const { modality, sliceCount } of result.studies.flatMap((study) => study.series)) {
    images.set(modality, (images.get(modality) ?? 0) + sliceCount)
  }
  const [, otherScan] = t.problem.groups['E_NOT_CT'] ?? ['', '']
  const groups = [...images].map(([modality, count]) => ({
    count,
    what: t.problem.images(modality),
    why: otherScan,
  }))
  return [...groups, ...groupFiles(t, result.files.skipped)].sort((a, b) => b.count - a.count)
}

/** Counts that a failure carries, such as how many files were no DICOM. */
export function countsOf(t: Messages, failure: Failure): FoundGroup[] {
  const codes = { notDicom: 'E_NOT_DICOM', special: 'E_SPECIAL_FILE', unreadable: 'E_READ' }
  return Object.entries(codes).flatMap(([name, code]) => {
    const count = failure.details[name]
    const [what, why] = t.problem.groups[code] ?? [code, '']
    return typeof count === 'number' && count > 0 ? [{ count, what, why }] : []
  })
}

/** What a person can do about a folder without a CT series, in order of likely use. */
export function noCtAdvice(
  t: Messages,
  { studies, files: { skipped } }: Pick<ScanResult, 'studies' | 'files'>,
): string[] {
  const cut = skipped.filter((file) => endedEarly.has(file.code)).length
  const noImages = studies.length === 0 && skipped.length > 0 && skipped.every((file) => file.code === 'E_NOT_DICOM')
  return [
    t.problem.advice.oneUp,
    ...(cut > 0 ? [t.problem.advice.copyAgain(cut)] : []),
    noImages ? t.problem.advice.askExport : t.problem.advice.askSender,
  ]
}

const lasting = new Set(['E_SPACING', 'E_TOO_FEW'])

/** False where the reason lies in the series itself, so that the same work ends the same way. */
export const mayTryAgain = ({ code }: Pick<Failure, 'code'>): boolean => !lasting.has(code)

/** What a person can do about a failure. */
export function failureAdvice(t: Messages, failure: Failure): string[] {
  const { advice } = t.problem
  switch (failure.code) {
    case 'E_FOLDER_NOT_FOUND':
      return [advice.checkPath, advice.another]
    case 'E_FOLDER_UNREADABLE':
    case 'E_READ':
      return [advice.checkRights, advice.another]
    case 'E_FOLDER_EMPTY':
    case 'E_PATH_NOT_ALLOWED':
      return [advice.oneUp, advice.another]
    case 'E_NO_CT':
    case 'E_NO_DICOM':
      return [advice.oneUp, failure.code === 'E_NO_CT' ? advice.askSender : advice.askExport]
    case 'E_MEMORY':
      return [advice.closeOthers]
    case 'E_GAP':
    case 'E_TRUNCATED':
      return [advice.gaps, advice.otherSeries]
    case 'E_TOO_FEW':
    case 'E_SPACING':
      return [advice.viewOnly, advice.otherSeries]
    case 'E_NO_LUNGS':
      return [advice.moveV, advice.otherSeries]
    default:
      return [advice.again]
  }
}
