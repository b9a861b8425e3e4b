import { type BitMask, createBitMask } from '../mask.ts'

/** Voxels of `a` that are not in `b`; a new shared mask. */
export function without(a: BitMask, b: BitMask): BitMask {
  const out = createBitMask(a.size, true)
  const [from, off, to] = [a.words, b.words, out.words]
  for (let n = 0; n < to.length; n++) to[n] = (from[n] as number) & ~(off[n] as number)
  return out
}

/** Voxels of either; a new shared mask. */
export function union(a: BitMask, b: BitMask): BitMask {
  const out = createBitMask(a.size, true)
  const [one, other, to] = [a.words, b.words, out.words]
  for (let n = 0; n < to.length; n++) to[n] = (one[n] as number) | (other[n] as number)
  return out
}

/** Voxels of both; a new shared mask. */
export function intersection(a: BitMask, b: BitMask): BitMask {
  const out = createBitMask(a.size, true)
  const [one, other, to] = [a.words, b.words, out.words]
  for (let n = 0; n < to.length; n++) to[n] = (one[n] as number) & (other[n] as number)
  return out
}
