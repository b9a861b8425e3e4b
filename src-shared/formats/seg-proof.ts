import { type Grid, indexToPoint, length, subtract, type Vec3 } from '../geometry.ts'
import type { LabelMask } from '../labels.ts'
import { popCount } from '../mask.ts'
import type { Report } from '../report.ts'
import type { DicomSource } from './dicom-source.ts'
import type { ExportInput } from './format.ts'
import { labelStyles } from './label-style.ts'
import { checkSides, cornerToleranceMm, type Refuse } from './labelmap-proof.ts'
import type { SegHeader } from './read-seg.ts'
import { packedBytes, type SegFrame } from './seg-frames.ts'

/** Size, segments, references, and the place of every frame, all by what the file says. */
export function proveSegHeader(
  header: SegHeader,
  { labels, grid }: ExportInput,
  source: DicomSource,
  frames: readonly SegFrame[],
  refuse: Refuse,
): void {
  const { set, segments } = header
  if (header.columns !== grid.size[0] || header.rows !== grid.size[1]) refuse('its size differs from the mask')
  if (set.text(0x0020_0052) !== source.frameOfReferenceUid) refuse('its frame of reference differs')
  const named = labels.every(({ name }, n) => {
    const segment = segments[n]
    const { title, type, modifier } = labelStyles[name]
    const coded = segment?.code === type.value && segment.modifier === (modifier?.value ?? '')
    return coded && segment.number === n + 1 && segment.label === title
  })
  if (!named || segments.length !== labels.length) refuse('its segments differ from the labels')
  if (header.frames.length !== frames.length) refuse('its number of frames differs')
  const corner: Vec3 = [grid.size[0] - 1, grid.size[1] - 1, 0]
  for (const [n, { segment, k }] of frames.entries()) {
    const frame = header.frames[n] as SegHeader['frames'][number]
    if (frame.segment !== segment + 1) refuse(`frame ${n + 1} belongs to another segment`)
    if (frame.source !== (source.instanceUids[k] ?? '')) refuse(`frame ${n + 1} refers to another image`)
    const plane = gridOfFrame(header, frame)
    for (const index of [[0, 0, 0], corner] as const) {
      const there = indexToPoint(plane, index)
      const here = indexToPoint(grid, [index[0], index[1], k])
      if (!(length(subtract(there, here)) <= cornerToleranceMm)) refuse(`frame ${n + 1} lies elsewhere in the patient`)
    }
  }
  checkSides(gridOfFile(header, grid, frames), labels, refuse)
}

const gridOfFrame = ({ columns, rows, spacing }: SegHeader, frame: SegHeader['frames'][number]): Grid => ({
  size: [columns, rows, 1],
  spacing: [spacing[0], spacing[1], 1],
  origin: frame.position,
  direction: [frame.row, frame.column, [0, 0, 0]],
})

/** The grid by the file's own first and last slice. */
function gridOfFile(header: SegHeader, grid: Grid, frames: readonly SegFrame[]): Grid {
  const order = frames.map(({ k }, n) => ({ k, n })).sort((a, b) => a.k - b.k)
  const [low, high] = [order[0], order.at(-1)] as [{ k: number; n: number }, { k: number; n: number }]
  const at = (n: number) => header.frames[n] as SegHeader['frames'][number]
  const plane = gridOfFrame(header, at(low.n))
  const span = subtract(at(high.n).position, at(low.n).position)
  const step =
    high.k === low.k ? ([0, 0, 0] as const) : (span.map((part) => part / (high.k - low.k)) as unknown as Vec3)
  const origin = plane.origin.map((part, axis) => part - low.k * (step[axis] as number)) as unknown as Vec3
  return {
    ...plane,
    size: grid.size,
    spacing: [...header.spacing, 1] as unknown as Vec3,
    origin,
    direction: [plane.direction[0], plane.direction[1], step],
  }
}

const groupOf = 8

/** Every bit of every frame against the masks. Returns the voxels of each label. */
export function* proveSegFrames(
  labels: readonly LabelMask[],
  [nx, ny]: Vec3,
  frames: readonly SegFrame[],
  refuse: Refuse,
  report: Report,
): Generator<number, Float64Array, Uint8Array> {
  const counts = new Float64Array(labels.length)
  const pixels = nx * ny
  let left = packedBytes(frames.length * pixels)
  for (let n = 0; n < frames.length; n += groupOf) {
    const group = frames.slice(n, n + groupOf)
    const last = n + groupOf >= frames.length
    // groups of eight frames end at a whole byte; behind the last one stands what makes the value even
    const bytes = yield last ? left : (group.length * pixels) / 8
    left -= bytes.length
    for (const [at, frame] of group.entries()) {
      const { mask } = labels[frame.segment] as LabelMask
      const count = sameBits(bytes, at * pixels, mask.words, frame.k * ny * mask.wordsPerRow, nx, ny, mask.wordsPerRow)
      if (count === null) refuse(`a voxel of frame ${n + at + 1} differs from the mask`)
      counts[frame.segment] = (counts[frame.segment] as number) + count
    }
    report(n + group.length, frames.length)
  }
  return counts
}

/** Bits set where rows of bits in bytes and rows of words are the same; null where they are not. */
function sameBits(
  bytes: Uint8Array,
  firstBit: number,
  words: Uint32Array,
  firstWord: number,
  nx: number,
  ny: number,
  wordsPerRow: number,
): number | null {
  let count = 0
  for (let j = 0, bit = firstBit; j < ny; j++) {
    for (let w = 0; w < wordsPerRow; w++) {
      const bits = Math.min(32, nx - w * 32)
      const word = words[firstWord + j * wordsPerRow + w] as number
      if (readBits(bytes, bit, bits) !== word) return null
      count += popCount(word)
      bit += bits
    }
  }
  return count
}

function readBits(bytes: Uint8Array, first: number, count: number): number {
  const byte = first >>> 3
  const shift = first & 7
  let value = 0
  for (let n = 0; n * 8 < count + shift; n++) {
    const part = bytes[byte + n] ?? 0
    value |= n === 0 ? part >>> shift : part << (n * 8 - shift)
  }
  return (count === 32 ? value : value & ((1 << count) - 1)) >>> 0
}
