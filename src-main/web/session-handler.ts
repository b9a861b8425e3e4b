import { z } from 'zod'
import { securityHeaders } from '../transport/security-headers.ts'
import { cookieName } from './gate.ts'
import type { Sessions } from './session.ts'

const bodySchema = z.object({ token: z.string().max(128) })
const bodyBytes = 1024

/** Answers `POST /api/session` with `{ "token": … }`: the session cookie and 204, or 403 with nothing. */
export function createSessionHandler(sessions: Sessions, port: number): (request: Request) => Promise<Response> {
  return async (request) => {
    const headers = { ...securityHeaders, 'cache-control': 'no-store' }
    if (!(await hasGoodToken(request, sessions))) return new Response(null, { status: 403, headers })
    const cookie = `${cookieName(port)}=${sessions.secret}; HttpOnly; SameSite=Strict; Path=/`
    return new Response(null, { status: 204, headers: { ...headers, 'set-cookie': cookie } })
  }
}

async function hasGoodToken(request: Request, sessions: Sessions): Promise<boolean> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!(length <= bodyBytes)) return false
  try {
    return sessions.redeem(bodySchema.parse(await request.json()).token)
  } catch {
    return false
  }
}
