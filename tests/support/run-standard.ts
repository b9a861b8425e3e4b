import type { Finding } from '../../src-shared/finding.ts'
import { countOverlap, dice } from '../../src-shared/imaging/count-overlap.ts'
import { packBits, unpackBits } from '../../src-shared/mask.ts'
import type { ParameterValues } from '../../src-shared/parameters.ts'
import type { MethodState } from '../../src-shared/segmentation/method.ts'
import { runMethod, stageLabels } from '../../src-shared/segmentation/run-method.ts'
import type { Volume } from '../../src-shared/volume.ts'
import { quietHooks } from './run-article.ts'

/** A run of the standard method without listeners. */
export const runStandard = (volume: Volume, parameters: ParameterValues = {}): MethodState =>
  runMethod('standard', volume, parameters, null, quietHooks)

/** The labelmap of a run, one byte a voxel. */
export function labelmap(state: MethodState, stage = 'final'): Uint8Array {
  const made = stageLabels(state, stage).map(({ label, mask }) => unpackBits(mask, label))
  const first = made[0]
  if (first === undefined) return new Uint8Array(0)
  return first.map((_, at) => Math.max(...made.map((one) => one[at] as number)))
}

/** Codes of the findings of a run that are no praise. */
export const troubles = (state: MethodState): string[] =>
  state.stages.flatMap(({ result }) => result.findings.filter(isTrouble).map(({ code }) => code))

const isTrouble = ({ severity }: Finding): boolean => severity === 'warning' || severity === 'error'

/** Dice of one label, and the ratio of found to true volume. */
export function agreement(found: Uint8Array, truth: Uint8Array, label: number): { dice: number; volume: number } {
  const only = (voxels: Uint8Array) =>
    packBits(
      voxels.map((value) => (value === label ? 1 : 0)),
      [voxels.length, 1, 1],
    )
  const overlap = countOverlap(only(found), only(truth))
  const { both, onlyA, onlyB } = overlap
  return { dice: dice(overlap) ?? Number.NaN, volume: (both + onlyA) / (both + onlyB) }
}
