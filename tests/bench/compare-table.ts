import { milliseconds, type Statistics, statistics } from './statistics.ts'

/** Seconds of each stage, run by run, of one program. */
export type StageRuns = Readonly<Record<string, readonly number[]>>

export interface ComparedStage {
  readonly stage: string
  readonly article: Statistics
  readonly hilum: Statistics
  /** How many times faster, by medians. */
  readonly ratio: number
}

/** Sums of the stages named, run by run. */
export function sumOfStages(runs: StageRuns, stages: readonly string[]): number[] {
  const count = runs[stages[0] ?? '']?.length ?? 0
  return Array.from({ length: count }, (_, run) => stages.reduce((sum, stage) => sum + (runs[stage]?.[run] ?? 0), 0))
}

export function compareStages(article: StageRuns, hilum: StageRuns): ComparedStage[] {
  return Object.keys(article)
    .filter((stage) => hilum[stage] !== undefined)
    .map((stage) => compare(stage, article[stage] ?? [], hilum[stage] ?? []))
}

export function compare(stage: string, article: readonly number[], hilum: readonly number[]): ComparedStage {
  const [theirs, ours] = [statistics(article), statistics(hilum)]
  return { stage, article: theirs, hilum: ours, ratio: theirs.median / ours.median }
}

/** Lines of a table: milliseconds as minimum, median and spread. */
export function tableLines(rows: readonly ComparedStage[]): string[] {
  const head = `${''.padEnd(26)}${'article: min   median   spread'.padStart(32)}${'Hilum: min   median   spread'.padStart(32)}   ratio`
  return [
    head,
    ...rows.map(({ stage, article, hilum, ratio }) =>
      [
        stage.padEnd(26),
        milliseconds(article).padStart(32),
        milliseconds(hilum).padStart(32),
        `${ratio.toFixed(1)}x`.padStart(8),
      ].join(''),
    ),
  ]
}
