import type { fetchBytes } from '../host/bytes.ts'
import { fetchInThread, startBytesThread } from '../host/bytes-thread.ts'
import type { Client } from '../host/client.ts'

/** What the stores need of the host; tests put their own here. */
export interface Engine {
  readonly client: Client
  readonly fetchBytes: typeof fetchBytes
}

let current: Engine | null = null

export function setEngine(engine: Engine): void {
  current = engine
}

export function connectEngine(client: Client): void {
  setEngine({ client, fetchBytes: fetchInThread(startBytesThread()) })
}

export function engine(): Engine {
  if (current === null) throw new Error('The page is not connected to its host yet.')
  return current
}
