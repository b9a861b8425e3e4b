import { Failure } from '../failure.ts'
import { type Grid, indexToPoint, isSheared, length, subtract, type Vec3 } from '../geometry.ts'
import { applyAffine, type NiftiHeader } from './read-nifti.ts'
import { niftiDataOffset } from './write-nifti-header.ts'

const toleranceMm = 0.001

/**
 * The header must be of this grid, rows reversed, in millimetres and unscaled, and its corners lie at the grid's points of the
 * patient by sform and by qform. Throws `E_VERIFY`.
 */
export function checkNiftiGrid(image: NiftiHeader, grid: Grid, type: NiftiHeader['type']): void {
  if (image.size.some((n, axis) => n !== grid.size[axis])) refuseNifti('its size differs from the mask')
  if (image.type !== type) refuseNifti('its voxels are of another type')
  if (image.dataOffset !== niftiDataOffset) refuseNifti('its voxels begin at another place')
  if (image.units !== 'mm' || image.sformCode !== 1) refuseNifti('its units or its sform code are wrong')
  if (image.scale[0] !== 1 || image.scale[1] !== 0) refuseNifti('its values are scaled')
  if (image.qformCode !== (isSheared(grid) ? 0 : 1)) refuseNifti('its qform code is wrong')
  for (let n = 0; n < 8; n++) checkCorner(image, grid, [n & 1, (n >> 1) & 1, n >> 2])
}

function checkCorner(image: NiftiHeader, grid: Grid, corner: Vec3): void {
  const index: Vec3 = [corner[0] * (grid.size[0] - 1), corner[1] * (grid.size[1] - 1), corner[2] * (grid.size[2] - 1)]
  const [x, y, z] = indexToPoint(grid, index)
  const inFile: Vec3 = [index[0], grid.size[1] - 1 - index[1], index[2]]
  // near half turns a quaternion of three float32 numbers is good to about 0.0005 of the distance
  const qformToleranceMm = 0.02 + 0.001 * length(subtract(indexToPoint(grid, index), grid.origin))
  const affines = [
    [image.sform, toleranceMm] as const,
    ...(image.qform === null ? [] : [[image.qform, qformToleranceMm] as const]),
  ]
  for (const [affine, tolerance] of affines) {
    const [right, anterior, superior] = applyAffine(affine, inFile)
    if (Math.hypot(right + x, anterior + y, superior - z) > tolerance) {
      refuseNifti('its position in the patient differs')
    }
  }
}

/** Ends a proof; `what` is what was found. */
export function refuseNifti(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The NIfTI file was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
