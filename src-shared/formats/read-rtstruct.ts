import { type ParsedDataSet, parseDataSet } from '../dicom/parsed-data-set.ts'
import { sopClasses } from '../dicom/sop-classes.ts'
import { type Grid, pointToIndex, type Vec3 } from '../geometry.ts'
import { fillPolygon } from '../imaging/fill-polygon.ts'
import { unreadable } from '../labelmap-reasons.ts'
import { type Labelmap, requireSize } from './labelmap.ts'

/** Points of a contour in LPS mm, x, y, z one after the other. */
type ContourPoints = readonly number[]

export interface Structures {
  readonly frameOfReferenceUid: string
  readonly regions: readonly {
    readonly number: number
    readonly name: string
    readonly contours: readonly ContourPoints[]
  }[]
}

/** How far, in slices, a contour may lie from the slice it is drawn on. */
const mostOffSlice = 0.05

/** The regions of an RT Structure Set. Throws `E_LABELMAP` for any other file. */
export function parseStructures(bytes: Uint8Array): Structures {
  const set = parseDataSet(bytes)
  if (set.text(0x0008_0016) !== sopClasses.structureSet) throw unreadable('not-rtstruct')
  const contoursOf = new Map(
    set.items(0x3006_0039).map((item) => [item.text(0x3006_0084), item.items(0x3006_0040).map(pointsOf)]),
  )
  const frame = set.items(0x3006_0010)[0]?.text(0x0020_0052)
  return {
    frameOfReferenceUid: frame ?? '',
    regions: set.items(0x3006_0020).map((item) => ({
      number: Number(item.text(0x3006_0022)),
      name: item.text(0x3006_0026),
      contours: contoursOf.get(item.text(0x3006_0022)) ?? [],
    })),
  }
}

function pointsOf(contour: ParsedDataSet): ContourPoints {
  const values = contour.numbers(0x3006_0050)
  if (values.length === 0 || values.length % 3 !== 0 || !values.every(Number.isFinite)) {
    throw unreadable('contour-points')
  }
  return values
}

/**
 * Contours filled on the slices of a grid, their lines included; 1 inside. Contours on one slice add up. Throws `E_LABELMAP` where
 * one lies between slices or beyond them.
 */
export function rasterize(contours: readonly ContourPoints[], grid: Grid): Map<number, Uint8Array> {
  const [nx, ny, nz] = grid.size
  const slices = new Map<number, Uint8Array>()
  for (const contour of contours) {
    const points: [number, number][] = []
    let k = Number.NaN
    for (let at = 0; at < contour.length; at += 3) {
      const [i, j, slice] = pointToIndex(grid, contour.slice(at, at + 3) as unknown as Vec3)
      if (at === 0) k = Math.round(slice)
      if (Math.abs(slice - k) > mostOffSlice || k < 0 || k >= nz) {
        throw unreadable('contour-elsewhere')
      }
      points.push([i, j])
    }
    const out = slices.get(k) ?? new Uint8Array(nx * ny)
    slices.set(k, out)
    fillPolygon(points, out, nx, ny, 1)
  }
  return slices
}

/** A whole RT Structure Set on its series, each voxel the number of its region. Throws `E_LABELMAP`. */
export function readRtstruct(bytes: Uint8Array, series: Grid | null): Labelmap {
  if (series === null) throw unreadable('contour-voxels')
  const { regions } = parseStructures(bytes)
  const size = requireSize(series.size)
  const perSlice = size[0] * size[1]
  const voxels = new Uint8Array(perSlice * size[2])
  for (const { number, contours } of regions) {
    if (contours.length === 0) continue
    if (!(number >= 1 && number <= 255)) throw unreadable('region-label', { region: number })
    for (const [k, filled] of rasterize(contours, series)) {
      const slice = voxels.subarray(k * perSlice, (k + 1) * perSlice)
      for (let n = 0; n < perSlice; n++) if (filled[n] !== 0) slice[n] = number
    }
  }
  return { size, grid: series, voxels, names: new Map(regions.map(({ number, name }) => [number, name])) }
}
