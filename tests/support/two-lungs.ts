import { type Grid, indexToPoint } from '../../src-shared/geometry.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import { packBits } from '../../src-shared/mask.ts'

/** Labels of a grid: to the patient's right 1, to the left 2, between them 3, all with gaps that no flip or turn keeps. */
export function drawTwoLungs(grid: Grid): Uint8Array<ArrayBuffer> {
  const [nx, ny, nz] = grid.size
  const middle = indexToPoint(grid, [(nx - 1) / 2, (ny - 1) / 2, (nz - 1) / 2])[0]
  const out = new Uint8Array(nx * ny * nz)
  for (let n = 0; n < out.length; n++) {
    const index = [n % nx, Math.floor(n / nx) % ny, Math.floor(n / nx / ny)] as const
    const side = indexToPoint(grid, index)[0] - middle
    const gap = (n * n + n) % 7 > 3 || (index[0] < 2 && index[1] < 2)
    out[n] = gap ? 0 : side < -0.4 ? 1 : side > 0.4 ? 2 : 3
  }
  return out
}

/** The masks of such labels. */
export function twoLungs(voxels: Uint8Array, grid: Grid): LabelMask[] {
  const names = ['right', 'left', 'airways'] as const
  return names.map((name, n) => ({
    label: n + 1,
    name,
    mask: packBits(
      voxels.map((value) => (value === n + 1 ? 1 : 0)),
      grid.size,
    ),
  }))
}
