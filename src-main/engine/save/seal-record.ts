import { createHash } from 'node:crypto'

const field = '"recordSha256"'
const start = `,\n  ${field}: "`
const end = '"\n}\n'
const digits = 64

/**
 * The bytes of a record (an object as JSON, indented by 2) with one more field at its end: SHA-256 of every byte before that
 * field, so that a record shows whether it was changed since.
 */
export function sealRecord(json: string): Uint8Array<ArrayBuffer> {
  const body = json.slice(0, json.lastIndexOf('\n}'))
  return new TextEncoder().encode(`${body}${start}${digest(Buffer.from(body))}${end}`)
}

/** True where the bytes end with the seal that fits them. */
export function isSealed(bytes: Uint8Array): boolean {
  const bodyBytes = bytes.length - start.length - digits - end.length
  if (bodyBytes <= 0) return false
  const body = bytes.subarray(0, bodyBytes)
  return Buffer.from(bytes.subarray(bodyBytes)).toString('latin1') === `${start}${digest(body)}${end}`
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
