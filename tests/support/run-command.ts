import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCli } from '../../src-main/cli/run-cli.ts'
import type { Comparison, Measurements, SeriesInfo } from '../../src-shared/contract.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface CommandResult {
  readonly status: number
  readonly out: string
  readonly err: string
  /** The JSON document on standard output; throws where there is none. */
  readonly json: CommandDocument
}

interface LabelVolume {
  readonly label: number
  readonly voxels: number
  readonly volumeMl: number
}

/** What tests read of the documents of all commands; each command fills its own part. */
export interface CommandDocument {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly details: Readonly<Record<string, unknown>>
  }
  readonly studies: readonly { readonly series: readonly SeriesInfo[] }[]
  readonly series: { readonly seriesInstanceUid: string; readonly reason: string }
  readonly parameters: Readonly<Record<string, unknown>>
  readonly threshold: unknown
  readonly method: string
  readonly volumes: Readonly<Record<string, LabelVolume>> & { readonly lungs: LabelVolume }
  readonly measurements: Measurements
  readonly stages: readonly { readonly stage: string; readonly seconds: number }[]
  readonly findings: readonly unknown[]
  readonly files: readonly { readonly name: string }[]
  readonly folder: string
  readonly lungs: Comparison['lungs']
  readonly labels: Comparison['labels']
}

const result = (status: number, out: string, err: string): CommandResult => ({
  status,
  out,
  err,
  get json() {
    return JSON.parse(out) as CommandDocument
  },
})

/** The first series of a scan's document. */
export function firstSeries({ json }: CommandResult): SeriesInfo {
  const series = json.studies[0]?.series[0]
  if (series === undefined) throw new Error('The scan found no series.')
  return series
}

/** Runs a command line in this process. */
export async function runCommand(
  args: readonly string[],
  options: { folder?: string; signal?: AbortSignal } = {},
): Promise<CommandResult> {
  let out = ''
  let err = ''
  const status = await runCli(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    isScreen: false,
    folder: options.folder ?? root,
    signal: options.signal ?? new AbortController().signal,
  })
  return result(status, out, err)
}

/** Starts the real program and sends it SIGINT, once, as soon as standard error holds `interruptAt`. */
export function spawnCommand(
  args: readonly string[],
  options: { env?: Record<string, string>; interruptAt?: string } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'src-main/cli/main.ts'), ...args], {
      cwd: root,
      env: { ...process.env, ...options.env },
    })
    let out = ''
    let err = ''
    let interrupted = false
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
      if (interrupted || options.interruptAt === undefined || !err.includes(options.interruptAt)) return
      interrupted = true
      child.kill('SIGINT')
    })
    child.on('close', (code, signal) => resolve(result(code ?? -1, out, `${err}${signal ?? ''}`)))
  })
}
