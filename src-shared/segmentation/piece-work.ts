import type { PieceWork, Stage, StageContext, StageOutput } from './method.ts'

/** A stage that can be done in pieces; its `run` does all of it as one piece. */
export function pieceStage<Plan, Piece>(
  stage: Omit<Stage, 'run' | 'pieces'>,
  pieces: PieceWork<Plan, Piece>,
): Stage & { readonly run: NonNullable<Stage['run']> } {
  const run = (context: StageContext): StageOutput => {
    const { count, plan } = pieces.prepare(context)
    return pieces.join(context, plan, [pieces.piece(context, plan, 0, count)])
  }
  return { ...stage, run, pieces: pieces as PieceWork }
}
