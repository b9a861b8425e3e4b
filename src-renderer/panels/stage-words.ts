import type { MeshInfo, StageResult } from '../../src-shared/contract.ts'
import type { Parameter } from '../../src-shared/parameters.ts'
import { stagesOf } from '../state/method.ts'
import type { Messages } from '../state/text/en.ts'

export function stageTitle(t: Messages, method: string, stage: string): string {
  return t.method.stageTexts[method]?.[stage]?.title ?? stagesOf(method).find((one) => one.id === stage)?.title ?? stage
}

export function stageWhy(t: Messages, method: string, stage: string): string {
  return t.method.stageTexts[method]?.[stage]?.why ?? stagesOf(method).find((one) => one.id === stage)?.why ?? ''
}

export function stageSource(t: Messages, method: string, stage: string): string {
  return t.method.stageTexts[method]?.[stage]?.source ?? stagesOf(method).find((one) => one.id === stage)?.source ?? ''
}

export function parameterWords(t: Messages, parameter: Parameter): Parameter {
  const own = t.method.parameterTexts[parameter.name]
  return own === undefined ? parameter : { ...parameter, ...own }
}

/** The result of a stage in a few words, for the right end of its row. `voxelMl` is the volume of a voxel. */
export function stageResultText(t: Messages, result: StageResult, voxelMl: number): string {
  const { figures } = result
  const { figures: words } = t.method
  const { thresholdHU, keptParts, removedParts, addedVoxels, storedMinimum, storedMaximum, voxels } = figures
  const { addedMl, changeMl, airwayMl, bodyMl, joinedSlices, lungs, paddingPercent, totalMl } = figures
  if (paddingPercent !== undefined) return paddingPercent === 0 ? words.noPadding : words.padding(paddingPercent)
  if (bodyMl !== undefined) return words.litres(bodyMl / 1000)
  if (airwayMl !== undefined && totalMl === undefined) return airwayMl === 0 ? words.notFound : words.ml(airwayMl)
  if (lungs !== undefined) return words.lungs(lungs)
  if (joinedSlices !== undefined) return joinedSlices === 0 ? words.apart : words.cut(joinedSlices)
  if (totalMl !== undefined) return totalMl === 0 ? words.empty : words.ml(totalMl)
  if (thresholdHU !== undefined) {
    return result.stage === 'air' && figures['otsuHU'] === undefined ? words.hu(thresholdHU) : words.otsu(thresholdHU)
  }
  if (storedMinimum !== undefined && storedMaximum !== undefined) return words.range(storedMinimum, storedMaximum)
  if (result.stage === 'small-parts' && removedParts !== undefined) return words.removes(removedParts)
  if (keptParts !== undefined) return words.parts(keptParts)
  if (removedParts !== undefined) return words.removes(removedParts)
  const grownMl = addedMl ?? changeMl
  if (grownMl !== undefined) return words.added(grownMl)
  if (addedVoxels !== undefined) return words.added(addedVoxels * voxelMl)
  return voxels === 0 ? words.empty : words.done
}

export const surfaceResultText = (t: Messages, mesh: MeshInfo): string => t.method.figures.triangles(mesh.triangles)

/** What smoothing and decimation did to the surface, as a sentence; null where neither ran. */
export const surfaceChangeText = (t: Messages, { change }: MeshInfo): string | null =>
  change === undefined ? null : t.method.figures.changed(change)
