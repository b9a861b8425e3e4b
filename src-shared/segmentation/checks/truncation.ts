import type { Finding } from '../../finding.ts'
import { type RunMask, toBits } from '../../imaging/run-mask.ts'
import { type BitMask, popCount } from '../../mask.ts'
import { slicesHeld } from '../measurements/slices-held.ts'
import type { Check } from './check-facts.ts'

/** Area of lung in the first or last slice from which the scan has cut it: less may be a recess or the apex just ending there. */
const cutMm2 = 100

/** Lungs cut off at the top, the bottom or the sides of the scan: their volumes are too small. */
export const truncation: Check = ({ upright, right, left, standard, at }) => {
  const top = upright.size[2] - 1
  const findings: Finding[] = []
  const area = (k: number): number =>
    (sliceVoxels(right, k) + sliceVoxels(left, k)) * upright.spacing[0] * upright.spacing[1]
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
  const held = [slicesHeld(right), slicesHeld(left)].filter((range) => range !== null)
  const side = slicesWith(standard.atSide, [right, left])
  const first = side[0]
  if (first !== undefined) {
    findings.push({
      code: 'W_TRUNCATED_SIDE',
      severity: 'warning',
      message: `Lung touches the side of the picture in ${side.length} slices: the field is too small, and part of the lung is missing.`,
      where: at(first),
      details: { slices: side.length },
    })
  }
  if (findings.length > 0 || held.length === 0) return findings
  return [
    { code: 'W_TRUNCATED_APEX', severity: 'passed', message: 'The scan shows the lungs whole: nothing is cut off.' },
  ]
}

/** Slices in which a lung holds some of the parts at the side. */
function slicesWith(atSide: RunMask | null | undefined, lungs: readonly BitMask[]): number[] {
  if (atSide == null) return []
  const { size, wordsPerRow, words } = toBits(atSide)
  const perSlice = wordsPerRow * size[1]
  const touches = (k: number): boolean => {
    for (let n = k * perSlice; n < (k + 1) * perSlice; n++) {
      if (words[n] !== 0 && lungs.some((lung) => ((lung.words[n] as number) & (words[n] as number)) !== 0)) return true
    }
    return false
  }
  return Array.from({ length: size[2] }, (_, k) => k).filter(touches)
}

function sliceVoxels({ size, wordsPerRow, words }: BitMask, k: number): number {
  const perSlice = wordsPerRow * size[1]
  let voxels = 0
  for (let n = k * perSlice; n < (k + 1) * perSlice; n++) voxels += popCount(words[n] as number)
  return voxels
}
