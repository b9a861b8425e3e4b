import type { SavedFile } from '../../../src-shared/contract.ts'
import type { Failure } from '../../../src-shared/failure.ts'
import type { DicomSource } from '../../../src-shared/formats/dicom-source.ts'
import type { LabelSurface } from '../../../src-shared/formats/format.ts'
import type { Grid } from '../../../src-shared/geometry.ts'
import type { LabelMask } from '../../../src-shared/labels.ts'
import type { Mesh } from '../../../src-shared/mesh.ts'
import type { RunRecord } from '../../../src-shared/run-record.ts'
import type { VolumePlan } from '../load/plan-volume.ts'
import type { SeriesSource } from '../scan/series-source.ts'
import type { Sealed } from '../sealed.ts'

/** The series the labels of a save were drawn on, and whether its identity goes into DICOM files and the report. */
export interface SavedSeries {
  readonly source: Sealed<SeriesSource>
  readonly plan: Sealed<VolumePlan>
  readonly identity: DicomSource['identity']
}

/** One save. Structured-clonable, so that it can be handed to a worker thread. */
export interface SaveJob {
  /** Absolute; made where it is not there. */
  readonly folder: string
  /** Ids of the format registry. */
  readonly formats: readonly string[]
  /** What the names of files begin with; `lungs` where it is left out. */
  readonly name?: string | undefined
  /** What to do with a name that is taken. */
  readonly existing: 'refuse' | 'replace' | 'keep-both'
  /** Only these file names of the formats, when some are tried again. */
  readonly only?: readonly string[] | undefined
  readonly labels: readonly LabelMask[]
  readonly grid: Grid
  /** Of the lungs. Null where no format needs a surface, or where there is no lung. */
  readonly mesh: Mesh | null
  /** Of each label, where a format needs them. */
  readonly surfaces?: readonly LabelSurface[] | undefined
  /** HU of the volume in shared memory, where it is there. */
  readonly hu?: Int16Array | undefined
  /** The printed report, or why there is none; where a format needs it. */
  readonly print?: Uint8Array | ReturnType<Failure['toJSON']> | undefined
  /** What the labels were drawn on, where a format refers to it. */
  readonly series?: SavedSeries | undefined
  readonly record: Omit<RunRecord, 'outputs'>
  /** Folders that are never written to: those the series was read from. */
  readonly sourceFolders: readonly string[]
}

/** A file that is written, synced, read back and proved, but does not have its name yet. */
export interface StagedFile {
  readonly format: string
  readonly name: string
  readonly temporary: string
  readonly bytes: number
  readonly sha256: string
  readonly verified: string
}

export type OnFile = (file: SavedFile) => void

/** Row of a file before anything happened to it. */
export function waitingFile(format: string, name: string): SavedFile {
  return { format, name, status: 'waiting', bytes: null, fraction: 0, message: '', code: null, sha256: null }
}
