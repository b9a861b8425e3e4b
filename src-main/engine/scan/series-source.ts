import type { SeriesInfo } from '../../../src-shared/contract.ts'
import type { Instance } from '../../../src-shared/dicom/instance.ts'
import type { Finding } from '../../../src-shared/finding.ts'
import type { Grid } from '../../../src-shared/geometry.ts'

/** One slice of a series: its instance and the file it lies in. */
export interface SliceSource extends Instance {
  /** Absolute path, byte for byte as the file system has it: names need not be valid text. */
  readonly path: Uint8Array
  /** Path below the study folder, control characters escaped. */
  readonly relativeFile: string
  readonly fileBytes: number
  /** `FileSource.stamp` when the header was read. */
  readonly stamp: string | null
}

/** A series as the scan found it, with what is needed to load it. Survives structured cloning. */
export interface SeriesSource {
  readonly info: SeriesInfo
  /** The study folder that was scanned. */
  readonly folder: string
  /** Ascending by position along the normal. */
  readonly slices: readonly SliceSource[]
  /** Position along the normal, mm, and index along k of each slice. */
  readonly positions: readonly number[]
  readonly planes: readonly number[]
  readonly grid: Grid | null
  /** Errors among these block the series. */
  readonly findings: readonly Finding[]
}
