import type { StageRuns } from './measured.ts'
import { milliseconds, type Statistics, statistics } from './statistics.ts'

export interface ComparedStage {
  readonly stage: string
  /** Null where a program has no such stage. */
  readonly programs: Readonly<Record<string, Statistics | null>>
  /** How many times longer than Hilum, by medians and by minima. */
  readonly ratios: Readonly<Record<string, { readonly median: number; readonly minimum: number }>>
}

const ours = 'Hilum'

/** The stages named, for every program; one of them is Hilum. */
export function compareStages(
  programs: Readonly<Record<string, StageRuns>>,
  stages: readonly string[],
): ComparedStage[] {
  return stages.map((stage) => {
    const found = Object.entries(programs).map(
      ([program, runs]) => [program, runs[stage] === undefined ? null : statistics(runs[stage])] as const,
    )
    const hilum = found.find(([program]) => program === ours)?.[1]
    const ratios = found.flatMap(([program, theirs]) =>
      program === ours || theirs === null || hilum == null
        ? []
        : [[program, { median: theirs.median / hilum.median, minimum: theirs.minimum / hilum.minimum }] as const],
    )
    return { stage, programs: Object.fromEntries(found), ratios: Object.fromEntries(ratios) }
  })
}

/** Lines of a table: milliseconds as minimum, median and spread, then the ratios of medians and of minima. */
export function tableLines(rows: readonly ComparedStage[]): string[] {
  const programs = Object.keys(rows[0]?.programs ?? {})
  const others = programs.filter((program) => program !== ours)
  const head = [
    ''.padEnd(24),
    ...programs.map((program) => `${program}: min  median  spread`.padStart(28)),
    ...others.map((program) => `${program}/Hilum (min)`.padStart(24)),
  ]
  return [
    head.join(''),
    ...rows.map(({ stage, programs: found, ratios }) =>
      [
        stage.padEnd(24),
        ...programs.map((program) => (found[program] == null ? '-' : milliseconds(found[program])).padStart(28)),
        ...others.map((program) => {
          const ratio = ratios[program]
          const text = ratio === undefined ? '-' : `${ratio.median.toFixed(1)}x (${ratio.minimum.toFixed(1)}x)`
          return text.padStart(24)
        }),
      ].join(''),
    ),
  ]
}
