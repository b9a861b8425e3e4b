import { counted } from '../../counted.ts'
import type { Finding } from '../../finding.ts'
import { countOfSlices, type RunMask, slicesOfRuns, toBitsOfSlices } from '../../imaging/run-mask.ts'
import type { Check } from './check-facts.ts'

/** Area of lung in the first or last slice from which the scan has cut it: less may be a recess or the apex just ending there. */
const cutMm2 = 100

/** Lungs cut off at the top, the bottom or the sides of the scan: their volumes are too small. */
export const truncation: Check = ({ upright, right, left, standard, at }) => {
  const top = upright.size[2] - 1
  const findings: Finding[] = []
  const voxels = [countOfSlices(right), countOfSlices(left)]
  const area = (k: number): number =>
    voxels.reduce((sum, ofSlice) => sum + (ofSlice[k] as number), 0) * upright.spacing[0] * upright.spacing[1]
  const cut = (code: string, k: number, what: string): void => {
    findings.push({
      code,
      severity: 'warning',
      message: `The scan cuts the lungs off at the ${what}: volumes and measurements are those of the part it shows.`,
      where: at(k),
      details: { areaMm2: Math.round(area(k)) },
    })
  }
  if (area(top) > cutMm2) cut('W_TRUNCATED_APEX', top, 'apex')
  if (area(0) > cutMm2) cut('W_TRUNCATED_BASE', 0, 'base')
  const side = slicesWith(standard.atSide, [right, left])
  const first = side[0]
  if (first !== undefined) {
    findings.push({
      code: 'W_TRUNCATED_SIDE',
      severity: 'warning',
      message: `Lung touches the side of the picture in ${counted(side.length, 'slice')}: the field is too small, and part of the lung is missing.`,
      where: at(first),
      details: { slices: side.length },
    })
  }
  if (findings.length > 0 || slicesOfRuns([right, left]) === null) return findings
  return [
    { code: 'W_TRUNCATED_APEX', severity: 'passed', message: 'The scan shows the lungs whole: nothing is cut off.' },
  ]
}

/** Slices in which a lung holds some of the parts at the side. */
function slicesWith(atSide: RunMask | null | undefined, lungs: readonly RunMask[]): number[] {
  if (atSide == null) return []
  const beside = countOfSlices(atSide)
  const touches = (k: number): boolean => {
    if (beside[k] === 0) return false
    const { words } = toBitsOfSlices(atSide, k, k + 1)
    return lungs.some((lung) => {
      const own = toBitsOfSlices(lung, k, k + 1).words
      return own.some((word, n) => (word & (words[n] as number)) !== 0)
    })
  }
  return Array.from({ length: atSide.size[2] }, (_, k) => k).filter(touches)
}
