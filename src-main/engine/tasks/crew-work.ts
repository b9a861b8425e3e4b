import { Failure } from '../../../src-shared/failure.ts'
import type { Grid } from '../../../src-shared/geometry.ts'
import { type MeshPiece, meshSlabs } from '../../../src-shared/imaging/marching-cubes.ts'
import type { BitMask } from '../../../src-shared/mask.ts'
import type { Report } from '../../../src-shared/report.ts'
import type { PieceWork, StageContext } from '../../../src-shared/segmentation/method.ts'
import { findMethod } from '../../../src-shared/segmentation/registry.ts'

/** A stage of a method and what its pieces need: stages themselves don't cross threads, their ids do. */
export interface StagePieces extends Omit<StageContext, 'report'> {
  readonly method: string
  readonly stage: string
  readonly plan: unknown
}

/** Work that threads share: each does units `from` to `to - 1` of what is described by the input. */
export const crewWork = {
  stage: (input: StagePieces, from: number, to: number, report: Report): unknown =>
    piecesOf(input).piece({ ...input, report }, input.plan, from, to),
  slabs: ({ mask, grid }: { mask: BitMask; grid: Grid }, from: number, to: number, report: Report): MeshPiece =>
    meshSlabs(mask, grid, from, to, report),
}

export type CrewWork = typeof crewWork
export type WorkName = keyof CrewWork
export type InputOfWork<Name extends WorkName> = Parameters<CrewWork[Name]>[0]
export type OutputOfWork<Name extends WorkName> = ReturnType<CrewWork[Name]>

function piecesOf({ method, stage }: StagePieces): PieceWork {
  const pieces = findMethod(method).stages.find(({ id }) => id === stage)?.pieces
  if (pieces === undefined) throw new Failure('E_INTERNAL', `Stage ${stage} of ${method} is not done in pieces.`)
  return pieces
}
