import { countRunsHu, quantile } from '../../imaging/count-runs-hu.ts'
import { shrinkBall } from '../../imaging/grow-ball.ts'
import { boxOfRuns, cropToRuns, type RunMask, slicesOfRuns, toBitsInBox } from '../../imaging/run-mask.ts'
import { english } from '../../number-format.ts'
import type { Upright } from '../standard/products.ts'
import type { Check } from './check-facts.ts'

const noisyHU = 38
const thickMm = 3
const contrastHU = 110
const contrastPart = 0.2

/**
 * Reasons to doubt the density figures: a hard kernel or much noise (spread of HU inside the windpipe), slices too thick, contrast
 * medium in heart and vessels.
 *
 * Kernel and thickness change the emphysema index (D. S. Gierada et al., Acad Radiol 17, 2010, 146-156,
 * doi 10.1016/j.acra.2009.08.007). The spread is half the distance from the 16th to the 84th percentile, one standard deviation of
 * normal noise.
 */
export const densityDoubts: Check = ({ upright, hu, airways, right, left, measurements, at }) => {
  if (measurements.total.volumeMl === 0) return []
  const findings = []
  const held = slicesOfRuns([airways])
  const counted = countRunsHu(hu, lumenOf(airways, upright), -1100, -500)
  const [low, high] = [quantile(counted, 0.16), quantile(counted, 0.84)]
  const spread = low === null || high === null ? 0 : (high - low) / 2
  if (spread > noisyHU && held !== null) {
    findings.push({
      code: 'W_HARD_KERNEL',
      severity: 'warning' as const,
      message: `HU spread by ±${Math.round(spread)} inside the windpipe: a hard kernel or much noise. LAA and Perc15 come out too low in density.`,
      where: at(Math.floor((held[0] + held[1]) / 2)),
      details: { spreadHU: spread },
    })
  }
  if (upright.spacing[2] > thickMm) {
    findings.push({
      code: 'W_THICK_SLICES',
      severity: 'info' as const,
      message: `Slices lie ${english.number(upright.spacing[2], 1)} mm apart: density figures are blurred, and small vessels and walls count with the lung.`,
      details: { spacingMm: upright.spacing[2] },
    })
  }
  const bright = contrastFraction(hu, right.size, slicesOfRuns([right, left]))
  if (bright !== null && bright.part > contrastPart) {
    findings.push({
      code: 'W_CONTRAST',
      severity: 'info' as const,
      message: 'Heart and vessels are bright: contrast medium raises the density of the lungs by a few HU.',
      where: at(bright.slice),
      details: { brightPercent: bright.part * 100 },
    })
  }
  return findings

  /** Part of the soft tissue in front of the spine, between the lungs at half their height, that is brighter than blood. */
  function contrastFraction(
    values: Int16Array,
    [nx, ny]: readonly [number, number, number],
    range: readonly [number, number] | null,
  ): { part: number; slice: number } | null {
    const [columnR, columnL] = [right, left].map(middle)
    if (range === null || columnR == null || columnL == null) return null
    const slice = Math.round((range[0] + range[1]) / 2)
    const row = Math.round((columnR.j + columnL.j) / 2)
    let tissue = 0
    let brighter = 0
    for (let j = Math.max(0, row - Math.round(60 / upright.spacing[1])); j < Math.min(ny, row); j++) {
      for (let i = columnR.i; i <= columnL.i; i++) {
        const value = values[(slice * ny + j) * nx + i] as number
        if (value < 0 || value > 500) continue
        tissue++
        if (value > contrastHU) brighter++
      }
    }
    return tissue === 0 ? null : { part: brighter / tissue, slice }
  }
}

/** The airways without their wall and what lies near it. */
function lumenOf(airways: RunMask, { size, metric, spacing }: Upright): RunMask {
  const box = boxOfRuns([airways])
  if (box === null) return airways
  const tree = toBitsInBox(airways, box)
  return cropToRuns(shrinkBall(tree, metric, Math.max(4.5, 1.5 * spacing[0]), true, tree), box, size)
}

/** Column and row of a mask's centroid; null for an empty mask. */
function middle({ size, runs: { rowRuns, ends } }: RunMask): { i: number; j: number } | null {
  let [count, sumI, sumJ] = [0, 0, 0]
  for (let row = 0; row + 1 < rowRuns.length; row++) {
    for (let run = rowRuns[row] as number; run < (rowRuns[row + 1] as number); run++) {
      const [begin, end] = [ends[2 * run] as number, ends[2 * run + 1] as number]
      count += end - begin
      sumI += ((end - begin) * (begin + end - 1)) / 2
      sumJ += (end - begin) * (row % size[1])
    }
  }
  return count === 0 ? null : { i: Math.round(sumI / count), j: Math.round(sumJ / count) }
}
