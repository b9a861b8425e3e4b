import { listParameters, type Parameter, type ParameterValues } from '../../src-shared/parameters.ts'
import type { Stage } from '../../src-shared/segmentation/method.ts'
import { findMethod, methodParameters, methods } from '../../src-shared/segmentation/registry.ts'
import { type SurfaceOptions, surfaceOptions } from '../../src-shared/surface-options.ts'

export const methodIds: readonly string[] = Object.keys(methods)

/** The parameters the page shows as V: pixels in a plane, or cubic millimetres. */
const vNames = ['minComponentPx', 'minPartMm3']
export const isV = ({ name }: Pick<Parameter, 'name'>): boolean => vNames.includes(name)

/** The V of a method; null where it has none. */
export const vOf = (method: string): Parameter | null => methodParameters(method).find(isV) ?? null

export const stagesOf = (method: string): readonly Stage[] => findMethod(method).stages
export const parametersOf = (stage: Stage): readonly Parameter[] => listParameters(stage.schema)

export function defaultValues(method: string): ParameterValues {
  return Object.fromEntries(methodParameters(method).map(({ name, defaultValue }) => [name, defaultValue]))
}

/** The values the mask depends on: those of stages that run with it, not of the surface. */
export function maskValues(method: string, values: ParameterValues): ParameterValues {
  const names = stagesOf(method)
    .filter((stage) => stage.run !== null)
    .flatMap((stage) => parametersOf(stage).map(({ name }) => name))
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])))
}

/** The stage that V belongs to and the one before it: what is in the one and not in the other was removed by V. */
export function removedByV(method: string): { readonly before: string; readonly after: string } | null {
  const stages = stagesOf(method)
  const at = stages.findIndex((stage) => parametersOf(stage).some(isV))
  const before = stages[at - 1]
  const after = stages[at]
  return before === undefined || after === undefined ? null : { before: before.id, after: after.id }
}

export const surfaceOptionsOf = (method: string, values: ParameterValues): Required<SurfaceOptions> =>
  surfaceOptions({ ...defaultValues(method), ...values })

/** What a V would remove, counted from the sizes of all parts: [size in px, how many], ascending. */
export function removedParts(
  sizes: readonly (readonly [number, number])[],
  v: number,
): { readonly parts: number; readonly voxels: number } {
  let parts = 0
  let voxels = 0
  for (const [size, count] of sizes) {
    if (size >= v) break
    parts += count
    voxels += size * count
  }
  return { parts, voxels }
}
