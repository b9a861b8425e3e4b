import { Failure } from '../failure.ts'
import type { Proof } from './format.ts'
import type { Refuse } from './labelmap-proof.ts'
import { ProofFeed } from './proof-feed.ts'
import { type Packing, unpacker } from './unpack.ts'

const pieceBytes = 1 << 16

/** A proof of `bytes` packed bytes: unpacks them by another library than wrote them and hands what is inside to `inner`. */
export function* provePacked(packing: Packing, inner: Proof, bytes: number, refuse: Refuse): Proof {
  const feed = new ProofFeed(inner)
  const push = unpacker(packing, (part) => feed.push(part))
  for (let at = 0; at < bytes; at += pieceBytes) {
    const piece = yield Math.min(pieceBytes, bytes - at)
    try {
      push(piece)
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'E_INFLATE') throw error
      refuse('its compressed voxels are damaged')
    }
  }
  return feed.end()
}
