import { z } from 'zod'
import { countInside, findParts, type LaidParts, partsOfSlices, runsOfParts } from '../../imaging/find-parts.ts'
import { union, without } from '../../imaging/mask-logic.ts'
import { toBits } from '../../imaging/run-mask.ts'
import { thresholdRows } from '../../imaging/threshold-rows.ts'
import { type BitMask, createBitMask } from '../../mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { stretches } from '../stretches.ts'
import type { Upright } from './products.ts'
import { addTo, need, pixelMm2, shown, slicesOfHu, standardProducts, uprightHu } from './stage-support.ts'

/** Room air is darker than this in most voxels, lung in few: even emphysema counts from -950 HU on. */
const roomAirHU = -960
const mostlyRoomAir = 0.5
const smallestLungMm2 = 400

/**
 * Removes the air around the body, slice by slice: what touches a side of the picture, or padding. Slices above and below do
 * not count as sides, so that a scan cut at apex or base keeps its lungs.
 *
 * A lung that touches the side, because the field was too small, stays: most of its voxels are denser than room air.
 * Source: the article's `lung_separation`, and Hu, Hoffman, Reinhardt 2001 (doi 10.1109/42.929615), in-plane.
 */
export const outside: Stage = {
  id: 'outside',
  title: 'Remove outside air',
  why: 'In each slice, air that touches the edge of the picture lies outside the body and goes.',
  source: 'Hu, Hoffman, Reinhardt 2001',
  schema: z.object({}),
  share: 14,
  run: runOutside,
}

function runOutside(context: StageContext): StageOutput {
  const { products, report } = context
  const upright = need(products, 'upright')
  const hu = uprightHu(context)
  const padding = paddingMask(upright, hu)
  const air = need(products, 'air')
  const parts = findParts(padding === null ? air : without(toBits(air), padding), true, report)
  const beside = padding === null ? parts.components.atBorder : besidePadding(parts, padding)
  const darkVoxels = countDark(context, parts)
  const { area, count } = parts.components
  const keep = new Uint8Array(count)
  const touching = new Uint8Array(count)
  for (let part = 0; part < count; part++) {
    const pixels = area[part] as number
    if (beside[part] === 0) keep[part] = 1
    else if (pixels * pixelMm2(upright) >= smallestLungMm2 && (darkVoxels[part] as number) < mostlyRoomAir * pixels) {
      keep[part] = 1
      touching[part] = 1
    }
  }
  const inside = runsOfParts(parts, keep, upright.size)
  const atSide = touching.includes(1) ? runsOfParts(parts, touching, upright.size) : null
  const product = shown(upright, inside)
  return {
    products: { standard: { ...standardProducts(products), inside, atSide }, ...product },
    figures: { parts: count, removedParts: count - keep.reduce((sum, one) => sum + one, 0), voxels: product.voxels },
    findings: [],
  }
}

/** Voxels of each part that are as dark as room air. */
function countDark(context: StageContext, parts: LaidParts): Uint32Array {
  const { size } = need(context.products, 'upright')
  const voxels = new Uint32Array(parts.components.count)
  for (const [first, last] of stretches(0, size[2], 16)) {
    const dark = createBitMask([size[0], size[1], last - first])
    const hu = slicesOfHu(context, first, last)
    for (let k = 0; k < last - first; k++) thresholdRows(hu, k, roomAirHU, false, dark)
    addTo(voxels, countInside(partsOfSlices(parts, size, first, last), dark))
  }
  return voxels
}

function paddingMask({ size, paddingHU }: Upright, hu: Int16Array): BitMask | null {
  if (paddingHU === null) return null
  const mask = createBitMask(size)
  for (let k = 0; k < size[2]; k++) thresholdRows(hu, k, paddingHU + 1, false, mask)
  return mask
}

/** 1 for each part that touches a side of its slice or padding, by an edge of a pixel. */
function besidePadding(parts: ReturnType<typeof findParts>, padding: BitMask): Uint8Array {
  const touches = new Uint8Array(parts.components.atBorder)
  const near = countInside(parts, grown(padding))
  near.forEach((pixels, part) => {
    if (pixels > 0) touches[part] = 1
  })
  return touches
}

/** The mask and its neighbours in the slice. */
function grown(mask: BitMask): BitMask {
  const out = createBitMask(mask.size)
  out.words.set(mask.words)
  const { words, wordsPerRow, size } = mask
  for (let n = 0; n < words.length; n++) {
    const word = words[n] as number
    const column = n % wordsPerRow
    const row = (n - column) / wordsPerRow
    const j = row % size[1]
    let more = (word << 1) | (word >>> 1)
    if (column > 0) more |= (words[n - 1] as number) >>> 31
    if (column + 1 < wordsPerRow) more |= (words[n + 1] as number) << 31
    if (j > 0) more |= words[n - wordsPerRow] as number
    if (j + 1 < size[1]) more |= words[n + wordsPerRow] as number
    out.words[n] = (out.words[n] as number) | more
  }
  return union(out, mask)
}
