import { english } from '../../src-shared/number-format.ts'
import type { CohortCase, LeftOutStudy } from './cohort-cases.ts'
import type { CaseOutcome } from './run-case.ts'
import { say, type Terminal, tellFinding } from './terminal.ts'

/** One line of what became of a case, and a line each for what a reader should look at. */
export function tellCase(
  terminal: Terminal,
  { place, seconds }: { place: string; seconds: number },
  { caseCode, series, name }: CohortCase,
  { outcome, failure, volumes, findings }: CaseOutcome,
): void {
  const what = `${place} ${caseCode} series ${series.seriesNumber ?? '-'}`
  const took = `(${seconds.toFixed(1)} s)`
  if (failure !== null) say(terminal, `${what}: ${outcome}: ${failure.message} (${failure.code}) ${took}`)
  else {
    const sizes = Object.entries(volumes).map(([label, { volumeMl }]) => `${label} ${english.number(volumeMl)} mL`)
    say(terminal, `${what}: ${outcome} as ${name}: ${sizes.join(', ')} ${took}`)
  }
  if (outcome !== 'saved') return
  for (const finding of findings) if (finding.severity === 'warning') tellFinding(terminal, finding)
}

export function tellLeftOut(terminal: Terminal, { caseCode, failure }: LeftOutStudy): void {
  say(terminal, `${caseCode}: failed: ${failure.message} (${failure.code})`)
}

export function describeCase({ caseCode, fingerprint, series, name }: CohortCase, ended: CaseOutcome): unknown {
  const { outcome, failure, volumes, measurements, findings, files } = ended
  return {
    caseCode,
    seriesInstanceUid: series.seriesInstanceUid,
    seriesNumber: series.seriesNumber,
    fingerprint,
    outcome,
    error: failure,
    name,
    volumes,
    ...(measurements === undefined ? {} : { measurements }),
    findings,
    files: files.map(({ format, name, bytes, sha256 }) => ({ format, name, bytes, sha256 })),
  }
}

export const describeLeftOut = ({ caseCode, failure }: LeftOutStudy): unknown => ({
  caseCode,
  outcome: 'failed',
  error: failure,
})
