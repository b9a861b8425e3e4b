import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const tokenMs = 60_000
const tokenLimit = 16
const spentLimit = 64

/** What became of a token: let in now, let in before, too old, or never given out. */
export type Redeemed = 'good' | 'used' | 'expired' | 'unknown'

export interface Sessions {
  /** A new token: 32 random bytes, good once and for 60 seconds. */
  newToken(): string
  /** `good` once for a token that is known and not too old; it is used up by the asking. */
  redeem(token: string): Redeemed
  /** The value of the cookie that stands for a session; one a start. */
  readonly secret: string
  isSession(secret: string): boolean
}

/** Tokens and the session secret of one start of the web host. `now` in milliseconds. */
export function createSessions(now: () => number = () => Date.now()): Sessions {
  const secret = randomBytes(32).toString('base64url')
  const tokens: { digest: Buffer; expires: number }[] = []
  const spent: { digest: Buffer; reason: 'used' | 'expired' }[] = []
  const spend = (token: Buffer, reason: 'used' | 'expired'): void => {
    spent.push({ digest: token, reason })
    if (spent.length > spentLimit) spent.shift()
  }
  return {
    secret,
    newToken: () => {
      const token = randomBytes(32).toString('base64url')
      tokens.push({ digest: digest(token), expires: now() + tokenMs })
      const oldest = tokens.length > tokenLimit ? tokens.shift() : undefined
      if (oldest !== undefined) spend(oldest.digest, 'expired')
      return token
    },
    redeem: (token) => {
      const given = digest(token)
      const at = tokens.findIndex((known) => timingSafeEqual(known.digest, given))
      const [known] = at < 0 ? [] : tokens.splice(at, 1)
      if (known === undefined) return spent.find((old) => timingSafeEqual(old.digest, given))?.reason ?? 'unknown'
      const inTime = now() < known.expires
      spend(known.digest, inTime ? 'used' : 'expired')
      return inTime ? 'good' : 'expired'
    },
    isSession: (value) => timingSafeEqual(digest(secret), digest(value)),
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
