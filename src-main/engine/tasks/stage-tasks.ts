import { Failure } from '../../../src-shared/failure.ts'
import type { MethodState, PieceWork, StageContext, StageOutput } from '../../../src-shared/segmentation/method.ts'
import { findMethod } from '../../../src-shared/segmentation/registry.ts'
import { type RunnableStage, runnableStages } from '../../../src-shared/segmentation/run-method.ts'
import { segmentationInfo } from '../../../src-shared/segmentation/segmentation-info.ts'
import type { Volume } from '../../../src-shared/volume.ts'
import type { TaskContext } from '../task-context.ts'
import type { SegmentOutput } from './segment-task.ts'

/** One stage of a method, for a thread: stages themselves don't cross threads, their ids do. */
export interface StageInput extends Omit<StageContext, 'report'> {
  readonly method: string
  readonly stage: string
}

/** Runs a whole stage. */
export function stageTask(input: StageInput, context: TaskContext): StageOutput {
  return findStage(input).run(contextOf(input, context))
}

export function preparePiecesTask(input: StageInput, context: TaskContext): { count: number; plan: unknown } {
  return piecesOf(input).prepare(contextOf(input, context))
}

export function pieceTask(
  input: StageInput & { readonly plan: unknown; readonly from: number; readonly to: number },
  context: TaskContext,
): unknown {
  const { plan, from, to } = input
  return piecesOf(input).piece(contextOf(input, context), plan, from, to)
}

export function joinPiecesTask(
  input: StageInput & { readonly plan: unknown; readonly pieces: readonly unknown[] },
  context: TaskContext,
): StageOutput {
  return piecesOf(input).join(contextOf(input, context), input.plan, input.pieces)
}

/** What is shown of a run whose stages were run one by one. */
export function describeRunTask({ state, volume }: { state: MethodState; volume: Volume }): SegmentOutput['info'] {
  return segmentationInfo(state, volume)
}

function findStage({ method, stage }: StageInput): RunnableStage {
  const found = runnableStages(findMethod(method)).find(({ id }) => id === stage)
  if (found === undefined) throw new Failure('E_INTERNAL', `Method ${method} has no stage ${stage}.`)
  return found
}

function piecesOf(input: StageInput): PieceWork {
  const { pieces } = findStage(input)
  if (pieces === undefined) throw new Failure('E_INTERNAL', `Stage ${input.stage} is not done in pieces.`)
  return pieces
}

const contextOf = (input: StageInput, context: TaskContext): StageContext => ({
  volume: input.volume,
  parameters: input.parameters,
  products: input.products,
  report: context.report(input.stage),
})
