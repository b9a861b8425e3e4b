import { createEngine } from '../engine/engine.ts'
import { createClient } from '../transport/in-process-client.ts'
import { createProgressBar } from './progress-bar.ts'
import type { Session } from './run-job.ts'
import type { Terminal } from './terminal.ts'
import { build, version } from './version.ts'

/**
 * Runs a command on an engine of its own, which keeps no settings, and ends its threads afterwards. One that saves many series, one
 * after the other, says `endsWithSave: false`: threads and memory are then kept for the next.
 */
export async function withEngine<T>(
  terminal: Terminal,
  work: (session: Session) => Promise<T>,
  { endsWithSave = true }: { endsWithSave?: boolean } = {},
): Promise<T> {
  const engine = createEngine({ host: 'cli', version, build, settingsFile: null, endsWithSave })
  const bar = createProgressBar(terminal)
  try {
    return await work({ client: createClient(engine), terminal, bar })
  } finally {
    bar.clear()
    await engine.close()
  }
}
