import { Failure, failureFromJson } from '../../src-shared/failure.ts'

export interface Bytes {
  readonly buffer: ArrayBuffer
  readonly headers: Headers
}

/** Fetches what a reply named by URL (see `byteRoutes`). Throws the Failure the host gave. */
export async function fetchBytes(path: string, signal?: AbortSignal): Promise<Bytes> {
  const response = await fetch(path, {
    headers: { 'x-hilum': '1' },
    cache: 'no-store',
    ...(signal === undefined ? {} : { signal }),
  })
  if (!response.ok) throw await readRefusal(response)
  return { buffer: await response.arrayBuffer(), headers: response.headers }
}

/** The Failure in a reply that refuses. */
export async function readRefusal(response: Response): Promise<Failure> {
  const text = await response.text()
  try {
    return failureFromJson(JSON.parse(text))
  } catch {
    // not JSON: it never came to the part of Hilum that words its failures
    return new Failure('E_INTERNAL', `Hilum answered ${response.status} to its own page. Try again.`)
  }
}
