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
  if (!response.ok) {
    const text = await response.text()
    let body: unknown = null
    try {
      body = JSON.parse(text)
    } catch {
      throw new Failure('E_INTERNAL', `Data could not be fetched: the host answered ${response.status}. Try again.`)
    }
    throw failureFromJson(body)
  }
  return { buffer: await response.arrayBuffer(), headers: response.headers }
}
