import { Failure } from '../../failure.ts'
import type { Where } from '../../finding.ts'
import { isUpright, storedMask, toStoredIndex } from '../../imaging/reorient.ts'
import { countRuns, type RunMask, toBits, toRuns } from '../../imaging/run-mask.ts'
import type { BitMask } from '../../mask.ts'
import type { StageContext, StageProducts } from '../method.ts'
import { needProduct } from '../need-product.ts'
import type { StandardProducts, Upright } from './products.ts'

/** What earlier stages of the standard method made. */
export function standardProducts(products: StageProducts): StandardProducts {
  return needProduct(products, 'standard')
}

/** One product of an earlier stage. Throws `E_INTERNAL` where no stage before makes it. */
export function need<Name extends keyof StandardProducts>(
  products: StageProducts,
  name: Name,
): Exclude<StandardProducts[Name], undefined> {
  const product = standardProducts(products)[name]
  if (product === undefined) throw new Failure('E_INTERNAL', `A stage of the standard method needs ${name}.`)
  return product as Exclude<StandardProducts[Name], undefined>
}

/** HU of the upright volume, [nz][ny][nx]. */
export function uprightHu({ volume, products }: StageContext): Int16Array {
  return need(products, 'upright').hu ?? volume.hu
}

/** HU of upright slices `from` to `to - 1`. */
export function slicesOfHu(context: StageContext, from: number, to: number): Int16Array {
  const [nx, ny] = need(context.products, 'upright').size
  return uprightHu(context).subarray(from * nx * ny, to * nx * ny)
}

/** Adds counts of the same things to others, in place. */
export function addTo(sums: Uint32Array, more: Uint32Array): void {
  for (let n = 0; n < sums.length; n++) sums[n] = (sums[n] as number) + (more[n] as number)
}

/** The bits of a mask that an earlier stage made; the caller's own. */
export const needBits = (products: StageProducts, name: MaskName): BitMask => toBits(need(products, name))

type MaskName = {
  [Name in keyof StandardProducts]-?: StandardProducts[Name] extends RunMask | undefined ? Name : never
}[keyof StandardProducts]

/** An upright mask as the product that is shown: in the volume's own axes, with its count. */
export function shown(upright: Upright, runs: RunMask): { maskRuns: RunMask; voxels: number } {
  return { maskRuns: inStoredAxes(upright, runs), voxels: countRuns(runs) }
}

/** Upright runs in the volume's own axes; the same where nothing turns. */
export const inStoredAxes = ({ map }: Upright, runs: RunMask): RunMask =>
  isUpright(map) ? runs : toRuns(storedMask(toBits(runs), map))

/** The place of an upright axial slice, as the page counts the volume's own. */
export function placeOf(
  { volume, products }: Pick<StageContext, 'volume' | 'products'>,
  stage: string,
  k: number,
): Where {
  const { map } = need(products, 'upright')
  const stored = toStoredIndex([0, 0, k], volume.grid.size, map)
  return { stage, plane: 'axial', slice: stored[map.axes[2]] }
}

/** mL of so many voxels. */
export const millilitres = (upright: Upright, voxels: number): number => (voxels * upright.voxelMm3) / 1000

/** Area of a pixel of an upright axial slice in mm2. */
export const pixelMm2 = ({ spacing }: Upright): number => spacing[0] * spacing[1]
