import { randomUUID } from 'node:crypto'
import { cancelled } from '../../src-shared/failure.ts'
import type { Client } from '../transport/in-process-client.ts'
import type { ProgressBar } from './progress-bar.ts'
import type { Terminal } from './terminal.ts'

type Progressing = { readonly type: 'progress'; readonly step: string; readonly fraction: number }

/** What the commands share while they work. */
export interface Session {
  readonly client: Client
  readonly terminal: Terminal
  readonly bar: ProgressBar
}

/**
 * Runs one job of the contract to its end: progress goes to the bar, every other event to `onEvent`. Ctrl-C cancels the job and
 * waits until it has let go.
 */
export async function runJob<Event extends { readonly type: string }>(
  { client, terminal, bar }: Session,
  label: string,
  start: (jobId: string) => Promise<AsyncIterable<Event | Progressing>>,
  onEvent: (event: Exclude<Event, Progressing>) => void,
): Promise<void> {
  if (terminal.signal.aborted) throw cancelled()
  const jobId = randomUUID()
  const cancel = (): void => {
    // the stream ends with E_CANCELLED once the job has let go
    void client.jobs.cancel({ jobId })
  }
  terminal.signal.addEventListener('abort', cancel, { once: true })
  try {
    bar.show(label, 0)
    for await (const event of await start(jobId)) {
      if (isProgress(event)) bar.show(label, event.fraction)
      else onEvent(event as Exclude<Event, Progressing>)
    }
  } finally {
    terminal.signal.removeEventListener('abort', cancel)
    bar.clear()
  }
}

const isProgress = (event: { readonly type: string }): event is Progressing => event.type === 'progress'
