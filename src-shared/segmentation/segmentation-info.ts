import type { SegmentationInfo } from '../contract.ts'
import { sortFindings } from '../finding.ts'
import { cross, length, voxelVolumeMm3 } from '../geometry.ts'
import { countRuns, slicesOfRuns } from '../imaging/run-mask.ts'
import { articleLabel } from '../labels.ts'
import type { BitMask } from '../mask.ts'
import type { Volume } from '../volume.ts'
import type { MethodState, StageProducts } from './method.ts'
import { needProduct } from './need-product.ts'
import { allProducts, lungRuns } from './run-method.ts'

/** What is shown and recorded of a finished run. Cost: small, but for the search for the first and last slice. */
export function segmentationInfo(
  state: MethodState,
  volume: Volume,
): Omit<SegmentationInfo, 'segmentationId' | 'volumeId' | 'seconds'> {
  const products = allProducts(state)
  const voxels = needProduct(products, 'voxels')
  const voxelMl = voxelVolumeMm3(volume.grid) / 1000
  const stages = state.stages.map((stage) => stage.result)
  return {
    method: state.method,
    parameters: state.parameters,
    stages,
    findings: sortFindings(stages.flatMap((stage) => stage.findings)),
    empty: voxels === 0,
    volumes: describeVolumes(products, voxels, voxelMl),
    sliceRange:
      products.labels === undefined
        ? sliceRange(needProduct(products, 'mask'))
        : slicesOfRuns(lungRuns(products.labels)),
    threshold: needProduct(products, 'threshold'),
    histogram: needProduct(products, 'huHistogram'),
    parts: { ...describeParts(products, voxelMl), ...pixelMeasure(state, products, volume) },
    ...(products.measurements === undefined ? {} : { measurements: products.measurements }),
  }
}

/** By structure where the method tells them apart, else all that is mask as one. */
function describeVolumes({ labels }: StageProducts, voxels: number, voxelMl: number): SegmentationInfo['volumes'] {
  if (labels === undefined) return { lungs: { label: articleLabel, voxels, volumeMl: voxels * voxelMl } }
  return Object.fromEntries(
    labels.map(({ name, label, runs }) => {
      const own = countRuns(runs)
      return [name, { label, voxels: own, volumeMl: own * voxelMl }]
    }),
  )
}

function describeParts(
  products: StageProducts,
  voxelMl: number,
): Pick<SegmentationInfo['parts'], 'total' | 'removed' | 'removedVoxels' | 'removedMl' | 'sizes'> {
  const { count, area } = needProduct(products, 'parts').components
  const minimum = needProduct(products, 'minComponentPx')
  const ordered = Uint32Array.from(area).sort()
  const sizes: [number, number][] = []
  let removed = 0
  let removedVoxels = 0
  for (const size of ordered) {
    const last = sizes.at(-1)
    if (last !== undefined && last[0] === size) last[1]++
    else sizes.push([size, 1])
    if (size < minimum) {
      removed++
      removedVoxels += size
    }
  }
  return { total: count, removed, removedVoxels, removedMl: removedVoxels * voxelMl, sizes }
}

/** What one pixel of V measures: a voxel of 3-D methods; else the area in the planes V counts in, slices or those of constant row. */
function pixelMeasure(
  state: MethodState,
  products: StageProducts,
  { grid }: Volume,
): Pick<SegmentationInfo['parts'], 'pixelMeasure' | 'pixelUnit'> {
  if (products.standard !== undefined) return { pixelMeasure: voxelVolumeMm3(grid), pixelUnit: 'mm³' }
  const [i, j, k] = grid.direction
  const [dx, dy, dz] = grid.spacing
  const area = state.parameters['planes'] === 'rows' ? dx * dz * length(cross(i, k)) : dx * dy * length(cross(i, j))
  return { pixelMeasure: area, pixelUnit: 'mm²' }
}

function sliceRange(mask: BitMask): [number, number] | null {
  const wordsPerSlice = mask.wordsPerRow * mask.size[1]
  let first = 0
  while (first < mask.words.length && mask.words[first] === 0) first++
  if (first === mask.words.length) return null
  let last = mask.words.length - 1
  while (mask.words[last] === 0) last--
  return [Math.floor(first / wordsPerSlice), Math.floor(last / wordsPerSlice)]
}
