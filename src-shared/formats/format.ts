import type { Grid } from '../geometry.ts'
import type { LabelMask, LabelName } from '../labels.ts'
import type { Mesh } from '../mesh.ts'
import type { PatientWords } from '../patient-words.ts'
import type { Report } from '../report.ts'
import type { RunRecord } from '../run-record.ts'
import type { DicomSource } from './dicom-source.ts'
import type { SameBytes } from './same-bytes.ts'

/** The closed surface of one label. */
export interface LabelSurface {
  readonly label: number
  readonly name: LabelName
  readonly mesh: Mesh
}

/** What a format is written from. `text` goes into the header where there is room for it; it names no patient. */
export interface ExportInput {
  /** What labelmaps hold; at least one label. */
  readonly labels: readonly LabelMask[]
  readonly grid: Grid
  /** Of the lungs, airways left out. Null where the format needs no surface, or where there is none. */
  readonly mesh: Mesh | null
  /** Of each label that has voxels, airways too; left out where no format of the save needs them. */
  readonly surfaces?: readonly LabelSurface[] | undefined
  readonly text: string
  /** HU of the volume, [nz][ny][nx]. */
  readonly hu?: Int16Array | undefined
  /** The report as a browser printed it. */
  readonly print?: Uint8Array | undefined
  /** What the run was and found. */
  readonly run?: RunFacts | undefined
  /** Of the series, for formats that refer to it. */
  readonly source?: DicomSource | undefined
  /** Who was scanned, where a report is to say so. */
  readonly patient?: PatientWords | undefined
  /** `sameBytes`, or what the host has that is faster. */
  readonly same?: SameBytes | undefined
}

/** The record of a run without the files it wrote. */
export type RunFacts = Omit<RunRecord, 'outputs'>

/** What sizes are estimated from, before anything is written. */
export interface ExportExtent {
  readonly grid: Grid
  /** Voxels of all labels. */
  readonly maskVoxels: number
  /** Null where the surface is not made yet. */
  readonly triangles: number | null
}

/**
 * A file's bytes in order, in chunks of about a megabyte, so that no file is ever whole in memory. A chunk is good until the
 * next one is asked for: its buffer may be used again.
 */
export type Chunks = Iterable<Uint8Array>

/**
 * A proof of a file that is read back: `const bytes = yield n` gives its next n bytes, never fewer, good until the next
 * `yield`. It returns one sentence of what was checked and throws `E_VERIFY` at the first difference. That the file neither
 * ends early nor goes on after the proof is seen to by whoever feeds it (`ProofFeed`).
 */
export type Proof = Generator<number, string, Uint8Array>

/**
 * One export format: one file of this folder and one line of the registry. Menu, command line and contract read the registry.
 * `encode` and `verify` call `report` often enough for a cancel within 100 ms.
 */
export interface Format {
  readonly id: string
  readonly group: 'masks' | 'surfaces' | 'images' | 'measurements'
  /** Words for the menu, such as "NIfTI mask". */
  readonly title: string
  readonly fileName: string
  /** Id of the labelmap format that this image goes with: on the same grid, voxel by voxel. */
  readonly beside?: string
  /** `mesh`: one surface of the lungs; `surfaces`: one of each label; `run`: no more than the run's facts; `volume`: labels and HU; `print`: the printed report; `source`: a mask and its series. */
  readonly needs: 'mask' | 'mesh' | 'surfaces' | 'run' | 'volume' | 'print' | 'source'
  /** True where the file says who was scanned when that is asked for. */
  readonly holdsIdentity?: true
  /** What the bytes of `encode` go through on their way to the file: gzip as it suits labelmaps, or images of HU. */
  readonly compression: 'gzip' | 'gzip-image' | null
  /** Size of the file in bytes as far as it can be told beforehand. */
  readonly estimateBytes: (extent: ExportExtent) => number
  /** The file's bytes, before compression. */
  readonly encode: (input: ExportInput, report: Report) => Chunks
  /** True where `verify` looks at every byte, so that no checksum of what is read back is needed. */
  readonly provesEveryByte?: true
  /** Compares the bytes of the file, decompressed, with what they were made from. */
  readonly verify: (input: ExportInput, report: Report) => Proof
}
