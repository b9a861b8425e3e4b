import { hostBridge } from './host-bridge.ts'

export interface Session {
  readonly state: 'open' | 'used-up' | 'expired' | 'unreachable'
  /** A folder the host was started with, to open at once. */
  readonly folder: string | null
  /** True where the address brought nothing new: the page may be one that was loaded again. */
  readonly again: boolean
}

/**
 * Opens the page's session with the host. In a browser the address carries a token that works once, behind the `#`:
 * it is exchanged for a cookie and taken out of the address. A page loaded again goes on with its cookie.
 */
export async function openSession(): Promise<Session> {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const folder = fragment.get('folder')
  if (location.hash !== '') history.replaceState(null, '', location.pathname)
  const token = fragment.get('token') ?? ''
  const again = token === '' && folder === null
  if (hostBridge() !== null) return { state: 'open', folder, again }
  return { state: await exchange(token), folder, again }
}

const headers = { 'x-hilum': '1', 'content-type': 'application/json' }

async function exchange(token: string): Promise<Session['state']> {
  let closed: Session['state'] = 'used-up'
  try {
    if (token !== '') {
      const reply = await fetch('/api/session', { method: 'POST', headers, body: JSON.stringify({ token }) })
      if (reply.ok) return 'open'
      if (reply.status === 410) closed = 'expired'
    }
    // A page loaded again has its cookie.
    const reply = await fetch('/api/rpc/app/info', { method: 'POST', headers, body: '{}' })
    return reply.ok ? 'open' : closed
  } catch {
    // fetch fails only where there is no answer at all
    return 'unreachable'
  }
}
