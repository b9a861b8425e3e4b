import type { Sessions } from './session.ts'

export interface GateRequest {
  readonly method: string
  /** Path and query as sent. */
  readonly url: string
  /** Names and values in turn, as sent, doubles included. */
  readonly rawHeaders: readonly string[]
}

export interface GateOptions {
  readonly port: number
  readonly sessions: Sessions
}

export const sessionPath = '/api/session'

/** The cookie's name; browsers share cookies between ports, so the port is part of it. */
export const cookieName = (port: number): string => `hilum-${port}`

/**
 * Judges a request before anything else sees it: the status to refuse it with (reply with an empty body), or null to let it
 * through. Only requests from our own page at our own address come through; below `/api` they also need the session cookie,
 * and writes the header `x-hilum: 1`, which no other page can send without asking first.
 */
export function judge(request: GateRequest, { port, sessions }: GateOptions): number | null {
  const header = readHeaders(request.rawHeaders)
  const address = port === 80 ? '127.0.0.1' : `127.0.0.1:${port}`
  if (!sameList(header('host'), [address])) return 421
  if (!request.url.startsWith('/') || request.url.startsWith('//') || request.url.includes('\\')) return 400
  if (header('upgrade').length > 0) return 400

  const { pathname } = new URL(request.url, 'http://page')
  const api = pathname === '/api' || pathname.startsWith('/api/')
  // none of the page's files has such a name, and routers decode: /%61pi/… must not pass for a file
  if (!api && pathname.includes('%')) return 400
  const write = request.method === 'POST'
  if (!isMethodAllowed(request.method, pathname, api)) return 405

  const origin = header('origin')
  if (write ? !sameList(origin, [`http://${address}`]) : origin.some((value) => value !== `http://${address}`))
    return 403
  if (!isFetchAllowed(header, api)) return 403
  if (!api) return null

  if (write && !sameList(header('x-hilum'), ['1'])) return 403
  if (pathname === sessionPath) return null
  return header('cookie').some((value) => sessions.isSession(readCookie(value, cookieName(port)))) ? null : 401
}

type HeaderValues = (name: string) => readonly string[]

function readHeaders(raw: readonly string[]): HeaderValues {
  return (name) => raw.filter((_, at) => at % 2 === 1 && raw[at - 1]?.toLowerCase() === name)
}

const sameList = (found: readonly string[], wanted: readonly string[]): boolean =>
  found.length === wanted.length && found.every((value, at) => value === wanted[at])

function isMethodAllowed(method: string, pathname: string, api: boolean): boolean {
  if (!api || pathname.startsWith('/api/bytes/')) return method === 'GET' || method === 'HEAD'
  return method === 'POST'
}

/** Fetch metadata: a browser says who asks. Programs that are not browsers send none and are held to the other checks. */
function isFetchAllowed(header: HeaderValues, api: boolean): boolean {
  const site = header('sec-fetch-site')
  const mode = header('sec-fetch-mode')
  if (api)
    return site.every((value) => value === 'same-origin') && !mode.includes('no-cors') && !mode.includes('navigate')
  const navigation = sameList(mode, ['navigate']) && sameList(header('sec-fetch-dest'), ['document'])
  return site.every((value) => value === 'same-origin' || (value === 'none' && navigation))
}

/** The value of a cookie in the header; empty where it is not there. */
export function readCookie(header: string, name: string): string {
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return ''
}
