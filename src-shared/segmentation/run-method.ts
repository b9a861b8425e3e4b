import type { StageResult } from '../contract.ts'
import { Failure } from '../failure.ts'
import type { BitMask } from '../mask.ts'
import type { ParameterValues } from '../parameters.ts'
import type { Volume } from '../volume.ts'
import type { LabelMask, Method, MethodState, Stage, StageProducts, StageState } from './method.ts'
import { findMethod, parseParameters } from './registry.ts'

/** How a run tells about itself. `progress` is called per slice or plane and may throw `E_CANCELLED`. */
export interface RunHooks {
  /** `done` of `total` within the stage; `fraction` 0 to 1 over all stages. */
  progress(stage: string, done: number, total: number, fraction: number): void
  /** A stage is done. */
  stage(result: StageResult): void
  /** A clock that only goes forward. */
  seconds(): number
}

type RunnableStage = Stage & { readonly run: NonNullable<Stage['run']> }

/** The stages `runMethod` runs: all but those the engine runs as jobs of their own. */
export function runnableStages(method: Method): RunnableStage[] {
  return method.stages.filter((stage): stage is RunnableStage => stage.run !== null)
}

/**
 * Runs a method on a volume, stage after stage, in this thread.
 *
 * Stages at the head of `previous` whose parameters are the same are not run again; `previous` must come from the same
 * volume. The state holds every stage's mask. Throws `E_PARAMETER` for an unknown method or a bad parameter, and what the
 * hooks throw.
 */
export function runMethod(
  methodId: string,
  volume: Volume,
  parameters: ParameterValues,
  previous: MethodState | null,
  hooks: RunHooks,
): MethodState {
  const method = findMethod(methodId)
  const values = parseParameters(method, parameters)
  const stages = runnableStages(method)
  const reusable = previous !== null && previous.method === methodId ? previous.stages : []
  const whole = stages.reduce((sum, stage) => sum + stage.share, 0)
  const states: StageState[] = []
  let products: StageProducts = {}
  let before = 0
  for (const stage of stages) {
    const own = pick(values, Object.keys(stage.schema.shape))
    const kept = reusable[states.length]
    const upstreamKept = states.every((state) => state.result.reused)
    const state =
      upstreamKept && kept !== undefined && kept.result.stage === stage.id && sameValues(kept.parameters, own)
        ? { ...kept, result: { ...kept.result, seconds: 0, reused: true } }
        : runStage(stage, volume, own, products, hooks, (part) => (before + part * stage.share) / whole)
    states.push(state)
    products = { ...products, ...state.products }
    before += stage.share
    hooks.stage(state.result)
  }
  return { method: methodId, parameters: values, stages: states }
}

function runStage(
  stage: RunnableStage,
  volume: Volume,
  parameters: ParameterValues,
  products: StageProducts,
  hooks: RunHooks,
  fraction: (part: number) => number,
): StageState {
  const start = hooks.seconds()
  hooks.progress(stage.id, 0, 1, fraction(0))
  const report = (done: number, total: number): void =>
    hooks.progress(stage.id, done, total, fraction(total === 0 ? 1 : done / total))
  const output = stage.run({ volume, parameters, products, report })
  hooks.progress(stage.id, 1, 1, fraction(1))
  const { figures, findings } = output
  const result = { stage: stage.id, seconds: hooks.seconds() - start, reused: false, figures, findings }
  return { parameters, products: output.products, result }
}

function pick(values: ParameterValues, names: readonly string[]): ParameterValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
}

function sameValues(a: ParameterValues, b: ParameterValues): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

/** Products of all stages together. */
export function allProducts(state: MethodState): StageProducts {
  return Object.assign({}, ...state.stages.map((stage) => stage.products))
}

/**
 * The mask a stage left: `final` or a stage's id; stages that make no mask show that of the stage before.
 * Throws `E_NOT_FOUND` for an unknown stage or one before the first mask.
 */
export function stageMask(state: MethodState, stage: string): BitMask {
  const last = stage === 'final' ? state.stages.length - 1 : state.stages.findIndex((at) => at.result.stage === stage)
  const mask = state.stages.slice(0, last + 1).findLast((at) => at.products.mask !== undefined)?.products.mask
  if (mask !== undefined) return mask
  const known = ['final', ...state.stages.filter((at) => at.products.mask !== undefined).map((at) => at.result.stage)]
  throw new Failure('E_NOT_FOUND', `Stage "${stage}" has no mask. Those that have: ${known.join(', ')}.`, {
    stage,
    known,
  })
}

/**
 * The labels a stage left, in the volume's axes: `final` or a stage's id; stages that label nothing show those of the stage before.
 * Empty where the method, or the stages so far, tell no structures apart. Throws `E_NOT_FOUND` as `stageMask` does.
 */
export function stageLabels(state: MethodState, stage: string): readonly LabelMask[] {
  const last = stage === 'final' ? state.stages.length - 1 : state.stages.findIndex((at) => at.result.stage === stage)
  if (last < 0) stageMask(state, stage)
  return state.stages.slice(0, last + 1).findLast((at) => at.products.labels !== undefined)?.products.labels ?? []
}
