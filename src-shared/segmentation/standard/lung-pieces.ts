import { slicesOfMask, type WordBox } from '../../imaging/crop-mask.ts'
import { union } from '../../imaging/mask-logic.ts'
import {
  countRuns,
  noRuns,
  placeRuns,
  type RunMask,
  stackRuns,
  toBitsOfSlices,
  toRuns,
} from '../../imaging/run-mask.ts'
import type { BitMask } from '../../mask.ts'
import type { Report } from '../../report.ts'
import type { PieceWork, StageContext, StageOutput } from '../method.ts'
import { apart } from './apart.ts'
import { frameOf, inFrame, type Lungs } from './frame.ts'
import { labelled } from './labelled.ts'
import { millilitres, need, standardProducts } from './stage-support.ts'

/** A step that changes one lung within its frame and never grows beyond it. */
export interface LungStep {
  /** How many slices above and below decide on a slice. */
  reach(context: StageContext): number
  /** The lung after the step; slices other than `wanted`, first to last, do not count. */
  change(
    lung: BitMask,
    context: StageContext,
    side: 'right' | 'left',
    wanted: readonly [number, number],
    report: Report,
  ): BitMask
  /** What joins the lung before the step, found in the whole of its frame; nothing where left out. */
  readonly more?: (lung: RunMask) => RunMask
  /** Name of the figure that tells how many mL the lungs have won. */
  readonly figure: string
}

interface Plan {
  readonly frame: WordBox | null
  readonly reach: number
  /** Slices that are done at once: many where each piece needs many around it. */
  readonly atOnce: number
  /** In the frame; see `LungStep.more`. */
  readonly more: Lungs | null
}

const lungsOf = ({ products }: StageContext): Lungs => ({
  right: need(products, 'right'),
  left: need(products, 'left'),
})

/**
 * The work of a stage that changes both lungs, cut into stretches of slices; lungs leave each other and the airways what was
 * theirs (see `apart`).
 */
export function lungPieces({ reach, change, figure, more }: LungStep): PieceWork<Plan, Lungs> {
  return {
    prepare(context) {
      const { right, left } = lungsOf(context)
      const frame = frameOf([right, left])
      const added =
        frame === null || more === undefined
          ? null
          : { right: more(toRuns(inFrame(right, frame))), left: more(toRuns(inFrame(left, frame))) }
      const plan = { frame, reach: reach(context), atOnce: 1 + 3 * reach(context), more: added }
      return { count: frame === null ? 0 : Math.ceil((frame.slices[1] - frame.slices[0] + 1) / plan.atOnce), plan }
    },
    piece(context, plan, from, to) {
      const { frame } = plan
      const before = lungsOf(context)
      if (frame === null) return { right: noRuns([0, 0, 0]), left: noRuns([0, 0, 0]) }
      const first = frame.slices[0] + from * plan.atOnce
      const last = Math.min(frame.slices[1], frame.slices[0] + to * plan.atOnce - 1)
      const low = Math.max(frame.slices[0], first - plan.reach)
      const high = Math.min(frame.slices[1], last + plan.reach)
      const wanted = [first - low, last - low] as const
      const changed = (side: 'right' | 'left'): { own: BitMask; grown: BitMask } => {
        const around = inFrame(before[side], { ...frame, slices: [low, high] })
        const report: Report = (done, total) => context.report(side === 'right' ? done : total + done, 2 * total)
        const added = plan.more && toBitsOfSlices(plan.more[side], low - frame.slices[0], high + 1 - frame.slices[0])
        const lung = added === null ? around : union(around, added)
        const grown = change(lung, context, side, wanted, report)
        return { own: slicesOfMask(around, ...wanted), grown: slicesOfMask(grown, ...wanted) }
      }
      const [right, left] = [changed('right'), changed('left')]
      const airways = inFrame(need(context.products, 'airways'), { ...frame, slices: [first, last] })
      apart({ right: right.own, left: left.own }, { right: right.grown, left: left.grown }, airways)
      return { right: toRuns(right.grown), left: toRuns(left.grown) }
    },
    join(context, { frame }, pieces): StageOutput {
      const upright = need(context.products, 'upright')
      const before = lungsOf(context)
      const whole = (side: 'right' | 'left'): RunMask =>
        frame === null
          ? noRuns(upright.size)
          : placeRuns(stackRuns(pieces.map((piece) => piece[side])), frame, upright.size)
      const made = { right: whole('right'), left: whole('left') }
      const product = labelled(upright, { ...made, airways: need(context.products, 'airways') })
      const change = product.voxels - countRuns(before.right) - countRuns(before.left)
      return {
        products: { standard: { ...standardProducts(context.products), ...made }, ...product },
        figures: { [figure]: millilitres(upright, change), voxels: product.voxels },
        findings: [],
      }
    },
  }
}
