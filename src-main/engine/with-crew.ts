import { MessageChannel } from 'node:worker_threads'
import type { Crew } from './lead-crew.ts'
import { linkedAbort } from './linked-abort.ts'
import type { Pool, RunOptions } from './pool.ts'
import type { EventOf, InputOf, NameOf, OutputOf } from './task-types.ts'
import type { Tasks } from './tasks/task-table.ts'

/** Helpers end when their leader does; none needs to be ended by force before. */
const helperGraceMs = 10_000

/**
 * Runs a task with all other threads of the pool as its helpers, as they are free; without helpers where there is one thread.
 * The outcome is that of one thread. Resolves or rejects when the helpers have let go.
 */
export async function runWithCrew<Name extends NameOf<Tasks>>(
  pool: Pool<Tasks>,
  name: Name,
  input: InputOf<Tasks, Name> & { readonly crew?: Crew },
  options: RunOptions<EventOf<Tasks, Name>>,
): Promise<OutputOf<Tasks, Name>> {
  if (pool.threads < 2) return pool.run(name, input, options)
  const channels = Array.from({ length: pool.threads - 1 }, () => new MessageChannel())
  const ports = channels.map(({ port1 }) => port1)
  const lost = new SharedArrayBuffer(4)
  const stop = linkedAbort(options.signal)
  // the leader is asked first, so that helpers never hold the thread it waits for
  const leading = pool.run(name, { ...input, crew: { ports, lost } }, { ...options, transfer: ports })
  const helping = channels.map(async ({ port2: port }) => {
    try {
      await pool.run('assist', { port }, { signal: stop.signal, graceMs: helperGraceMs, transfer: [port] })
    } catch {
      // the leader tells what went wrong, or that it was cancelled
      Atomics.store(new Int32Array(lost), 0, 1)
    }
  })
  try {
    return await leading
  } finally {
    stop.release()
    // helpers that wait for a thread go; those at work see their line closed
    stop.abort()
    for (const { port1, port2 } of channels) {
      port1.close()
      port2.close()
    }
    await Promise.all(helping)
  }
}
