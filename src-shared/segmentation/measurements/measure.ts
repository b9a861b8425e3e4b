import type { Measurements } from '../../contract.ts'
import type { HuCounts } from '../../imaging/count-runs-hu.ts'
import { countRunsHu } from '../../imaging/count-runs-hu.ts'
import { countRuns, type RunMask, slicesOfRuns } from '../../imaging/run-mask.ts'
import { addCounts, lungMeasures, measuredHU } from './lung-measures.ts'

const binHU = 4

/**
 * Measures both lungs and the airways.
 *
 * `thirds` cut both lungs together into three parts of equal height between the highest and the lowest slice that holds lung, as the
 * apical, central and basal thirds of D. G. Parr et al., Respir Res 9:21, 2008, doi 10.1186/1465-9921-9-21.
 * @param hu upright HU of the masks' size
 */
export function measure(
  hu: Int16Array,
  { right, left, airways }: { right: RunMask; left: RunMask; airways: RunMask },
  voxelMl: number,
): Measurements {
  const count = (mask: RunMask, z0: number, z1: number): HuCounts =>
    countRunsHu(hu, mask, measuredHU[0], measuredHU[1], z0, z1)
  const both = slicesOfRuns([right, left])
  const [low, high] = both === null ? [0, 0] : [both[0], both[1] + 1]
  const cut = (third: number): number => Math.round(low + ((high - low) * third) / 3)
  const thirds = [0, 1, 2].map((third) => ({
    right: count(right, cut(third), cut(third + 1)),
    left: count(left, cut(third), cut(third + 1)),
  }))
  const side = (name: 'right' | 'left'): HuCounts => addCounts(...thirds.map((third) => third[name]))
  const third = (index: number): HuCounts => {
    const one = thirds[index] as { right: HuCounts; left: HuCounts }
    return addCounts(one.right, one.left)
  }
  const of = (counted: HuCounts) => lungMeasures(counted, voxelMl)
  const total = addCounts(side('right'), side('left'))
  return {
    right: of(side('right')),
    left: of(side('left')),
    total: of(total),
    airwayMl: countRuns(airways) * voxelMl,
    thirds: { upper: of(third(2)), middle: of(third(1)), lower: of(third(0)) },
    histogram: inBins(total),
  }
}

function inBins({ from, counts }: HuCounts): Measurements['histogram'] {
  const bins = new Array<number>(Math.ceil(counts.length / binHU)).fill(0)
  counts.forEach((count, index) => {
    const bin = Math.floor(index / binHU)
    bins[bin] = (bins[bin] as number) + count
  })
  return { fromHU: from, binHU, counts: bins }
}
