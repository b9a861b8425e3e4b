import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CommandDocument } from './run-command.ts'

const program = fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url))

export interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
  /** The JSON document on standard output; throws where there is none. */
  readonly json: CommandDocument
}

/** Runs the real program, behind a shell's `prefix`, such as `umask 077; exec`, or a program that starts it. */
export function runProgram(
  args: readonly string[],
  { env = {}, prefix = 'exec' }: { env?: Readonly<Record<string, string>>; prefix?: string } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', `${prefix} "$@"`, 'sh', process.execPath, program, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    child.on('close', (status) => {
      resolve({
        status,
        out,
        err,
        get json() {
          return JSON.parse(out) as CommandDocument
        },
      })
    })
  })
}
