import { z } from 'zod'
import type { Finding } from '../../finding.ts'
import type { ValueCounts } from '../../imaging/count-values.ts'
import { english } from '../../number-format.ts'
import type { PieceWork, StageOutput } from '../method.ts'
import { pieceStage } from '../piece-work.ts'
import { sliceOrder } from './slice-order.ts'
import { countStored, huHistogram, joinGroups, mergeCounts, type RescaleGroup } from './stored-values.ts'

const { fround } = Math

/**
 * Puts the slices in the article's order, counts their stored values, and checks what the article asserts after dividing
 * by the maximum: minimum 0 and maximum 1 in float32. Where an assertion would stop the article, a finding says so.
 *
 * Nothing is divided here: later stages need only the counts. Planes that no file fills are left out.
 * Source: the article, `multi_visualization` and `preprocess_CT`.
 */
export const normalize = pieceStage(
  {
    id: 'normalize',
    title: 'Order and normalise',
    why: 'Slices in the order of their numbers; stored values divided by the largest, as the article does.',
    source: 'The article: multi_visualization, preprocess_CT',
    schema: z.object({}),
    share: 30,
  },
  {
    prepare: ({ volume }) => {
      const plan = sliceOrder(volume)
      return { count: plan.order.length, plan }
    },
    piece: ({ volume, report }, { order }, from, to) => countStored(volume, order.slice(from, to), report),
    join: (_, { order, findings }, pieces) => describe(order, findings, joinGroups(pieces)),
  } satisfies PieceWork<{ order: number[]; findings: Finding[] }, RescaleGroup[]>,
)

function describe(order: number[], findings: Finding[], groups: readonly RescaleGroup[]): StageOutput {
  const stored = mergeCounts(groups) ?? { from: 0, counts: new Uint32Array(1) }
  const minimum = stored.from
  const maximum = stored.from + stored.counts.length - 1
  return {
    products: { sliceOrder: order, storedCounts: stored, huHistogram: huHistogram(groups) },
    figures: { slices: order.length, storedMinimum: minimum, storedMaximum: maximum },
    findings: [...findings, ...assertionFindings(stored), ...rescaleFindings(groups)],
  }
}

interface Range {
  readonly minimum: number
  readonly maximum: number
}

function assertionFindings(stored: ValueCounts): Finding[] {
  const before: Range = { minimum: stored.from, maximum: stored.from + stored.counts.length - 1 }
  const after = divideByMaximum(before)
  return [
    assertionFinding('ARTICLE_MIN', 'minimum 0', after?.minimum === 0, before, after),
    assertionFinding('ARTICLE_MAX', 'maximum 1', after?.maximum === 1, before, after),
  ]
}

/** Null where the largest value is 0. A negative one turns the range round. */
function divideByMaximum({ minimum, maximum }: Range): Range | null {
  if (maximum === 0) return null
  const ends = [minimum, maximum].map((value) => fround(fround(value) / fround(maximum)))
  return { minimum: Math.min(...ends), maximum: Math.max(...ends) }
}

function assertionFinding(name: string, what: string, passed: boolean, before: Range, after: Range | null): Finding {
  const short = (value: number): string => english.plain(value, 6)
  const divided = after === null ? 'cannot be divided' : `${short(after.minimum)} to ${short(after.maximum)}, float32`
  const values = `before conversion ${english.plain(before.minimum)} to ${english.plain(before.maximum)}, float64; after it ${divided}`
  return {
    code: `${passed ? 'P' : 'W'}_${name}`,
    severity: passed ? 'passed' : 'warning',
    message: passed
      ? `The article's check for ${what} holds: ${values}.`
      : `The article's code would stop at its check for ${what}: ${values}. Hilum went on.`,
    where: { stage: 'normalize' },
    details: {
      minimumBefore: before.minimum,
      maximumBefore: before.maximum,
      dtypeBefore: 'float64',
      minimumAfter: after?.minimum ?? null,
      maximumAfter: after?.maximum ?? null,
      dtypeAfter: 'float32',
    },
  }
}

function rescaleFindings(groups: readonly { slope: number; intercept: number }[]): Finding[] {
  if (groups.length <= 1) return []
  return [
    {
      code: 'W_ARTICLE_RESCALE',
      severity: 'warning',
      message: `Rescale slope or intercept differ between slices (${groups.length} kinds). The article compares stored values, so that its threshold stands for different HU from slice to slice; the HU given is that of the most common kind.`,
      where: { stage: 'normalize' },
      details: { kinds: groups.length },
    },
  ]
}
