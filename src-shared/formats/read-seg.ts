import { type ParsedDataSet, parseDataSet } from '../dicom/parsed-data-set.ts'
import { sopClasses } from '../dicom/sop-classes.ts'
import { add, cross, dot, type Grid, indexToPoint, length, normalize, scale, subtract, type Vec3 } from '../geometry.ts'
import { unreadable } from '../labelmap-reasons.ts'
import { limits } from '../limits.ts'
import { type Labelmap, requireSize } from './labelmap.ts'

export interface SegHeader {
  readonly set: ParsedDataSet
  readonly columns: number
  readonly rows: number
  /** [dx, dy] mm. */
  readonly spacing: readonly [number, number]
  readonly segments: readonly {
    readonly number: number
    readonly label: string
    /** Of its type and of the first modifier of that; empty where there is none. */
    readonly code: string
    readonly modifier: string
  }[]
  readonly frames: readonly {
    readonly segment: number
    readonly position: Vec3
    readonly row: Vec3
    readonly column: Vec3
    /** SOPInstanceUID of the image it was made from; empty where the file names none. */
    readonly source: string
  }[]
  /** Distance of slices in mm, where the file states it. */
  readonly sliceDistance: number | null
}

const pixelData = 0x7fe0_0010

/** The attributes of a binary SEG up to its frames. Throws `E_LABELMAP` for any other file. */
export function parseSegHeader(bytes: Uint8Array): SegHeader {
  return headerOf(parseDataSet(bytes, pixelData))
}

function headerOf(set: ParsedDataSet): SegHeader {
  if (set.text(0x0008_0016) !== sopClasses.segmentation) throw unreadable('not-seg')
  if (set.text(0x0062_0001) !== 'BINARY') throw unreadable('not-binary')
  const [rows = 0] = set.integers(0x0028_0010, 2)
  const [columns = 0] = set.integers(0x0028_0011, 2)
  const shared = set.items(0x5200_9229)[0]
  const measures = shared?.items(0x0028_9110)[0]
  const [dy = 0, dx = 0] = measures?.numbers(0x0028_0030) ?? []
  const stated = measures?.numbers(0x0018_0088)[0] ?? measures?.numbers(0x0018_0050)[0]
  if (!(dx > 0 && dy > 0)) throw unreadable('pixel-spacing')
  return {
    set,
    rows,
    columns,
    spacing: [dx, dy],
    segments: set.items(0x0062_0002).map((item) => {
      const type = item.items(0x0062_000f)[0]
      return {
        number: item.integers(0x0062_0004, 2)[0] ?? 0,
        label: item.text(0x0062_0005),
        code: type?.text(0x0008_0100) ?? '',
        modifier: type?.items(0x0062_0011)[0]?.text(0x0008_0100) ?? '',
      }
    }),
    frames: set.items(0x5200_9230).map((frame) => frameOf(frame, shared)),
    sliceDistance: stated !== undefined && stated > 0 ? stated : null,
  }
}

function frameOf(frame: ParsedDataSet, shared: ParsedDataSet | undefined): SegHeader['frames'][number] {
  const group = (tag: number): ParsedDataSet | undefined => frame.items(tag)[0] ?? shared?.items(tag)[0]
  const position = group(0x0020_9113)?.numbers(0x0020_0032) ?? []
  const orientation = group(0x0020_9116)?.numbers(0x0020_0037) ?? []
  if (position.length !== 3 || orientation.length !== 6 || ![...position, ...orientation].every(Number.isFinite)) {
    throw unreadable('frame-place')
  }
  return {
    segment: group(0x0062_000a)?.integers(0x0062_000b, 2)[0] ?? 0,
    position: position as unknown as Vec3,
    row: orientation.slice(0, 3) as unknown as Vec3,
    column: orientation.slice(3) as unknown as Vec3,
    source: frame.items(0x0008_9124)[0]?.items(0x0008_2112)[0]?.text(0x0008_1155) ?? '',
  }
}

/**
 * A whole binary SEG as one labelmap, each voxel the number of its segment. On `series`, where it is given: each frame must lie on
 * one of its slices. Without it the slices run from the first frame to the last. Throws `E_LABELMAP`, `E_TRUNCATED`.
 */
export function readSeg(bytes: Uint8Array, series: Grid | null): Labelmap {
  const header = headerOf(parseDataSet(bytes))
  const { rows, columns, frames, segments } = header
  const pixels = rows * columns
  const place = header.set.place(pixelData)
  if (place === null || frames.length === 0 || place.length < Math.ceil((frames.length * pixels) / 8)) {
    throw unreadable('frame-count')
  }
  const grid = series ?? gridOfFrames(header)
  if (columns !== grid.size[0] || rows !== grid.size[1]) throw unreadable('frame-size')
  const size = requireSize(grid.size)
  const voxels = new Uint8Array(pixels * size[2])
  const file = bytes.subarray(place.offset, place.offset + place.length)
  for (const [n, frame] of frames.entries()) {
    if (frame.segment < 1 || frame.segment > 255) throw unreadable('segment-label', { segment: frame.segment })
    const to = sliceOf(frame, grid) * pixels
    for (let pixel = 0, bit = n * pixels; pixel < pixels; pixel++, bit++) {
      if (((file[bit >>> 3] as number) >>> (bit & 7)) & 1) {
        if (voxels[to + pixel] !== 0) throw unreadable('segments-overlap')
        voxels[to + pixel] = frame.segment
      }
    }
  }
  return { size, grid, voxels, names: new Map(segments.map(({ number, label }) => [number, label])) }
}

function sliceOf({ position, row, column }: SegHeader['frames'][number], grid: Grid): number {
  const k = Math.round(dot(subtract(position, grid.origin), grid.direction[2]) / grid.spacing[2])
  const distance = length(subtract(indexToPoint(grid, [0, 0, k]), position))
  const turned = dot(row, grid.direction[0]) < 0.9999 || dot(column, grid.direction[1]) < 0.9999
  if (k < 0 || k >= grid.size[2] || distance > limits.gridToleranceMm || turned) {
    throw unreadable('frame-elsewhere')
  }
  return k
}

/** Slices from the first frame to the last along their normal. */
function gridOfFrames({ frames, spacing, sliceDistance, rows, columns }: SegHeader): Grid {
  const [{ row, column }] = frames as readonly [SegHeader['frames'][number]]
  const normal = normalize(cross(row, column))
  const along = [...frames].sort((a, b) => dot(a.position, normal) - dot(b.position, normal))
  const [first, last] = [along[0], along.at(-1)] as [SegHeader['frames'][number], SegHeader['frames'][number]]
  const span = subtract(last.position, first.position)
  const height = dot(span, normal)
  const distance = sliceDistance ?? smallestStep(along.map(({ position }) => dot(position, normal)))
  const steps = Math.max(0, Math.round(height / distance))
  // under a tilted gantry slices do not lie straight above each other
  const step: Vec3 = steps === 0 ? scale(normal, distance) : scale(span, 1 / steps)
  return {
    size: [columns, rows, steps + 1],
    spacing: [spacing[0], spacing[1], length(step)],
    origin: add(first.position, [0, 0, 0]),
    direction: [row, column, normalize(step)],
  }
}

function smallestStep(positions: readonly number[]): number {
  const steps = positions.slice(1).map((position, n) => position - (positions[n] as number))
  return Math.min(...steps.filter((step) => step > limits.spacingToleranceMm), Number.MAX_SAFE_INTEGER)
}
