import { findParts, type LaidParts, runsOfParts } from '../../imaging/find-parts.ts'
import { measureParts, type PartShape } from '../../imaging/measure-parts.ts'
import type { RunMask } from '../../imaging/run-mask.ts'
import { thresholdRows } from '../../imaging/threshold-rows.ts'
import { type BitMask, createBitMask } from '../../mask.ts'
import type { Upright } from './products.ts'

/** The windpipe's stretch from slice to slice. */
export interface Windpipe {
  /** Its round sections, from low to high, and all their voxels. */
  readonly lowSlice: number
  readonly highSlice: number
  readonly lengthMm: number
  readonly areaMm2: number
  readonly mask: RunMask
}

/** Sections are looked for at each of these: walls blur at the high ones, noise breaks the low ones. */
const cuts = [-800, -900, -700, -600]
/** A stack as long as this needs no other cut. */
const surelyLongMm = 70
/** From a small child's to the widest grown-up's, mm2; widths in mm. */
const area = { least: 15, most: 800 }
const widest = 40
const longestAspect = 2.5
const leastFill = 0.5
const leastLengthMm = 45
const shortScanLengthMm = 15
const besideMiddleMm = 40

/**
 * Finds the windpipe: the longest stack of round dark sections, each above the last with little shift and change of area, that runs
 * near the middle and reaches into the chest. It need not start at the top: scans run up into nose and throat, or begin below
 * the larynx. A shorter stack will do where it leaves through the top of the scan.
 *
 * Widths: the normal windpipe of grown-ups measures 10 to 27 mm across (E. Breatnach et al., AJR 142, 1984, 903-906,
 * doi 10.2214/ajr.142.5.903); children's are nearly round (N. T. Griscom et al., AJR 146, 1986, 233-237, doi 10.2214/ajr.146.2.233).
 * @param chest first and last slice of the chest
 * @param middle column of the trunk's middle in each slice
 */
export function findWindpipe(
  hu: Int16Array,
  upright: Upright,
  chest: readonly [number, number],
  middle: Float64Array,
): Windpipe | null {
  let best: Stack | null = null
  const room = createBitMask(upright.size)
  for (const cut of cuts) {
    const found = longestStack(hu, upright, chest, middle, cut, room)
    if (found !== null && (best === null || found.lengthMm > best.lengthMm * 1.1)) best = found
    if (best !== null && best.lengthMm >= surelyLongMm) break
  }
  if (best === null) return null
  const { parts, keep, ...windpipe } = best
  return { ...windpipe, mask: runsOfParts(parts, keep, upright.size) }
}

/** A windpipe that may be, before its voxels are marked. */
interface Stack extends Omit<Windpipe, 'mask'> {
  readonly parts: LaidParts
  readonly keep: Uint8Array
}

interface Section {
  readonly shape: PartShape
  readonly slice: number
  readonly i: number
  readonly j: number
  readonly mm2: number
  /** Sections in the stack that ends here, and the one below. */
  count: number
  below: Section | null
}

function longestStack(
  hu: Int16Array,
  upright: Upright,
  chest: readonly [number, number],
  middle: Float64Array,
  cut: number,
  mask: BitMask,
): Stack | null {
  const [dx, , dz] = upright.spacing
  const top = Math.min(upright.size[2] - 1, chest[1] + Math.ceil(60 / dz))
  for (let k = chest[0]; k <= top; k++) thresholdRows(hu, k, cut, false, mask)
  const parts = findParts(mask, true)
  const sections = bySlice(measureParts(parts, parts.layout, 4), parts.components.atBorder, upright)
  let best: Section | null = null
  for (let k = chest[0]; k <= top; k++) {
    for (const section of sections.get(k) ?? []) {
      for (const below of sections.get(k - 1) ?? []) {
        if (below.count + 1 > section.count && follows(below, section, upright)) {
          section.count = below.count + 1
          section.below = below
        }
      }
    }
    for (const section of sections.get(k) ?? []) {
      if (best !== null && section.count <= best.count) continue
      const stack = stackOf(section)
      const low = stack[0] as Section
      const offset = stack.reduce((sum, { i, slice }) => sum + i - (middle[slice] as number), 0) / stack.length
      const lengthMm = stack.length * dz
      const leaves = section.slice === upright.size[2] - 1
      if (Math.abs(offset) * dx > besideMiddleMm || low.slice * dz > chest[1] * dz - 10) continue
      if (lengthMm < (leaves ? shortScanLengthMm : leastLengthMm)) continue
      best = section
    }
  }
  if (best === null) return null
  const stack = stackOf(best)
  const keep = new Uint8Array(parts.components.count)
  for (const { shape } of stack) keep[shape.part] = 1
  const areas = stack.map(({ mm2 }) => mm2).sort((a, b) => a - b)
  return {
    lowSlice: (stack[0] as Section).slice,
    highSlice: best.slice,
    lengthMm: stack.length * dz,
    areaMm2: areas[Math.floor(areas.length / 2)] as number,
    parts,
    keep,
  }
}

function stackOf(top: Section): Section[] {
  const stack: Section[] = []
  for (let at: Section | null = top; at !== null; at = at.below) stack.push(at)
  return stack.reverse()
}

function bySlice(shapes: readonly PartShape[], atBorder: Uint8Array, { spacing }: Upright): Map<number, Section[]> {
  const slices = new Map<number, Section[]>()
  const [dx, dy] = spacing
  for (const shape of shapes) {
    const width = (shape.i[1] - shape.i[0] + 1) * dx
    const depth = (shape.j[1] - shape.j[0] + 1) * dy
    const mm2 = shape.voxels * dx * dy
    if (atBorder[shape.part] === 1 || mm2 < area.least || mm2 > area.most || width > widest || depth > widest) continue
    if (Math.max(width / depth, depth / width) > longestAspect || mm2 < leastFill * width * depth) continue
    const slice = shape.k[0]
    const section = {
      shape,
      slice,
      i: shape.sumI / shape.voxels,
      j: shape.sumJ / shape.voxels,
      mm2,
      count: 1,
      below: null,
    }
    slices.set(slice, [...(slices.get(slice) ?? []), section])
  }
  return slices
}

/** The windpipe leans back at most some 35 degrees and changes its width slowly. */
function follows(below: Section, above: Section, { spacing }: Upright): boolean {
  const [dx, dy, dz] = spacing
  const shift = Math.hypot((above.i - below.i) * dx, (above.j - below.j) * dy)
  const ratio = above.mm2 / below.mm2
  return shift <= 0.7 * dz + 2.5 && ratio > 0.45 && ratio < 2.2
}
