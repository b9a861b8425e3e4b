import { NIFTI1, readHeader } from 'nifti-reader-js'
import { describe, expect, test } from 'vitest'
import { ctNifti } from '../../src-shared/formats/ct-nifti.ts'
import type { ExportInput } from '../../src-shared/formats/format.ts'
import { nifti } from '../../src-shared/formats/nifti.ts'
import { readNiftiHeader } from '../../src-shared/formats/read-nifti.ts'
import type { Grid } from '../../src-shared/geometry.ts'
import { encodeBytes } from '../support/format-bytes.ts'
import { orientedGrids } from '../support/oriented-grids.ts'
import { axialGrid, obliqueGrid, rampMask, shearedGrid } from '../support/sample-shapes.ts'

// proofs of a save read with the small reader: nifti-reader-js takes longer to load than the file to prove
const grids: [string, Grid][] = [...orientedGrids(axialGrid), ['oblique', obliqueGrid], ['sheared', shearedGrid]]
const inputOf = (grid: Grid): ExportInput => ({
  labels: [{ label: 1, name: 'lungs', mask: rampMask(grid.size) }],
  grid,
  mesh: null,
  text: 'Hilum 0.1.0 article',
  hu: new Int16Array(grid.size[0] * grid.size[1] * grid.size[2]),
})

const theirsOf = (bytes: Uint8Array): NIFTI1 => {
  const header = readHeader(Uint8Array.from(bytes).buffer)
  if (!(header instanceof NIFTI1)) throw new TypeError('no NIfTI-1 header')
  return header
}

describe.each([
  ['labels', nifti, 1002, 2],
  ['an image', ctNifti, 0, 4],
] as const)('nifti-reader-js reads of %s', (_, format, intent, datatype) => {
  test.each(grids)('on a grid that is %s what our reader does', (_name, grid) => {
    const bytes = encodeBytes(format, inputOf(grid))
    const ours = readNiftiHeader(bytes)
    const theirs = theirsOf(bytes)
    expect(theirs.littleEndian).toBe(true)
    expect(theirs.dims.slice(0, 5)).toEqual([3, ...ours.size, 1])
    expect(theirs.pixDims.slice(1, 4)).toEqual(ours.spacing)
    expect([theirs.intent_code, theirs.datatypeCode]).toEqual([intent, datatype])
    expect([theirs.scl_slope, theirs.scl_inter]).toEqual(ours.scale)
    expect([theirs.sform_code, theirs.qform_code]).toEqual([ours.sformCode, ours.qformCode])
    expect(theirs.vox_offset).toBe(ours.dataOffset)
    expect(theirs.xyzt_units & 7).toBe(NIFTI1.UNITS_MM)
    expect(theirs.description.split('\0')[0]).toBe(ours.description)

    // each of the two affines alone: of a file that has both, that reader takes the qform
    const alone = (code: number): number[][] => {
      const one = bytes.slice()
      new DataView(one.buffer).setInt16(code, 0, true)
      return theirsOf(one).affine
    }
    const [withoutQform, withoutSform] = [alone(252), alone(254)]
    for (const [there, here, digits] of [
      [withoutQform, ours.sform, 6],
      // that reader takes the rounding of a half turn's quaternion for a turn of its own, of 0.0003
      [withoutSform, ours.qform, 2.8],
    ] as const) {
      if (here === null) continue
      for (const [n, row] of here.entries()) {
        for (const [m, value] of row.entries()) expect(there[n]?.[m]).toBeCloseTo(value, digits)
      }
    }
  })
})
