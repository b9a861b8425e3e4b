#!/usr/bin/env node
import { createInterface } from 'node:readline'
import { keepCompiledSources } from '../engine/compile-cache.ts'

const cancel = new AbortController()
let askedAt = 0
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // who asks twice does not want to wait for a clean end; npm passes on a Ctrl-C that the terminal has sent already
    if (cancel.signal.aborted && performance.now() - askedAt > 1000) process.exit(130)
    if (!cancel.signal.aborted) askedAt = performance.now()
    cancel.abort()
  })
}
// a reader such as `head` may close standard output early
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 70))

function onEnter(listener: () => void): () => void {
  const lines = createInterface({ input: process.stdin })
  lines.on('line', listener)
  return () => lines.close()
}

keepCompiledSources()
const { runCli } = await import('./run-cli.ts')
process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isScreen: process.stderr.isTTY === true,
  // npm changes folder; this is where the command was typed
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  signal: cancel.signal,
  ...(process.stdin.isTTY ? { onEnter } : {}),
})
