import type { StageResult } from '../contract.ts'
import { Failure } from '../failure.ts'
import { type RunMask, toBits } from '../imaging/run-mask.ts'
import { articleLabel, isLung, type LabelMask } from '../labels.ts'
import type { BitMask } from '../mask.ts'
import type { ParameterValues } from '../parameters.ts'
import type { Volume } from '../volume.ts'
import type {
  LabelRuns,
  Method,
  MethodState,
  Stage,
  StageContext,
  StageOutput,
  StageProducts,
  StageState,
} from './method.ts'
import { findMethod, parseParameters } from './registry.ts'

/** How a run tells about itself. `progress` is called per slice or plane and may throw `E_CANCELLED`. */
export interface RunHooks {
  /** `done` of `total` within the stage; `fraction` 0 to 1 over all stages. */
  progress(stage: string, done: number, total: number, fraction: number): void
  /** A stage is done. */
  stage(result: StageResult): void
  /** A clock that only goes forward. */
  seconds(): number
  /** Runs one stage; left out, this thread does all of it. */
  runStage?(job: StageJob): StageOutput
}

export type RunnableStage = Stage & { readonly run: NonNullable<Stage['run']> }

/** The stages `runMethod` runs: all but those the engine runs as jobs of their own. */
export function runnableStages(method: Method): RunnableStage[] {
  return method.stages.filter((stage): stage is RunnableStage => stage.run !== null)
}

/** One stage to be run: `stage.run(context)`, or the same in pieces. */
export interface StageJob {
  readonly stage: RunnableStage
  readonly context: StageContext
}

/**
 * Runs a method on a volume, stage after stage.
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
  const kept = keptStages(method, values, previous)
  const whole = stages.reduce((sum, stage) => sum + stage.share, 0)
  const states: StageState[] = []
  let products: StageProducts = {}
  let before = 0
  for (const stage of stages) {
    const old = kept[states.length]
    let state = old && { ...old, result: { ...old.result, seconds: 0, reused: true } }
    if (state === undefined) {
      const start = hooks.seconds()
      const report = (done: number, total: number): void => {
        const part = total === 0 ? 1 : done / total
        hooks.progress(stage.id, done, total, (before + part * stage.share) / whole)
      }
      const own = pick(values, Object.keys(stage.schema.shape))
      report(0, 1)
      const job = { stage, context: { volume, parameters: own, products, report } }
      const output = hooks.runStage === undefined ? stage.run(job.context) : hooks.runStage(job)
      report(1, 1)
      const { figures, findings } = output
      const labels = output.products.labels?.map(({ label }) => label)
      const seconds = hooks.seconds() - start
      const result = { stage: stage.id, seconds, reused: false, figures, findings, ...(labels && { labels }) }
      state = { parameters: own, products: output.products, result }
    }
    states.push(state)
    products = { ...products, ...state.products }
    before += stage.share
    hooks.stage(state.result)
  }
  return { method: methodId, parameters: values, stages: states }
}

/** The stages of an earlier run that a run with these parameters takes over. */
export function keptStages(method: Method, values: ParameterValues, previous: MethodState | null): StageState[] {
  if (previous === null || previous.method !== method.id) return []
  const stages = runnableStages(method)
  const changed = stages.findIndex((stage, at) => {
    const old = previous.stages[at]
    return old?.result.stage !== stage.id || !sameValues(old.parameters, pick(values, Object.keys(stage.schema.shape)))
  })
  return previous.stages.slice(0, changed < 0 ? stages.length : changed)
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
  const products = state.stages.slice(0, last + 1).findLast(hasMask)?.products
  if (products?.labels !== undefined) return bitsOf(lungRuns(products.labels))
  if (products?.maskRuns !== undefined) return bitsOf([products.maskRuns])
  if (products?.mask !== undefined) return products.mask
  const known = ['final', ...stagesWithMask(state)]
  throw new Failure('E_NOT_FOUND', `Stage "${stage}" has no mask. Those that have: ${known.join(', ')}.`, {
    stage,
    known,
  })
}

/** Ids of the stages that left a mask of their own, in their order. */
export const stagesWithMask = (state: MethodState): string[] =>
  state.stages.filter(hasMask).map((at) => at.result.stage)

const hasMask = ({ products: { mask, maskRuns, labels } }: StageState): boolean =>
  mask !== undefined || maskRuns !== undefined || labels !== undefined

/** What is lung of the structures told apart: the mask of the stage that tells them. */
export const lungRuns = (labels: readonly LabelRuns[]): [RunMask, ...RunMask[]] =>
  labels.filter(isLung).map(({ runs }) => runs) as [RunMask, ...RunMask[]]

const known = new WeakMap<RunMask, WeakRef<BitMask>>()
/** By the first of the masks, which no other union begins with. */
const knownUnions = new WeakMap<RunMask, WeakRef<BitMask>>()

/** The bits of masks of runs together, made once as long as somebody looks at them. */
function bitsOf(masks: readonly [RunMask, ...RunMask[]]): BitMask {
  const [first] = masks
  const kept = masks.length === 1 ? known : knownUnions
  const made = kept.get(first)?.deref() ?? toBits(masks, true)
  kept.set(first, new WeakRef(made))
  return made
}

/**
 * The labels a stage left, in the volume's axes: `final` or a stage's id; stages that label nothing show those of the stage before.
 * Empty where the method, or the stages so far, tell no structures apart. Throws `E_NOT_FOUND` as `stageMask` does.
 */
export function stageLabels(state: MethodState, stage: string): readonly LabelMask[] {
  const last = stage === 'final' ? state.stages.length - 1 : state.stages.findIndex((at) => at.result.stage === stage)
  if (last < 0) stageMask(state, stage)
  const found = state.stages.slice(0, last + 1).findLast((at) => at.products.labels !== undefined)?.products.labels
  return (found ?? []).map(({ label, name, runs }) => ({ label, name, mask: bitsOf([runs]) }))
}

/** The labels of a finished run: those the method tells apart, else all that is mask as the article's one. */
export function finalLabels(state: MethodState): readonly LabelMask[] {
  const known = stageLabels(state, 'final')
  return known.length > 0 ? known : [{ label: articleLabel, name: 'lungs', mask: stageMask(state, 'final') }]
}
