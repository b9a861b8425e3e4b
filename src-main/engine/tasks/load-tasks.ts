import { Failure } from '../../../src-shared/failure.ts'
import type { Finding } from '../../../src-shared/finding.ts'
import type { Grid } from '../../../src-shared/geometry.ts'
import type { Volume, VolumeSlice } from '../../../src-shared/volume.ts'
import { allocateVolume, loadSlices } from '../load/load-slices.ts'
import { planVolume, type VolumePlan } from '../load/plan-volume.ts'
import type { SeriesSource } from '../scan/series-source.ts'
import { type Sealed, seal, unseal } from '../sealed.ts'
import type { TaskContext } from '../task-context.ts'

export interface PlanOutput {
  readonly plan: Sealed<VolumePlan>
  readonly grid: Grid
  readonly slices: readonly VolumeSlice[]
  readonly bytes: number
  readonly findings: readonly Finding[]
  /** True where a file does not say whether text, a name say, is burned into its pixels. */
  readonly mayHoldText: boolean
  /** Why the volume can be shown only, not segmented. */
  readonly blocked: ReturnType<Failure['toJSON']> | null
}

/** Plans the volume of a series. A series that can be shown only is planned for that, with the reason in `blocked`. */
export function planTask(input: { source: Sealed<SeriesSource>; allowGaps: boolean }): PlanOutput {
  const source = unseal(input.source)
  const { plan, blocked } = planOrView(source, input.allowGaps)
  return {
    plan: seal(`${input.source.key}/${input.allowGaps}`, plan),
    grid: plan.grid,
    slices: plan.slices,
    bytes: plan.bytes,
    findings: plan.findings,
    mayHoldText: source.slices.some(({ burnedIn }) => burnedIn === null),
    blocked: blocked?.toJSON() ?? null,
  }
}

function planOrView(source: SeriesSource, allowGaps: boolean): { plan: VolumePlan; blocked: Failure | null } {
  try {
    return { plan: planVolume(source, { allowGaps }), blocked: null }
  } catch (error) {
    if (!(error instanceof Failure) || source.info.usable !== 'view') throw error
    return { plan: planVolume(source, { allowGaps, forViewing: true }), blocked: error }
  }
}

export function allocateTask(input: { plan: Sealed<VolumePlan>; spare: SharedArrayBuffer | null }): Volume {
  return allocateVolume(unseal(input.plan), input.spare)
}

/** Decodes the slices `ks` into the volume's shared arrays; other threads may do other slices at the same time. */
export async function loadSlicesTask(
  input: { source: Sealed<SeriesSource>; plan: Sealed<VolumePlan>; volume: Volume; ks: readonly number[] },
  context: TaskContext,
): ReturnType<typeof loadSlices> {
  return loadSlices(unseal(input.source), unseal(input.plan), input.volume, input.ks, context.report('load'))
}
