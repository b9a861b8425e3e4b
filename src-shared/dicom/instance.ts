import type { Vec3 } from '../geometry.ts'

/** Where the pixels of an instance lie and how one is stored. */
export interface PixelLayout {
  readonly rows: number
  readonly columns: number
  readonly bitsAllocated: 16
  readonly bitsStored: number
  readonly signed: boolean
  readonly bigEndian: boolean
  /** In the file, or in the inflated data set. */
  readonly offset: number
  /** rows * columns * 2. */
  readonly length: number
}

/** What Hilum knows of one CT image. Text is free of control characters; identity never leaves this structure. */
export interface Instance {
  readonly kind: 'ct'
  readonly studyInstanceUid: string
  readonly seriesInstanceUid: string
  readonly sopInstanceUid: string
  readonly patientId: string
  readonly frameOfReferenceUid: string
  readonly series: SeriesFacts
  readonly transferSyntaxUid: string
  readonly instanceNumber: number | null
  readonly pixels: PixelLayout
  readonly slope: number
  readonly intercept: number
  readonly position: Vec3
  /** Unit vectors along a row (i) and down a column (j). */
  readonly row: Vec3
  readonly column: Vec3
  /** [dx, dy] mm: along a row, down a column. */
  readonly spacing: readonly [number, number]
  /** Whether text is burned into the pixels; null where the file does not say. */
  readonly burnedIn: boolean | null
  readonly oddities: readonly string[]
}

/** An image that is no CT: it is listed, never opened. */
export interface OtherInstance {
  readonly kind: 'other'
  readonly studyInstanceUid: string
  readonly seriesInstanceUid: string
  readonly sopInstanceUid: string
  readonly patientId: string
  readonly series: SeriesFacts
  readonly transferSyntaxUid: string
  readonly rows: number
  readonly columns: number
  /** 0 where not stated. */
  readonly bitsAllocated: number
  readonly bitsStored: number
  readonly signed: boolean
}

/** What is said of the study and series, for the screen. */
export interface SeriesFacts {
  readonly modality: string
  readonly studyDate: string
  readonly bodyPart: string
  readonly manufacturer: string
  readonly model: string
  readonly seriesNumber: number | null
  readonly description: string
  readonly kernel: string | null
  readonly kvp: number | null
  readonly sliceThickness: number | null
}
