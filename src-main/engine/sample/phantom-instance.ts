import dcmjs from 'dcmjs'
import { sopClasses } from '../../../src-shared/dicom/sop-classes.ts'
import { type Grid, indexToPoint } from '../../../src-shared/geometry.ts'
import { phantomVersion } from '../../../src-shared/phantom/phantom.ts'
import { uidOf } from '../uid-of.ts'

const explicitLittleEndian = '1.2.840.10008.1.2.1'
const intercept = -1024

/** Decimal string of at most 16 characters (PS3.5 6.2), good to 0.00000001. */
const decimal = (value: number): string => String(Number(value.toFixed(8)))

/**
 * A DICOM file of one slice of the phantom: CT Image Storage, explicit little endian, 12 bit unsigned with an intercept of
 * -1024 as most scanners write. Instance 1 is the topmost slice. Nothing in it depends on a clock or on chance.
 */
export function phantomInstance(grid: Grid, k: number, hu: Int16Array): Uint8Array {
  const [columns, rows, slices] = grid.size
  const name = `phantom ${phantomVersion} ${slices} ${columns}`
  const stored = new Uint16Array(hu.length)
  for (let n = 0; n < hu.length; n++) stored[n] = Math.min(4095, Math.max(0, (hu[n] as number) - intercept))
  const instanceNumber = slices - k
  const sopInstanceUid = uidOf(`${name} instance ${instanceNumber}`)
  const position = indexToPoint(grid, [0, 0, k])
  const dict = dcmjs.data.datasetToDict({
    _meta: {
      MediaStorageSOPClassUID: sopClasses.ctImage,
      MediaStorageSOPInstanceUID: sopInstanceUid,
      TransferSyntaxUID: { vr: 'UI', Value: [explicitLittleEndian] },
    },
    _vrMap: { PixelData: 'OW' },
    SpecificCharacterSet: 'ISO_IR 192',
    ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    SOPClassUID: sopClasses.ctImage,
    SOPInstanceUID: sopInstanceUid,
    StudyDate: '20260101',
    StudyTime: '120000',
    AccessionNumber: '',
    Modality: 'CT',
    Manufacturer: 'Hilum',
    ManufacturerModelName: 'Analytic thorax',
    ReferringPhysicianName: '',
    StudyDescription: 'Sample study, not a patient',
    SeriesDescription: `Analytic thorax ${decimal(grid.spacing[2]).slice(0, 6)} mm`,
    PatientName: 'Sample^Thorax',
    PatientID: 'SAMPLE',
    PatientBirthDate: '',
    PatientSex: '',
    BodyPartExamined: 'CHEST',
    SliceThickness: decimal(grid.spacing[2]),
    KVP: '120',
    SoftwareVersions: `phantom ${phantomVersion}`,
    ConvolutionKernel: 'ANALYTIC',
    PatientPosition: 'HFS',
    StudyInstanceUID: uidOf(`${name} study`),
    SeriesInstanceUID: uidOf(`${name} series`),
    StudyID: '1',
    SeriesNumber: '1',
    AcquisitionNumber: '1',
    InstanceNumber: String(instanceNumber),
    ImagePositionPatient: position.map(decimal),
    ImageOrientationPatient: [...grid.direction[0], ...grid.direction[1]].map(decimal),
    FrameOfReferenceUID: uidOf(`${name} frame of reference`),
    PositionReferenceIndicator: '',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    PixelSpacing: [decimal(grid.spacing[1]), decimal(grid.spacing[0])],
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    BurnedInAnnotation: 'NO',
    WindowCenter: '-600',
    WindowWidth: '1500',
    RescaleIntercept: decimal(intercept),
    RescaleSlope: '1',
    RescaleType: 'HU',
    PixelData: stored.buffer,
  })
  dict.meta['00020012'] = { vr: 'UI', Value: [uidOf('implementation')] }
  dict.meta['00020013'] = { vr: 'SH', Value: ['HILUM'] }
  return new Uint8Array(dict.write())
}
