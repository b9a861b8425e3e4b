import { hostBridge } from './host-bridge.ts'

export type Session = 'open' | 'used-up' | 'unreachable'

/**
 * Opens the page's session with the host. In a browser the address carries a token that works once, behind the `#`:
 * it is exchanged for a cookie and taken out of the address. A page loaded again goes on with its cookie.
 */
export async function openSession(): Promise<Session> {
  if (hostBridge() !== null) return 'open'
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? ''
  if (token !== '') history.replaceState(null, '', location.pathname)
  try {
    if (token !== '') {
      const reply = await fetch('/api/session', {
        method: 'POST',
        headers: { 'x-hilum': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      })
      if (reply.ok) return 'open'
    }
    const reply = await fetch('/api/rpc/app/info', {
      method: 'POST',
      headers: { 'x-hilum': '1', 'content-type': 'application/json' },
      body: '{}',
    })
    return reply.ok ? 'open' : 'used-up'
  } catch {
    return 'unreachable'
  }
}
