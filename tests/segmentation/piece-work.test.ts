import { describe, expect, it } from 'vitest'
import type { MethodState, StageContext, StageOutput } from '../../src-shared/segmentation/method.ts'
import { findMethod } from '../../src-shared/segmentation/registry.ts'
import { runMethod } from '../../src-shared/segmentation/run-method.ts'
import type { Volume } from '../../src-shared/volume.ts'
import { drawnVolume } from '../support/drawn-volume.ts'
import { volumeOf } from '../support/raw-series.ts'
import { quietHooks } from '../support/run-article.ts'
import { syntheticChest } from '../support/synthetic-chest.ts'

/** A run whose stages are cut into pieces of at most `size`, done last piece first, everything cloned on its way. */
function runInPieces(volume: Volume, planes: string, size: number): MethodState {
  return runMethod('article', volume, { planes }, null, {
    ...quietHooks,
    runStage: ({ stage, context }) => structuredClone(runStage(stage, context, size)),
  })
}

function runStage(
  {
    run,
    pieces,
  }: {
    run: (context: StageContext) => StageOutput
    pieces?: NonNullable<ReturnType<typeof findMethod>['stages'][number]['pieces']>
  },
  context: StageContext,
  size: number,
): StageOutput {
  if (pieces === undefined) return run(context)
  const { count, plan } = structuredClone(pieces.prepare(context))
  const starts = Array.from({ length: Math.max(1, Math.ceil(count / size)) }, (_, n) => n * size)
  const done = new Map(
    starts
      .toReversed()
      .map((from) => [from, structuredClone(pieces.piece(context, plan, from, Math.min(count, from + size)))]),
  )
  return pieces.join(
    context,
    plan,
    starts.map((from) => done.get(from)),
  )
}

const products = (state: MethodState): unknown => state.stages.map(({ products, result }) => ({ products, ...result }))

const mixedRescale = (): Volume =>
  drawnVolume(
    Array.from({ length: 7 }, (_, k) =>
      k % 2 === 0 ? '......\n.##.#.\n.#..##\n......' : '......\n.####.\n.#..#.\n......',
    ),
    (k) => ({ slope: k % 3 === 0 ? 2 : 1, instanceNumber: 7 - k, present: k !== 4 }),
  )

describe.each(['axial', 'rows'])('work in pieces, %s', (planes) => {
  it.each([1, 3, 5, 1000])('of %i planes comes out the same, bit for bit', (size) => {
    for (const volume of [volumeOf(syntheticChest()), mixedRescale()]) {
      const whole = runMethod('article', volume, { planes }, null, quietHooks)
      expect(products(runInPieces(volume, planes, size))).toEqual(products(whole))
    }
  })

  it('comes out the same where there is no threshold', () => {
    const volume = drawnVolume(['...\n...', '...\n...'])
    const whole = runMethod('article', volume, { planes }, null, quietHooks)
    expect(products(runInPieces(volume, planes, 1))).toEqual(products(whole))
  })
})

it('is offered by every stage of the mask', () => {
  const inPieces = findMethod('article').stages.filter(({ pieces }) => pieces !== undefined)
  expect(inPieces.map(({ id }) => id)).toEqual(['normalize', 'threshold', 'border', 'small-parts', 'closing'])
})
