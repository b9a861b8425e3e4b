import type { SegmentationInfo } from '../../src-shared/contract.ts'
import { counted } from '../../src-shared/counted.ts'
import { Failure } from '../../src-shared/failure.ts'
import type { Finding } from '../../src-shared/finding.ts'
import { english } from '../../src-shared/number-format.ts'

/** What is said of a run whose result is empty: `E_NO_LUNGS`. */
export function noLungs(
  { threshold, parameters, parts, findings }: SegmentationInfo,
  ofSeries: readonly Finding[],
): Failure {
  const at = threshold === null ? 'no threshold could be found' : `threshold ${english.plain(threshold.hu, 1)} HU`
  const told = findings.find(({ code }) => code === 'E_NO_LUNGS')?.message
  const figures = `The method found no lungs (${at}, ${english.number(parts.removed)} of ${counted(parts.total, 'part')} removed). Check the series, or lower V.`
  return new Failure('E_NO_LUNGS', `${told ?? figures} Nothing was saved.`, {
    thresholdHU: threshold?.hu ?? null,
    parts: parts.total,
    removedParts: parts.removed,
    parameters: Object.entries(parameters).map(([name, value]) => `${name}=${value}`),
    findings: [...ofSeries, ...findings].filter(({ severity }) => severity !== 'passed').map(({ code }) => code),
  })
}
