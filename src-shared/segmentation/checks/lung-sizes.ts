import { countOfSlices, type RunMask } from '../../imaging/run-mask.ts'
import { english } from '../../number-format.ts'
import type { Check } from './check-facts.ts'

/** Plausible volume of both lungs of a grown-up in a scan, mL: collapsed or breathed out, to severe emphysema. */
const plausibleMl = [1500, 9500] as const
/** The right lung held 53.6 % with a deviation of 1.5 in 32 healthy people (range 50.6 to 57.4); far wider limits are kept. */
const rightPart = [0.42, 0.65] as const
const missing = 0.08

/** The slice that shows most of both lungs. */
function widestSlice(right: RunMask, left: RunMask): number {
  const ofLeft = countOfSlices(left)
  const voxels = countOfSlices(right).map((count, k) => count + (ofLeft[k] as number))
  return voxels.indexOf(voxels.reduce((most, count) => Math.max(most, count), 0))
}

/**
 * Lungs of odd size: both together outside of what a grown-up has, one far smaller than the other, or one missing.
 *
 * All are told at the slice that shows most lung. Children's lungs are smaller: a warning, nothing is dropped. Ratio: Y. Yamada et al. 2020, PMC7490509, table 3. Volumes: total lung
 * capacity of grown-ups is some 4 to 6 L; supine CT gives less, emphysema more.
 */
export const lungSizes: Check = ({ measurements, right, left, at }) => {
  const { total } = measurements
  if (total.volumeMl === 0) return []
  const findings = []
  const share = measurements.right.volumeMl / total.volumeMl
  const widest = at(widestSlice(right, left))
  const percent = `${Math.round(share * 100)} % right, ${Math.round((1 - share) * 100)} % left`
  if (share < missing || share > 1 - missing) {
    findings.push({
      code: 'W_ONE_LUNG',
      severity: 'warning' as const,
      message: `Only the ${share > 0.5 ? 'right' : 'left'} lung was found (${percent}). The other may be removed, collapsed or full of fluid.`,
      where: widest,
      details: { rightPercent: share * 100 },
    })
  } else if (share < rightPart[0] || share > rightPart[1]) {
    findings.push({
      code: 'W_LUNG_RATIO',
      severity: 'warning' as const,
      message: `Right and left lung differ more than usual: ${percent} (healthy: 51 to 57 % right). Look for collapse, fluid, or a wrong side.`,
      where: widest,
      details: { rightPercent: share * 100 },
    })
  } else
    findings.push({
      code: 'W_LUNG_RATIO',
      severity: 'passed' as const,
      message: `Right to left is as expected: ${percent}.`,
    })
  if (total.volumeMl < plausibleMl[0] || total.volumeMl > plausibleMl[1]) {
    findings.push({
      code: 'W_LUNG_VOLUME',
      severity: 'warning' as const,
      message: `Both lungs hold ${english.number(total.volumeMl)} mL, outside the ${english.number(plausibleMl[0])} to ${english.number(plausibleMl[1])} mL of grown-ups. A child, a partial scan, or a wrong result: look at the slices.`,
      where: widest,
      details: { volumeMl: total.volumeMl },
    })
  }
  return findings
}
