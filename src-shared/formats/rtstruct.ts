import { type Grid, indexToPoint, length, subtract, type Vec3 } from '../geometry.ts'
import type { LabelMask } from '../labels.ts'
import { english } from '../number-format.ts'
import type { Report } from '../report.ts'
import { type DicomSource, requireSource } from './dicom-source.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'
import { labelContours, type SliceContours } from './label-contours.ts'
import { labelStyles } from './label-style.ts'
import { checkSides, cornerToleranceMm, countWords, type Refuse, readOrRefuse, refuseFile } from './labelmap-proof.ts'
import { maskBytes } from './mask-bytes.ts'
import { parseStructures, rasterize, type Structures } from './read-rtstruct.ts'
import { encodeStructureSet } from './write-rtstruct.ts'

const refuse: Refuse = refuseFile('RT Structure Set')

/**
 * RT Structure Set (PS3.3, A.19): a region a label, closed contours on each slice through the centres of its border pixels, holes by
 * keyhole. Implicit VR, as a contour can be longer than explicit VR allows.
 */
export const rtstruct: Format = {
  id: 'rtstruct',
  group: 'masks',
  title: 'DICOM RT Structure Set',
  fileName: 'lungs.rtstruct.dcm',
  needs: 'source',
  holdsIdentity: true,
  compression: null,
  // a lung of n voxels has about 3 n^(2/3) corners of its contours, of 25 bytes each
  estimateBytes: ({ grid, maskVoxels }) => Math.round(3000 + 150 * grid.size[2] + 75 * Math.cbrt(maskVoxels) ** 2),
  encode,
  verify,
}

function* encode(input: ExportInput, report: Report): Chunks {
  yield encodeStructureSet(input, requireSource(input), labelContours(input.labels, report))
}

/** dicom-parser reads the file; every contour is filled again on the grid of the series, and every voxel compared. */
function* verify(input: ExportInput, report: Report): Proof {
  const { labels, grid } = input
  const source = requireSource(input)
  const drawn = labelContours(labels, (done, total) => report(done, total * 2))
  const bytes = yield encodeStructureSet(input, source, drawn).length
  const file = readOrRefuse(() => parseStructures(bytes), refuse)
  checkStructures(file, labels, source)
  for (const [n, slices] of drawn.entries()) checkPoints(file, n, slices, grid)
  const counts = labels.map((label, n) => checkRegion(file, n, label, grid))
  report(1, 1)
  checkSides(grid, labels, refuse)
  const contours = file.regions.reduce((sum, region) => sum + region.contours.length, 0)
  return `Read back: ${english.number(contours)} contours filled again, ${countWords(grid.size, labels, counts)}; points within 0.001 mm; references and sides right.`
}

function checkStructures(file: Structures, labels: readonly LabelMask[], source: DicomSource): void {
  if (file.frameOfReferenceUid !== source.frameOfReferenceUid) refuse('its frame of reference differs')
  const named = labels.every(({ name }, n) => file.regions[n]?.name === labelStyles[name].title)
  if (!named || file.regions.length !== labels.length) refuse('its regions differ from the labels')
}

/** Every point of every contour of one region, in the order they were drawn. */
function checkPoints(file: Structures, n: number, slices: readonly SliceContours[], grid: Grid): void {
  const { contours } = file.regions[n] as Structures['regions'][number]
  const drawn = slices.flatMap(({ k, contours: ofSlice }) => ofSlice.map((contour) => ({ k, contour })))
  if (contours.length !== drawn.length) refuse('its number of contours differs')
  for (const [at, { k, contour }] of drawn.entries()) {
    const points = contours[at] as readonly number[]
    if (points.length !== contour.length * 3) refuse(`a contour of slice ${k} has more or fewer points`)
    for (const [p, [i, j]] of contour.entries()) {
      const here = indexToPoint(grid, [i, j, k])
      const there = points.slice(p * 3, p * 3 + 3) as unknown as Vec3
      if (!(length(subtract(there, here)) <= cornerToleranceMm)) refuse('its position in the patient differs')
    }
  }
}

/** Fills the contours of one region and compares every voxel. Returns how many there are. */
function checkRegion(file: Structures, n: number, label: LabelMask, grid: Grid): number {
  const [nx, ny, nz] = grid.size
  const { slices: slicesFrom } = maskBytes([{ ...label, label: 1 }])
  const { contours } = file.regions[n] as Structures['regions'][number]
  const slices = readOrRefuse(() => rasterize(contours, grid), refuse)
  let count = 0
  for (let k = 0; k < nz; k++) {
    const there = slices.get(k)
    const here = slicesFrom(k, 1)
    for (let at = 0; at < nx * ny; at++) {
      const voxel = here[at] as number
      if (voxel !== (there?.[at] ?? 0)) refuse(`a voxel of slice ${k} differs from the mask`)
      count += voxel
    }
  }
  return count
}
