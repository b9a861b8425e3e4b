import type { SegmentationInfo, StageResult } from '../../../src-shared/contract.ts'
import type { MethodState } from '../../../src-shared/segmentation/method.ts'
import { parseParameters } from '../../../src-shared/segmentation/registry.ts'
import { runMethod } from '../../../src-shared/segmentation/run-method.ts'
import { segmentationInfo } from '../../../src-shared/segmentation/segmentation-info.ts'
import type { Volume } from '../../../src-shared/volume.ts'
import type { TaskContext } from '../task-context.ts'

export interface SegmentInput {
  readonly method: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly volume: Volume
  /** State of an earlier run on the same volume, whose unchanged stages are taken over. */
  readonly previous: MethodState | null
}

export type SegmentTaskEvent = { readonly type: 'stage'; readonly result: StageResult }

export interface SegmentOutput {
  readonly state: MethodState
  readonly info: Omit<SegmentationInfo, 'segmentationId' | 'volumeId' | 'seconds'>
}

export function segmentTask(input: SegmentInput, context: TaskContext<SegmentTaskEvent>): SegmentOutput {
  const { method, volume, previous } = input
  const parameters = parseParameters(method, input.parameters)
  const state = runMethod(method, volume, parameters, previous, {
    progress: context.progress,
    stage: (result) => context.emit({ type: 'stage', result }),
    seconds: () => performance.now() / 1000,
  })
  return { state, info: segmentationInfo(state, volume) }
}
