import { Failure } from '../../../src-shared/failure.ts'
import type { Grid } from '../../../src-shared/geometry.ts'
import { countCubes, type SlabCounts } from '../../../src-shared/imaging/count-cubes.ts'
import { fillCubes, type MeshPlan } from '../../../src-shared/imaging/fill-cubes.ts'
import type { BitMask } from '../../../src-shared/mask.ts'
import type { Report } from '../../../src-shared/report.ts'
import type { PieceWork, StageContext } from '../../../src-shared/segmentation/method.ts'
import { findMethod } from '../../../src-shared/segmentation/registry.ts'
import { collectRecent } from '../collect-garbage.ts'
import { nodeFileSystem } from '../save/file-system.ts'
import type { SaveJob } from '../save/save-job.ts'
import type { StageOutcome } from '../save/stage-format.ts'
import type { SentFile } from '../scan/read-to-send.ts'
import type { FoundFile } from '../scan/walk-folder.ts'

/** A stage of a method and what its pieces need: stages themselves don't cross threads, their ids do. */
export interface StagePieces extends Omit<StageContext, 'report'> {
  readonly method: string
  readonly stage: string
  readonly plan: unknown
  /** True where each piece leaves large arrays behind. */
  readonly leavesMuch: boolean
}

interface CubesToCount {
  readonly mask: BitMask
  readonly counts: SlabCounts
}

interface CubesToFill {
  readonly mask: BitMask
  readonly grid: Grid
  readonly plan: MeshPlan
}

/** Files of a save, by the ids of their formats. */
export interface FilesToStage {
  readonly job: SaveJob
  /** Links resolved. */
  readonly folder: string
  readonly ids: readonly string[]
}

/** Says something to the leader before the piece is done. */
export type Tell = (told: unknown) => void

/** Work that threads share: each does units `from` to `to - 1` of what is described by the input. */
export const crewWork = {
  stage: (input: StagePieces, from: number, to: number, report: Report): unknown =>
    runPiece(piecesOf(input), { ...input, report }, input.plan, [from, to], input.leavesMuch),
  /** First pass of marching cubes: counts to their places in `counts`, gives the volume enclosed. */
  countCubes: ({ mask, counts }: CubesToCount, from: number, to: number, report: Report): number =>
    countCubes(mask, from, to, counts, report),
  /** Second pass: vertices and triangles to their places in the plan. */
  fillCubes: ({ mask, grid, plan }: CubesToFill, from: number, to: number, report: Report): void =>
    fillCubes(mask, grid, plan, from, to, report),
  /** Headers of files of a folder. */
  readHeaders: async (
    { files }: { readonly files: readonly FoundFile[] },
    from: number,
    to: number,
  ): Promise<SentFile[]> => {
    const { readToSend } = await import('../scan/read-to-send.ts')
    return readToSend(files.slice(from, to))
  },
  /** One file; tells its steps. */
  stageFile: async (
    { job, folder, ids }: FilesToStage,
    from: number,
    _to: number,
    report: Report,
    tell: Tell,
  ): Promise<StageOutcome> => {
    // what writes files is needed by few threads
    const { stageFormat } = await import('../save/stage-format.ts')
    return stageFormat(nodeFileSystem, job, { folder, id: ids[from] as string }, (...step) => tell(step), report)
  },
}

export type CrewWork = typeof crewWork
export type WorkName = keyof CrewWork
export type InputOfWork<Name extends WorkName> = Parameters<CrewWork[Name]>[0]
export type OutputOfWork<Name extends WorkName> = ReturnType<CrewWork[Name]>

/** Does a piece; what it leaves behind is collected at once where that is much. */
export function runPiece(
  { piece }: PieceWork,
  context: StageContext,
  plan: unknown,
  [from, to]: readonly [number, number],
  leavesMuch: boolean,
): unknown {
  const done = piece(context, plan, from, to)
  if (leavesMuch) collectRecent()
  return done
}

function piecesOf({ method, stage }: StagePieces): PieceWork {
  const pieces = findMethod(method).stages.find(({ id }) => id === stage)?.pieces
  if (pieces === undefined) throw new Failure('E_INTERNAL', `Stage ${stage} of ${method} is not done in pieces.`)
  return pieces
}
