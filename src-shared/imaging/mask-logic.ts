import { type BitMask, createBitMask } from '../mask.ts'

/** Voxels of `a` that are not in `b`; a new shared mask. */
export function without(a: BitMask, b: BitMask): BitMask {
  return combine(a, b, (x, y) => x & ~y)
}

export function union(a: BitMask, b: BitMask): BitMask {
  return combine(a, b, (x, y) => x | y)
}

export function intersection(a: BitMask, b: BitMask): BitMask {
  return combine(a, b, (x, y) => x & y)
}

function combine(a: BitMask, b: BitMask, of: (x: number, y: number) => number): BitMask {
  const out = createBitMask(a.size, true)
  for (let n = 0; n < out.words.length; n++) out.words[n] = of(a.words[n] as number, b.words[n] as number)
  return out
}
