import { sopClasses } from '../dicom/sop-classes.ts'
import { attribute, type DataSetItem, type WrittenElement } from '../dicom/write-data-set.ts'
import type { DicomSource } from './dicom-source.ts'
import type { Code, LabelStyle } from './label-style.ts'

/**
 * Patient, study, series, equipment and SOP common of a file that is made from a CT series (PS3.3, C.7.1 to C.7.5, C.12.1).
 * Without identity it follows the basic profile of PS3.15, annex E, with the option of clean descriptors, and says so. No other
 * option: what it says of equipment is Hilum itself, and nothing of the scanner is retained.
 */
export function commonModules(
  source: DicomSource,
  file: {
    readonly sopClass: string
    readonly sopInstance: string
    readonly seriesUid: string
    readonly modality: string
    readonly description: string
    readonly seriesNumber: number
  },
): WrittenElement[] {
  const { patient, study } = source
  return [
    attribute(0x0008_0005, 'CS', 'ISO_IR 192'),
    attribute(0x0008_0016, 'UI', file.sopClass),
    attribute(0x0008_0018, 'UI', file.sopInstance),
    attribute(0x0008_0020, 'DA', study.date),
    attribute(0x0008_0030, 'TM', study.time),
    attribute(0x0008_0050, 'SH', study.accessionNumber),
    attribute(0x0008_0060, 'CS', file.modality),
    attribute(0x0008_0070, 'LO', 'Hilum'),
    attribute(0x0008_0090, 'PN', study.referringPhysician),
    attribute(0x0008_103e, 'LO', file.description),
    attribute(0x0008_1090, 'LO', 'Hilum'),
    attribute(0x0010_0010, 'PN', patient.name),
    attribute(0x0010_0020, 'LO', patient.id),
    attribute(0x0010_0030, 'DA', patient.birthDate),
    attribute(0x0010_0040, 'CS', patient.sex),
    attribute(0x0018_1000, 'LO', 'none'),
    attribute(0x0018_1020, 'LO', `Hilum ${source.version}`),
    attribute(0x0020_000d, 'UI', study.uid),
    attribute(0x0020_000e, 'UI', file.seriesUid),
    attribute(0x0020_0010, 'SH', study.id),
    attribute(0x0020_0011, 'IS', String(file.seriesNumber)),
    ...(source.identity === 'removed' ? deidentification : []),
  ]
}

/** The descriptors are Hilum's own: series description, labels, names of regions. Source: PS3.16, CID 7050. */
const methods: readonly Code[] = [
  { value: '113100', scheme: 'DCM', meaning: 'Basic Application Confidentiality Profile' },
  { value: '113105', scheme: 'DCM', meaning: 'Clean Descriptors Option' },
]

const deidentification: readonly WrittenElement[] = [
  attribute(0x0012_0062, 'CS', 'YES'),
  attribute(
    0x0012_0063,
    'LO',
    methods.map(({ meaning }) => meaning),
  ),
  attribute(0x0012_0064, 'SQ', methods.map(codeItem)),
  attribute(0x0028_0303, 'CS', 'REMOVED'),
]

/** An item of a code sequence (PS3.3, 8.8). */
export function codeItem({ value, scheme, meaning }: Code): DataSetItem {
  return [
    attribute(0x0008_0100, 'SH', value),
    attribute(0x0008_0102, 'SH', scheme),
    attribute(0x0008_0104, 'LO', meaning),
  ]
}

/** What a label is, with its side where it has one (PS3.3, C.8.20.4 and C.8.8.8). */
export const typeItem = ({ type, modifier }: LabelStyle): DataSetItem => [
  ...codeItem(type),
  ...(modifier === null ? [] : [attribute(0x0062_0011, 'SQ', [codeItem(modifier)])]),
]

/** A reference to one image of the series. */
export const imageReference = (instanceUid: string): DataSetItem => [
  attribute(0x0008_1150, 'UI', sopClasses.ctImage),
  attribute(0x0008_1155, 'UI', instanceUid),
]

/** References to all images of the series. */
export const allReferences = (source: DicomSource): DataSetItem[] =>
  source.instanceUids.flatMap((uid) => (uid === null ? [] : [imageReference(uid)]))
