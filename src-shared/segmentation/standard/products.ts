import type { Vec3 } from '../../geometry.ts'
import type { Metric } from '../../imaging/element-rows.ts'
import type { AxisMap } from '../../imaging/reorient.ts'
import type { RunMask } from '../../imaging/run-mask.ts'

/** The volume turned upright: axes to the patient's left, back and head. */
export interface Upright {
  readonly map: AxisMap
  readonly size: Vec3
  /** mm */
  readonly spacing: Vec3
  readonly metric: Metric
  readonly voxelMm3: number
  /** Null where the volume lies upright as it is. */
  readonly hu: Int16Array | null
  /** HU up to which voxels are padding, not measured; null without padding. */
  readonly paddingHU: number | null
}

/** The windpipe, as the airway stage found it: where it runs, in voxels, from low to high. */
export interface WindpipeFigures {
  readonly lowSlice: number
  readonly highSlice: number
  readonly areaMm2: number
  readonly leaked: boolean
}

/** What the stages of the standard method pass on; all masks upright, as runs. Each stage adds to it. */
export interface StandardProducts {
  readonly upright: Upright
  readonly trunk?: RunMask
  /** HU below which a voxel counts as air. */
  readonly airHU?: number
  readonly air?: RunMask
  /** Parts that reach the side of the picture and may be lung; null without any. */
  readonly atSide?: RunMask | null
  readonly inside?: RunMask
  /** First and last slice of the chest, by the area of its air; null without lungs. */
  readonly chest?: readonly [number, number] | null
  readonly airways?: RunMask
  readonly windpipe?: WindpipeFigures | null
  readonly lungs?: RunMask
  readonly right?: RunMask
  readonly left?: RunMask
  /** Slices where right and left had to be cut apart. */
  readonly joinedSlices?: readonly number[]
}
