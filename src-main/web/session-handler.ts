import { z } from 'zod'
import { securityHeaders } from '../transport/security-headers.ts'
import { cookieName, readCookie } from './gate.ts'
import type { Redeemed, Sessions } from './session.ts'

const bodySchema = z.object({ token: z.string().max(128) })
const bodyBytes = 1024

/** Told that a page without a session came with a token that is used up or too old. */
export type OnStaleToken = (reason: 'used' | 'expired') => void

const statusOf = { good: 204, used: 401, unknown: 403, expired: 410 } as const

/**
 * Answers `POST /api/session` with `{ "token": … }`: 204 with the session cookie, or nothing but a status: 401 for a token
 * that was used, 410 for one that is too old, 403 for anything else.
 */
export function createSessionHandler(
  sessions: Sessions,
  port: number,
  onStaleToken: OnStaleToken = () => {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    const headers = { ...securityHeaders, 'cache-control': 'no-store' }
    const redeemed = await redeem(request, sessions)
    const status = statusOf[redeemed]
    if (redeemed === 'good') {
      const cookie = `${cookieName(port)}=${sessions.secret}; HttpOnly; SameSite=Strict; Path=/`
      return new Response(null, { status, headers: { ...headers, 'set-cookie': cookie } })
    }
    const isOpen = sessions.isSession(readCookie(request.headers.get('cookie') ?? '', cookieName(port)))
    if (redeemed !== 'unknown' && !isOpen) onStaleToken(redeemed)
    return new Response(null, { status, headers })
  }
}

async function redeem(request: Request, sessions: Sessions): Promise<Redeemed> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!(length <= bodyBytes)) return 'unknown'
  const body = bodySchema.safeParse(await jsonOf(request))
  return body.success ? sessions.redeem(body.data.token) : 'unknown'
}

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json()
  } catch {
    return null // not JSON, or broken off: no page of ours sent it
  }
}
