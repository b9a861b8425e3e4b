import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const tokenMs = 60_000
const tokenLimit = 16

export interface Sessions {
  /** A new token: 32 random bytes, good once and for 60 seconds. */
  newToken(): string
  /** True once for a token that is known and not too old; it is used up by the asking. */
  redeem(token: string): boolean
  /** The value of the cookie that stands for a session; one a start. */
  readonly secret: string
  isSession(secret: string): boolean
}

/** Tokens and the session secret of one start of the web host. `now` in milliseconds. */
export function createSessions(now: () => number = Date.now): Sessions {
  const secret = randomBytes(32).toString('base64url')
  const tokens: { digest: Buffer; expires: number }[] = []
  return {
    secret,
    newToken: () => {
      const token = randomBytes(32).toString('base64url')
      tokens.push({ digest: digest(token), expires: now() + tokenMs })
      if (tokens.length > tokenLimit) tokens.shift()
      return token
    },
    redeem: (token) => {
      const given = digest(token)
      const at = tokens.findIndex((known) => timingSafeEqual(known.digest, given))
      if (at < 0) return false
      const [known] = tokens.splice(at, 1)
      return known !== undefined && now() < known.expires
    },
    isSession: (value) => timingSafeEqual(digest(secret), digest(value)),
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
