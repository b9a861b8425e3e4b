import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Seconds of each stage, run by run, of one program. */
export type StageRuns = Readonly<Record<string, readonly number[]>>

/** What one program measured of itself; it prints this as its last line of JSON. */
export interface Measured {
  readonly seconds: StageRuns
  /** Processor seconds of all its threads. */
  readonly processor: StageRuns
  readonly voxels: number
  readonly triangles: number
  readonly peakBytes: number
}

export const benchFolder = fileURLToPath(new URL('.', import.meta.url))

/** Runs a program of this folder to its end. Throws with what it printed where it fails. */
export function measure(script: string, args: readonly (string | number)[]): Measured & { readonly process: number } {
  const python = script.endsWith('.py')
  // -O leaves out the assertions, at which the article's code stops on series whose smallest stored value is not 0
  const command = python ? ['/usr/bin/python3', '-O'] : [process.execPath]
  const start = performance.now()
  const { status, stdout, stderr, error } = spawnSync(
    command[0] as string,
    [...command.slice(1), `${benchFolder}${script}`, ...args.map(String)],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  )
  if (status !== 0) throw new Error(`${script} ${args.join(' ')}: ${error?.message ?? stderr}`)
  const measured = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured
  return { ...measured, process: (performance.now() - start) / 1000 }
}

/** The runs of several processes as one. */
export function joinRuns<One extends Measured>(parts: readonly One[]): One {
  const [first] = parts as [One]
  const joined = (table: 'seconds' | 'processor'): StageRuns =>
    Object.fromEntries(
      Object.keys(first[table]).map((stage) => [stage, parts.flatMap((part) => part[table][stage] ?? [])]),
    )
  return {
    ...first,
    seconds: joined('seconds'),
    processor: joined('processor'),
    peakBytes: Math.max(...parts.map((part) => part.peakBytes)),
  }
}

/** Without the first runs of every stage, in which code is not compiled yet. */
export function settled<One extends Measured>(measured: One, warmUps: number): One {
  const rest = (table: StageRuns): StageRuns =>
    Object.fromEntries(Object.entries(table).map(([stage, values]) => [stage, values.slice(warmUps)]))
  return { ...measured, seconds: rest(measured.seconds), processor: rest(measured.processor) }
}

/** Adds the sum of stages, run by run, under a name of its own. */
export function withSum(runs: StageRuns, name: string, stages: readonly string[]): StageRuns {
  const known = stages.flatMap((stage) => (runs[stage] === undefined ? [] : [runs[stage]]))
  const count = Math.min(...known.map((values) => values.length))
  const sums = Array.from({ length: count }, (_, run) => known.reduce((sum, values) => sum + (values[run] ?? 0), 0))
  return { ...runs, [name]: sums }
}

export const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`
