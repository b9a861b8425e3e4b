import { createHash } from 'node:crypto'

/** A UID made of the SHA-256 of a name, in the form PS3.5 B.2 gives for UUIDs: the same name, the same UID. */
export function uidOf(name: string): string {
  const bytes = createHash('sha256').update(`hilum ${name}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`
}
