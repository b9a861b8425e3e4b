import type { Grid } from '../geometry.ts'
import type { BitMask } from '../mask.ts'
import type { Mesh } from '../mesh.ts'
import type { Report } from '../report.ts'

/** What a format is written from. `text` goes into the header where there is room for it; it names no patient. */
export interface ExportInput {
  readonly mask: BitMask
  readonly grid: Grid
  /** Null where the format needs no surface, or where there is none. */
  readonly mesh: Mesh | null
  readonly text: string
}

/** What sizes are estimated from, before anything is written. */
export interface ExportExtent {
  readonly grid: Grid
  readonly maskVoxels: number
  /** Null where the surface is not made yet. */
  readonly triangles: number | null
}

/**
 * One export format: one file of this folder and one line of the registry. Menu, command line and contract read the registry.
 * `encode` and `verify` are synchronous and call `report` often enough for a cancel within 100 ms.
 */
export interface Format {
  readonly id: string
  readonly group: 'masks' | 'surfaces'
  /** Words for the menu, such as "NIfTI mask". */
  readonly title: string
  readonly fileName: string
  readonly needs: 'mask' | 'mesh'
  /** What the bytes of `encode` go through on their way to the file. */
  readonly compression: 'gzip' | null
  /** Size of the file in bytes as far as it can be told beforehand. */
  readonly estimateBytes: (extent: ExportExtent) => number
  /** The file's bytes, before compression. */
  readonly encode: (input: ExportInput, report: Report) => Uint8Array<ArrayBuffer>
  /**
   * Compares bytes read back from the file, decompressed, with what they were made from, and says in one sentence what was
   * checked. Throws `E_VERIFY` at the first difference.
   */
  readonly verify: (bytes: Uint8Array, input: ExportInput, report: Report) => string
}
