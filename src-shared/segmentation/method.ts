import type { z } from 'zod'
import type { Measurements, StageResult } from '../contract.ts'
import type { Finding } from '../finding.ts'
import type { Grid } from '../geometry.ts'
import type { ValueCounts } from '../imaging/count-values.ts'
import type { Parts } from '../imaging/drop-border-components.ts'
import type { LaidParts } from '../imaging/find-parts.ts'
import type { Otsu } from '../imaging/otsu-threshold.ts'
import type { PlaneLayout } from '../imaging/plane-layout.ts'
import type { RunMask } from '../imaging/run-mask.ts'
import type { LabelMask } from '../labels.ts'
import type { BitMask } from '../mask.ts'
import type { ParameterValues } from '../parameters.ts'
import type { Report } from '../report.ts'
import type { Volume } from '../volume.ts'
import type { StandardProducts } from './standard/products.ts'

/** Counts of HU in bins of `binHU` from `fromHU` on. */
export interface HuHistogram {
  readonly fromHU: number
  readonly binHU: number
  readonly counts: number[]
}

/**
 * What stages hand on to later ones; a stage adds fields or replaces them. Everything is plain data that crosses threads,
 * and what is large lies in shared memory.
 */
export interface StageProducts {
  /** k of the slices that take part, in the method's order. */
  readonly sliceOrder?: readonly number[]
  /** Counts of stored values over those slices. */
  readonly storedCounts?: ValueCounts
  readonly huHistogram?: HuHistogram
  /** Null where no threshold can be found. */
  readonly otsu?: Otsu | null
  readonly threshold?: { readonly hu: number; readonly raw: number } | null
  readonly layout?: PlaneLayout
  /** What V works on. */
  readonly parts?: Parts
  readonly minComponentPx?: number
  readonly mask?: BitMask
  /** The mask as runs, of methods that keep theirs so; a stage has one or the other. */
  readonly maskRuns?: RunMask
  /** Set voxels of the mask. */
  readonly voxels?: number
  /** Structures told apart so far, in the volume's own axes, as the mask is. */
  readonly labels?: readonly LabelRuns[]
  /** What a method's stages pass among themselves alone. */
  readonly standard?: StandardProducts
  readonly measurements?: Measurements
}

/** One structure of a labelmap, as runs. */
export interface LabelRuns extends Omit<LabelMask, 'mask'> {
  readonly runs: RunMask
}

export interface StageContext {
  readonly volume: Volume
  /** Parameters of this stage only, checked by its schema. */
  readonly parameters: ParameterValues
  /** Products of all stages before. */
  readonly products: StageProducts
  readonly report: Report
}

export interface StageOutput {
  readonly products: StageProducts
  /** Named figures for the stage's card. */
  readonly figures: Record<string, number>
  readonly findings: Finding[]
}

/**
 * Work on slices or planes that don't depend on each other, so that threads can do pieces of it at once. Everything handed
 * from step to step is plain data that crosses threads; a piece writes to shared arrays only what no other piece touches,
 * and what comes out must not depend on how the work was cut.
 */
export interface PieceWork<Plan = unknown, Piece = unknown> {
  /** What all pieces need, and how many slices or planes there are. */
  prepare(context: StageContext): { readonly count: number; readonly plan: Plan }
  /** Does slices or planes `from` to `to - 1`; `report` counts from 0 to `to - from`. */
  piece(context: StageContext, plan: Plan, from: number, to: number): Piece
  /** `pieces` follow each other without a gap; there is at least one. */
  join(context: StageContext, plan: Plan, pieces: readonly Piece[]): StageOutput
}

/** One step of a method. */
export interface Stage {
  readonly id: string
  /** Name on screen, sentence case. */
  readonly title: string
  /** One sentence: what it does and why. */
  readonly why: string
  /** Where it comes from. */
  readonly source: string
  /** The only list of the stage's parameters. */
  readonly schema: z.ZodObject
  /** Part of the method's time this stage takes, for the progress bar; any unit. */
  readonly share: number
  /** Null for a stage that the engine runs as a job of its own (the surface). */
  readonly run: ((context: StageContext) => StageOutput) | null
  /** The same work in pieces, for more than one thread; left out where one thread does it all. */
  readonly pieces?: PieceWork
}

export interface Method {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly stages: readonly Stage[]
  /** Bytes a voxel that a run takes, all its stages run anew, where that is not a mask a stage. */
  readonly bytesOfVoxel?: (grid: Grid) => number
  /**
   * True where its answer that there are no lungs also holds for slices at uneven distances, stacked at their mean; absent where it
   * takes a true grid for any answer.
   */
  readonly judgesUnevenStacks?: boolean
  /** Shows a drag of V at once, before a whole run can say; absent where the method has no V. */
  readonly preview?: VPreview
}

/** What a preview knows of the series besides the mask. */
export interface PreviewFacts {
  readonly slices: readonly { readonly instanceNumber: number | null; readonly present: boolean }[]
  readonly voxelMm3: number
}

/** What V leaves of single slices, from the mask before V alone; what it says equals the slice of a whole run. */
export interface VPreview {
  /**
   * The parts that V measures where these reach beyond a slice, found once for a mask before V; null where the slice is
   * enough. Takes as long as the stage itself, so not for the thread that draws; plain data that crosses threads.
   */
  parts(beforeV: BitMask, parameters: ParameterValues, facts: PreviewFacts): LaidParts | null
  /** Slice k (constant k) with a new V. `parts` as found above; null where these are missing or the slice takes no part. */
  slice(
    beforeV: BitMask,
    k: number,
    parameters: ParameterValues,
    facts: PreviewFacts,
    parts: LaidParts | null,
  ): SlicePreview | null
}

/** One slice's words of two masks, `wordsPerRow` words a row. */
export interface SlicePreview {
  /** What the method leaves of the slice; null where that depends on stages that a slice cannot foretell. */
  readonly mask: Uint32Array | null
  /** What V takes away. */
  readonly removed: Uint32Array
}

/** One stage as it was run, with what is needed to run the next ones or to reuse it. */
export interface StageState {
  readonly parameters: ParameterValues
  readonly products: StageProducts
  readonly result: StageResult
}

/** A finished run of a method; survives structured cloning, and its large arrays are shared between threads. */
export interface MethodState {
  readonly method: string
  /** Every parameter of the method, those of the surface too. */
  readonly parameters: ParameterValues
  readonly stages: readonly StageState[]
}
