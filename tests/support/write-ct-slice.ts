import { writeFileSync } from 'node:fs'
import dcmjs from 'dcmjs'
import { uidOf } from '../../src-main/engine/uid-of.ts'
import { sopClasses } from '../../src-shared/dicom/sop-classes.ts'
import type { Vec3 } from '../../src-shared/geometry.ts'

/** One slice of a CT series, in HU. */
export interface CtSlice {
  /** What the UIDs of study, series, frame of reference and instance are made from. */
  readonly series: string
  readonly k: number
  readonly columns: number
  readonly rows: number
  readonly hu: Int16Array
  /** LPS mm of the first pixel's centre. */
  readonly position: Vec3
  /** Unit vectors along a row and along a column. */
  readonly directions: readonly [Vec3, Vec3]
  /** [dx, dy, dz] mm; dz is the slices' thickness. */
  readonly spacing: Vec3
  /** Attributes besides, by keyword, such as those that name the patient. */
  readonly more: Readonly<Record<string, string | number>>
}

const decimal = (digits: number) => (value: number) => String(Number(value.toFixed(digits)))

/** Writes a slice as an explicit little endian DICOM file, with the encoder of dcmjs. */
export function writeCtSlice(file: string, slice: CtSlice): void {
  const { series, k, position, directions, spacing } = slice
  const sopInstanceUid = uidOf(`${series} ${k}`)
  const [dx, dy, dz] = spacing.map(decimal(6)) as [string, string, string]
  const dict = dcmjs.data.datasetToDict({
    _meta: {
      MediaStorageSOPClassUID: sopClasses.ctImage,
      MediaStorageSOPInstanceUID: sopInstanceUid,
      TransferSyntaxUID: { vr: 'UI', Value: ['1.2.840.10008.1.2.1'] },
    },
    _vrMap: { PixelData: 'OW' },
    ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    SOPClassUID: sopClasses.ctImage,
    SOPInstanceUID: sopInstanceUid,
    Modality: 'CT',
    Manufacturer: 'Test',
    StudyInstanceUID: uidOf(`${series} study`),
    SeriesInstanceUID: uidOf(series),
    FrameOfReferenceUID: uidOf(`${series} frame`),
    SeriesNumber: '1',
    InstanceNumber: String(k + 1),
    SliceThickness: dz,
    ImagePositionPatient: position.map(decimal(6)),
    ImageOrientationPatient: directions.flat().map(decimal(9)),
    PixelSpacing: [dy, dx],
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: slice.rows,
    Columns: slice.columns,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    RescaleIntercept: '0',
    RescaleSlope: '1',
    PixelData: slice.hu.buffer,
    ...slice.more,
  })
  writeFileSync(file, new Uint8Array(dict.write()))
}
