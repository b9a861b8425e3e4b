import type { SegmentationInfo, StageResult } from '../../../src-shared/contract.ts'
import { voxelCount } from '../../../src-shared/geometry.ts'
import { noReport } from '../../../src-shared/report.ts'
import type { MethodState, StageOutput } from '../../../src-shared/segmentation/method.ts'
import { findMethod, parseParameters } from '../../../src-shared/segmentation/registry.ts'
import { runMethod, type StageJob } from '../../../src-shared/segmentation/run-method.ts'
import { segmentationInfo } from '../../../src-shared/segmentation/segmentation-info.ts'
import type { Volume } from '../../../src-shared/volume.ts'
import { collectGarbage } from '../collect-garbage.ts'
import { type Crew, dismissCrew, shareWork } from '../lead-crew.ts'
import type { TaskContext } from '../task-context.ts'
import { runPiece } from './crew-work.ts'

export interface SegmentInput {
  readonly method: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly volume: Volume
  /** State of an earlier run on the same volume, whose unchanged stages are taken over. */
  readonly previous: MethodState | null
  /** Threads that help, if any. */
  readonly crew?: Crew
  /** Voxels of a piece of work; `pieceVoxels` where left out. */
  readonly pieceVoxels?: number
}

/** Some milliseconds of work, so that threads end together. Less than one piece is not worth sharing. */
export const pieceVoxels = 2 ** 22

const largeVoxels = 2 ** 24

export type SegmentTaskEvent = { readonly type: 'stage'; readonly result: StageResult }

export interface SegmentOutput {
  readonly state: MethodState
  readonly info: Omit<SegmentationInfo, 'segmentationId' | 'volumeId' | 'seconds'>
}

export function segmentTask(input: SegmentInput, context: TaskContext<SegmentTaskEvent>): SegmentOutput {
  const { method, volume, previous, crew } = input
  const parameters = parseParameters(method, input.parameters)
  // a method of masks alone leaves nothing, and collecting takes longer than most of its stages
  const leavesMuch = findMethod(method).bytesOfVoxel !== undefined && voxelCount(volume.grid) >= largeVoxels
  try {
    const state = runMethod(method, volume, parameters, previous, {
      progress: context.progress,
      stage: (result) => {
        context.emit({ type: 'stage', result })
        // what a stage of a large volume leaves behind would wait for the garbage of the next ones
        if (leavesMuch && !result.reused) collectGarbage()
      },
      seconds: () => performance.now() / 1000,
      ...(crew === undefined ? {} : { runStage: (job) => runShared(job, crew, input, leavesMuch) }),
    })
    return { state, info: segmentationInfo(state, volume) }
  } finally {
    if (crew !== undefined) dismissCrew(crew)
  }
}

function runShared(
  { stage, context }: StageJob,
  crew: Crew,
  { method, volume, ...input }: SegmentInput,
  leavesMuch: boolean,
): StageOutput {
  const { run, pieces } = stage
  if (pieces === undefined) return run(context)
  const { count, plan } = pieces.prepare(context)
  const { report, ...given } = context
  const wanted = Math.max(voxelCount(volume.grid) / (input.pieceVoxels ?? pieceVoxels), 1 + crew.ports.length)
  const quiet = { ...context, report: noReport }
  const done = shareWork(
    crew,
    'stage',
    {
      input: { ...given, method, stage: stage.id, plan, leavesMuch },
      count,
      size: Math.max(1, Math.ceil(count / wanted)),
    },
    (from, to) => runPiece(pieces, quiet, plan, [from, to], leavesMuch),
    report,
  )
  return pieces.join(context, plan, done)
}
