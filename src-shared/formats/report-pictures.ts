import type { Grid, Vec3 } from '../geometry.ts'
import { rgbOf } from '../hex-colour.ts'
import { toStoredIndex, toUprightOrder, uprightAxes } from '../imaging/reorient.ts'
import { labelColours } from '../label-looks.ts'
import { isLung, type LabelMask } from '../labels.ts'
import { getBit } from '../mask.ts'

/** The window of the pictures, as lungs are looked at. */
export const pictureWindow = { name: 'Lung', centreHU: -600, widthHU: 1500 } as const

const mostPixels = 480
const fill = 0.3

type Axis = 0 | 1 | 2

/** Upright axes of a picture: what runs to its right, what runs down (against the axis where `up`), what it is a slice of. */
const planes = [
  { plane: 'axial', right: 0, down: 1, up: false, through: 2, sides: 'RLAP' },
  { plane: 'coronal', right: 0, down: 2, up: true, through: 1, sides: 'RLSI' },
  { plane: 'sagittal', right: 1, down: 2, up: true, through: 0, sides: 'APSI' },
] as const satisfies readonly { plane: string; right: Axis; down: Axis; up: boolean; through: Axis; sides: string }[]

export interface Picture {
  readonly plane: 'axial' | 'coronal' | 'sagittal'
  /** Slice of the upright grid, from 1, and how many there are. */
  readonly slice: number
  readonly slices: number
  /** Letters of the patient's sides at the left, the right, the top and the bottom of the picture. */
  readonly sides: string
  readonly width: number
  readonly height: number
  /** RGB, rows from the top. */
  readonly data: Uint8Array
}

/**
 * An axial, a coronal and a sagittal picture with the labels over them, square pixels, at most 480 of them along a side: the axial
 * and the coronal slice that halve the lungs, the sagittal one that shows most of them. Grids that lie oblique are cut along
 * their own axes. Grey is interpolated between voxels, labels are not.
 */
export function drawPictures(hu: Int16Array, grid: Grid, labels: readonly LabelMask[]): Picture[] {
  const map = uprightAxes(grid)
  const size = toUprightOrder(grid.size, map)
  const spacing = toUprightOrder(grid.spacing, map)
  const counts = countLungs(grid, labels)
  return planes.map(({ plane, right, down, up, through, sides }) => {
    const stored = counts[map.axes[through]]
    const along = map.flipped[through] ? stored.toReversed() : stored
    const slice = plane === 'sagittal' ? fullest(along) : halving(along)
    const at = (i: number, j: number): number => {
      const index: [number, number, number] = [0, 0, 0]
      index[right] = i
      index[down] = up ? size[down] - 1 - j : j
      index[through] = slice
      const [x, y, z] = toStoredIndex(index, grid.size, map)
      return (z * grid.size[1] + y) * grid.size[0] + x
    }
    const cut = { width: size[right], height: size[down], at }
    const shown = { ...draw(hu, grid.size, labels, cut, [spacing[right], spacing[down]]), sides }
    return { plane, slice: slice + 1, slices: size[through], ...shown }
  })
}

/** Lung voxels of each slice along each stored axis. */
function countLungs({ size }: Grid, labels: readonly LabelMask[]): [Uint32Array, Uint32Array, Uint32Array] {
  const [nx, ny, nz] = size
  const counts: [Uint32Array, Uint32Array, Uint32Array] = [
    new Uint32Array(nx),
    new Uint32Array(ny),
    new Uint32Array(nz),
  ]
  const add = (axis: Axis, n: number): void => {
    counts[axis][n] = (counts[axis][n] as number) + 1
  }
  for (const { mask } of labels.filter(isLung)) {
    const { words, wordsPerRow } = mask
    for (let row = 0; row < ny * nz; row++) {
      for (let w = 0; w < wordsPerRow; w++) {
        let word = words[row * wordsPerRow + w] as number
        while (word !== 0) {
          add(0, w * 32 + 31 - Math.clz32(word & -word))
          add(1, row % ny)
          add(2, Math.floor(row / ny))
          word &= word - 1
        }
      }
    }
  }
  return counts
}

/** The slice up to which half of all is counted; the middle one where there is nothing. */
function halving(counts: Uint32Array): number {
  const half = counts.reduce((sum, count) => sum + count, 0) / 2
  let sum = 0
  for (let n = 0; half > 0 && n < counts.length; n++) {
    sum += counts[n] as number
    if (sum >= half) return n
  }
  return counts.length >> 1
}

function fullest(counts: Uint32Array): number {
  const most = counts.reduce((a, b) => Math.max(a, b), 0)
  return most === 0 ? counts.length >> 1 : counts.indexOf(most)
}

interface Cut {
  readonly width: number
  readonly height: number
  /** Place of a voxel of the cut in the volume. */
  at(i: number, j: number): number
}

function draw(
  hu: Int16Array,
  size: Vec3,
  labels: readonly LabelMask[],
  cut: Cut,
  [across, down]: readonly [number, number],
): Pick<Picture, 'width' | 'height' | 'data'> {
  const mm = Math.max(Math.min(across, down), (cut.width * across) / mostPixels, (cut.height * down) / mostPixels)
  const width = Math.max(1, Math.round((cut.width * across) / mm))
  const height = Math.max(1, Math.round((cut.height * down) / mm))
  const label = labelOf(cut, size, labels)
  const painted = labels.map(({ name }) => rgbOf(labelColours[name]))
  const data = new Uint8Array(width * height * 3)
  // the voxel of each pixel's middle, counted from voxel middles
  const place = (n: number, pixels: number, voxels: number): number => ((n + 0.5) * voxels) / pixels - 0.5
  const clamp = (n: number, count: number): number => Math.min(count - 1, Math.max(0, n))
  const nearest = (px: number, py: number): number => {
    const i = clamp(Math.round(place(px, width, cut.width)), cut.width)
    const j = clamp(Math.round(place(py, height, cut.height)), cut.height)
    return label[j * cut.width + i] as number
  }
  for (let py = 0, to = 0; py < height; py++) {
    const y = place(py, height, cut.height)
    const [j0, j1] = [clamp(Math.floor(y), cut.height), clamp(Math.floor(y) + 1, cut.height)]
    const fy = y - Math.floor(y)
    for (let px = 0; px < width; px++, to += 3) {
      const x = place(px, width, cut.width)
      const [i0, i1] = [clamp(Math.floor(x), cut.width), clamp(Math.floor(x) + 1, cut.width)]
      const fx = x - Math.floor(x)
      const top = (hu[cut.at(i0, j0)] as number) * (1 - fx) + (hu[cut.at(i1, j0)] as number) * fx
      const bottom = (hu[cut.at(i0, j1)] as number) * (1 - fx) + (hu[cut.at(i1, j1)] as number) * fx
      const grey = greyOf(top * (1 - fy) + bottom * fy)
      const own = nearest(px, py)
      const colour = painted[own - 1]
      const isEdge =
        colour !== undefined &&
        [nearest(px - 1, py), nearest(px + 1, py), nearest(px, py - 1), nearest(px, py + 1)].some(
          (near) => near !== own,
        )
      const part = colour === undefined ? 0 : isEdge ? 1 : fill
      for (let n = 0; n < 3; n++) data[to + n] = Math.round(grey * (1 - part) + (colour?.[n] ?? 0) * part)
    }
  }
  return { width, height, data }
}

/** Number of the label, from 1, of each voxel of the cut; 0 for none. */
function labelOf(cut: Cut, [nx, ny]: Vec3, labels: readonly LabelMask[]): Uint8Array {
  const out = new Uint8Array(cut.width * cut.height)
  for (let j = 0; j < cut.height; j++) {
    for (let i = 0; i < cut.width; i++) {
      const at = cut.at(i, j)
      const [x, y, z] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]
      const found = labels.findIndex(({ mask }) => getBit(mask, x, y, z) === 1)
      out[j * cut.width + i] = found + 1
    }
  }
  return out
}

function greyOf(hu: number): number {
  const { centreHU, widthHU } = pictureWindow
  return Math.min(255, Math.max(0, ((hu - centreHU + widthHU / 2) / widthHU) * 255))
}
