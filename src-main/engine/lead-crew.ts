import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { Failure, failureFromJson } from '../../src-shared/failure.ts'
import type { Report } from '../../src-shared/report.ts'
import { keepShapes } from './keep-shapes.ts'
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

/** `told`: something on the way of a piece, for the leader alone. */
export type CrewReply =
  | { readonly n: number; readonly told: unknown }
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
  own: (from: number, to: number) => Awaited<OutputOfWork<Name>>,
  report: Report,
): Awaited<OutputOfWork<Name>>[] {
  const total = Math.max(1, Math.ceil(count / size))
  const pieces = new Array<Awaited<OutputOfWork<Name>>>(total)
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
      if ('told' in reply) continue
      if ('failure' in reply) throw failureFromJson(reply.failure)
      keepShapes(reply.piece)
      pieces[reply.n] = reply.piece as Awaited<OutputOfWork<Name>>
      missing--
    }
    if (missing === 0) break
    report(count, count)
    if (isLost(crew)) throw helperDied()
    Atomics.wait(cursor, 1, ended, lookEveryMs)
  }
  report(count, count)
  return pieces
}

/**
 * The same for pieces of one unit that wait for the system: this thread does one after the other, each helper too. `told` gets
 * what helpers say on the way. Where a piece throws, no more are begun, and those that were are waited for.
 */
export async function shareWaiting<Name extends WorkName>(
  crew: Crew,
  work: Name,
  { input, count }: { readonly input: InputOfWork<Name>; readonly count: number },
  own: (n: number) => Promise<Awaited<OutputOfWork<Name>>>,
  told: (n: number, message: unknown) => void,
): Promise<PromiseSettledResult<Awaited<OutputOfWork<Name>>>[]> {
  type Piece = Awaited<OutputOfWork<Name>>
  if (count === 0) return []
  const cursor = new Int32Array(new SharedArrayBuffer(8))
  const pieces = Array.from({ length: count }, () => Promise.withResolvers<Piece>())
  const unfinished = new Set(pieces.keys())
  const settle = (n: number, outcome: PromiseSettledResult<Piece>): void => {
    unfinished.delete(n)
    if (outcome.status === 'fulfilled') pieces[n]?.resolve(outcome.value)
    else pieces[n]?.reject(outcome.reason)
    if (outcome.status === 'rejected') stop(outcome.reason)
  }
  /** Pieces that nobody has begun end with the failure that stopped them. */
  const stop = (reason: unknown): void => {
    for (let n = Atomics.exchange(cursor, 0, count); n < count; n++) {
      unfinished.delete(n)
      pieces[n]?.reject(reason)
    }
  }
  const receive = (reply: CrewReply): void => {
    if ('told' in reply) told(reply.n, reply.told)
    else if ('failure' in reply) settle(reply.n, { status: 'rejected', reason: failureFromJson(reply.failure) })
    else settle(reply.n, { status: 'fulfilled', value: reply.piece as Piece })
  }
  const order: CrewOrder = { work, input, count, size: 1, cursor: cursor.buffer as SharedArrayBuffer }
  for (const port of crew.ports) port.on('message', receive).postMessage(order)
  const watch = setInterval(() => {
    if (!isLost(crew)) return
    for (const n of unfinished) settle(n, { status: 'rejected', reason: helperDied() })
  }, lookEveryMs)
  try {
    const settled = Promise.allSettled(pieces.map(({ promise }) => promise))
    for (let n = Atomics.add(cursor, 0, 1); n < count; n = Atomics.add(cursor, 0, 1)) {
      try {
        settle(n, { status: 'fulfilled', value: await own(n) })
      } catch (reason) {
        settle(n, { status: 'rejected', reason })
      }
    }
    return await settled
  } finally {
    clearInterval(watch)
    for (const port of crew.ports) port.off('message', receive)
  }
}

const isLost = ({ lost }: Crew): boolean => Atomics.load(new Int32Array(lost), 0) !== 0

const helperDied = (): Failure =>
  new Failure('E_WORKER_DIED', 'A thread that shared this work ended without an answer. Try again.')

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
