export interface BenchOptions {
  /** Folder for files of this run. */
  readonly work: string
  /** Where the real series lie. */
  readonly data: string
  readonly runs: number
  /** Fewer slices and series, for a look at whether all is well. */
  readonly quick: boolean
  say(line: string): void
}

/** Runs of Hilum before those that count: its code is compiled while it runs, as in a workstation in use. */
export const warmUps = 6
