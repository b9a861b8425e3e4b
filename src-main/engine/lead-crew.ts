import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { Failure, failureFromJson } from '../../src-shared/failure.ts'
import type { Report } from '../../src-shared/report.ts'
import type { InputOfWork, OutputOfWork, WorkName } from './tasks/crew-work.ts'

/** What a task needs to share work with other threads: a line to each of them, and a flag that is set when one is lost. */
export interface Crew {
  readonly ports: readonly MessagePort[]
  /** One Int32, not 0 once a helper has died. */
  readonly lost: SharedArrayBuffer
}

/** Told to helpers: do pieces of `size` of `count` while there are any. `cursor` holds two Int32: the next piece, and pieces that helpers have ended. */
export interface CrewOrder {
  readonly work: WorkName
  readonly input: unknown
  readonly count: number
  readonly size: number
  readonly cursor: SharedArrayBuffer
}

export type CrewReply =
  | { readonly n: number; readonly piece: unknown }
  | { readonly n: number; readonly failure: ReturnType<Failure['toJSON']> }

const lookEveryMs = 20

/**
 * Shares out work: this thread does pieces itself, helpers take what they get to, and none is waited for that has not begun
 * a piece. Gives the pieces in order. Throws what a piece throws, what `report` throws, and `E_WORKER_DIED`.
 */
export function shareWork<Name extends WorkName>(
  crew: Crew,
  work: Name,
  { input, count, size }: { readonly input: InputOfWork<Name>; readonly count: number; readonly size: number },
  own: (from: number, to: number) => OutputOfWork<Name>,
  report: Report,
): OutputOfWork<Name>[] {
  const total = Math.max(1, Math.ceil(count / size))
  const pieces = new Array<OutputOfWork<Name>>(total)
  const cursor = new Int32Array(new SharedArrayBuffer(8))
  const order: CrewOrder = { work, input, count, size, cursor: cursor.buffer as SharedArrayBuffer }
  for (const port of crew.ports) port.postMessage(order)
  let missing = total
  for (let n = Atomics.add(cursor, 0, 1); n < total; n = Atomics.add(cursor, 0, 1)) {
    report(Math.min(count, n * size), count)
    pieces[n] = own(n * size, Math.min(count, (n + 1) * size))
    missing--
  }
  while (missing > 0) {
    const ended = Atomics.load(cursor, 1)
    for (const reply of repliesOf(crew)) {
      if ('failure' in reply) throw failureFromJson(reply.failure)
      pieces[reply.n] = reply.piece as OutputOfWork<Name>
      missing--
    }
    if (missing === 0) break
    report(count, count)
    if (Atomics.load(new Int32Array(crew.lost), 0) !== 0) {
      throw new Failure('E_WORKER_DIED', 'A thread that shared this work ended without an answer. Try again.')
    }
    Atomics.wait(cursor, 1, ended, lookEveryMs)
  }
  report(count, count)
  return pieces
}

/** Lets the helpers go. */
export function dismissCrew({ ports }: Crew): void {
  for (const port of ports) port.close()
}

function* repliesOf({ ports }: Crew): Generator<CrewReply> {
  for (const port of ports) {
    for (let found = receiveMessageOnPort(port); found !== undefined; found = receiveMessageOnPort(port)) {
      yield found.message as CrewReply
    }
  }
}
