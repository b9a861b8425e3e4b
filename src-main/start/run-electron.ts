import { spawn } from 'node:child_process'

export type ElectronEnd =
  | { readonly shown: true; readonly code: number }
  | { readonly shown: false; readonly reason: string }

/** Runs Electron until it ends. `shown` tells whether its window came up; if not, `reason` is its own last words. */
export function runElectron(binary: string, args: readonly string[], cwd: string): Promise<ElectronEnd> {
  return new Promise((resolve) => {
    const child = spawn(binary, args, { cwd, stdio: ['inherit', 'pipe', 'pipe'] })
    let shown = false
    let lastWords = ''
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Hilum: window ready')) shown = true
      process.stdout.write(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (shown) process.stderr.write(chunk)
      else lastWords = `${lastWords}${chunk.toString()}`.slice(-2000)
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
    child.on('error', (error) => resolve({ shown: false, reason: error.message }))
    child.on('close', (code, signal) => {
      if (shown) return resolve({ shown: true, code: code ?? 1 })
      if (code === 0) return resolve({ shown: true, code: 0 })
      const line = lastWords.trim().split('\n').at(-1) ?? ''
      resolve({ shown: false, reason: line || `it ended with ${signal ?? code}` })
    })
  })
}
