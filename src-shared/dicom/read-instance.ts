import { Failure } from '../failure.ts'
import { cross, dot, length, normalize, type Vec3 } from '../geometry.ts'
import { AttributeReader, type DecodeText } from './attribute-reader.ts'
import type { Instance, OtherInstance, SeriesFacts } from './instance.ts'
import { modalityLutSequence } from './kept-tags.ts'
import type { OpenDataSet } from './open-data-set.ts'
import { readPixelLayout } from './read-pixel-layout.ts'
import { sopClasses } from './sop-classes.ts'

const longestSpacingMm = 100
const lowestUsualIntercept = -2048
const longestDescription = 64

/**
 * Reads one image's attributes and checks every one Hilum depends on. An image that is no CT comes back as `other`.
 * `fileBytes` is the size of the file, for the sentence about one that is cut short. Throws a Failure with the code of what
 * is wrong: `E_NOT_CT`, `E_LOCALIZER`, `E_UID`, `E_DIMENSIONS`, `E_BITS`, `E_PIXEL_LENGTH`, `E_TRUNCATED`, `E_RESCALE`, `E_GEOMETRY` …
 */
export function readInstance(set: OpenDataSet, fileBytes: number, decode: DecodeText): Instance | OtherInstance {
  const reader = new AttributeReader(set)
  const oddities = [...set.oddities]
  const modality = readModality(reader, oddities)
  const identity = readIdentity(reader, oddities)
  const series = readFacts(reader, modality, decode, oddities)
  if (modality !== 'CT') {
    return {
      kind: 'other',
      ...identity,
      series,
      transferSyntaxUid: set.syntax.uid,
      rows: sizeForList(reader, 'Rows'),
      columns: sizeForList(reader, 'Columns'),
      bitsAllocated: sizeForList(reader, 'BitsAllocated'),
      bitsStored: sizeForList(reader, 'BitsStored'),
      signed: sizeForList(reader, 'PixelRepresentation') === 1,
    }
  }
  if (reader.strings('ImageType').includes('LOCALIZER')) {
    throw new Failure('E_LOCALIZER', 'A localizer: an overview picture, not a slice of a volume.')
  }
  const { layout, padded } = readPixelLayout(set, reader, fileBytes)
  if (padded) oddities.push('W_PIXEL_PADDING')
  const rescale = readRescale(set, reader, oddities)
  noteImage(reader, oddities)
  return {
    kind: 'ct',
    ...identity,
    frameOfReferenceUid: reader.string('FrameOfReferenceUID'),
    series,
    transferSyntaxUid: set.syntax.uid,
    instanceNumber: readInstanceNumber(reader),
    pixels: layout,
    ...rescale,
    ...readGeometry(reader),
    burnedIn: burnedInOf(reader),
    oddities: [...new Set(oddities)],
  }
}

function readModality(reader: AttributeReader, oddities: string[]): string {
  const sopClass = reader.string('SOPClassUID')
  if (sopClass === sopClasses.secondaryCapture) {
    throw new Failure('E_NOT_CT', 'A secondary capture: a picture of a screen or page, not a CT image.')
  }
  const modality = reader.string('Modality')
  if (modality !== '') return clean(modality, 16)
  if (sopClass === sopClasses.ctImage) {
    oddities.push('W_MODALITY')
    return 'CT'
  }
  return 'unknown'
}

function readIdentity(
  reader: AttributeReader,
  oddities: string[],
): Pick<Instance, 'studyInstanceUid' | 'seriesInstanceUid' | 'sopInstanceUid' | 'patientId'> {
  for (const keyword of ['StudyInstanceUID', 'SeriesInstanceUID'] as const) {
    if (!reader.has(keyword))
      throw new Failure('E_UID', `${keyword} is missing, so the image can't be put with its series.`, {
        attribute: keyword,
      })
  }
  const uids = {
    studyInstanceUid: reader.string('StudyInstanceUID'),
    seriesInstanceUid: reader.string('SeriesInstanceUID'),
    sopInstanceUid: reader.string('SOPInstanceUID'),
  }
  if (Object.values(uids).some((uid) => uid === '' || uid.length > 64 || !/^[0-9.]+$/.test(uid))) oddities.push('W_UID')
  return { ...uids, patientId: reader.string('PatientID') }
}

function readFacts(reader: AttributeReader, modality: string, decode: DecodeText, oddities: string[]): SeriesFacts {
  const characterSet = reader.string('SpecificCharacterSet')
  const text = (keyword: 'SeriesDescription' | 'Manufacturer' | 'ManufacturerModelName'): string => {
    const { text: decoded, known } = decode(reader.bytes(keyword), characterSet)
    if (!known || decoded.includes('\uFFFD')) oddities.push('W_CHARSET')
    return clean(decoded, longestDescription)
  }
  return {
    modality,
    studyDate: /^\d{8}$/.test(reader.string('StudyDate')) ? reader.string('StudyDate') : '',
    bodyPart: bodyPartOf(reader),
    manufacturer: text('Manufacturer'),
    model: text('ManufacturerModelName'),
    seriesNumber: reader.decimalOrNull('SeriesNumber'),
    description: text('SeriesDescription'),
    kernel: clean(reader.strings('ConvolutionKernel')[0] ?? '', 16) || null,
    kvp: reader.decimalOrNull('KVP'),
    sliceThickness: reader.decimalOrNull('SliceThickness'),
  }
}

/** BodyPartExamined, else a body part named in StudyDescription: nothing else of that free text is shown. */
function bodyPartOf(reader: AttributeReader): string {
  const stated = clean(reader.string('BodyPartExamined'), 16).toLowerCase()
  if (stated !== '') return stated
  const named = /\b(chest|thorax|lung|abdomen|pelvis|head|neck|spine)/i.exec(reader.string('StudyDescription'))
  return (named?.[1] ?? '').toLowerCase()
}

/** Without control characters and bidirectional overrides, cut to a length. */
export function clean(text: string, longest: number): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .trim()
    .slice(0, longest)
}

function sizeForList(
  reader: AttributeReader,
  keyword: 'Rows' | 'Columns' | 'BitsAllocated' | 'BitsStored' | 'PixelRepresentation',
): number {
  try {
    return reader.unsigned16(keyword, 'E_DIMENSIONS') ?? 0
  } catch {
    // the series is only listed: a number that can't be read is shown as unknown
    return 0
  }
}

function readInstanceNumber(reader: AttributeReader): number | null {
  const value = reader.decimalOrNull('InstanceNumber')
  return value !== null && Number.isSafeInteger(value) ? value : null
}

function readRescale(
  set: OpenDataSet,
  reader: AttributeReader,
  oddities: string[],
): { slope: number; intercept: number } {
  if (set.has(modalityLutSequence))
    throw new Failure('E_MODALITY_LUT', 'The values go through a modality look-up table, which Hilum does not read.')
  const slope = reader.decimals('RescaleSlope', 1, 'E_RESCALE')?.[0]
  const intercept = reader.decimals('RescaleIntercept', 1, 'E_RESCALE')?.[0]
  if (slope === undefined || intercept === undefined) {
    throw new Failure('E_RESCALE', 'RescaleSlope or RescaleIntercept is missing, so there are no Hounsfield units.')
  }
  if (slope <= 0) throw new Failure('E_RESCALE', `RescaleSlope is ${slope}; it must be above 0.`, { slope })
  const type = reader.string('RescaleType')
  if (type !== '' && type !== 'HU') oddities.push('W_NOT_HU')
  if (intercept < lowestUsualIntercept) oddities.push('W_HU_RANGE')
  return { slope, intercept }
}

function noteImage(reader: AttributeReader, oddities: string[]): void {
  if (reader.string('PhotometricInterpretation') === 'MONOCHROME1') oddities.push('W_MONOCHROME1')
  if (reader.has('PixelPaddingValue')) oddities.push('W_PIXEL_PADDING_VALUE')
  if (reader.strings('ImageType')[1] === 'SECONDARY') oddities.push('W_DERIVED')
  if (reader.string('LossyImageCompression') === '01') oddities.push('W_LOSSY')
  if (burnedInOf(reader) === true) oddities.push('W_BURNED_IN')
}

function burnedInOf(reader: AttributeReader): boolean | null {
  const stated = reader.string('BurnedInAnnotation')
  return stated === 'YES' ? true : stated === 'NO' ? false : null
}

function readGeometry(reader: AttributeReader): Pick<Instance, 'position' | 'row' | 'column' | 'spacing'> {
  const spacing = reader.decimals('PixelSpacing', 2, 'E_GEOMETRY')
  const position = reader.decimals('ImagePositionPatient', 3, 'E_GEOMETRY')
  const orientation = reader.decimals('ImageOrientationPatient', 6, 'E_GEOMETRY')
  if (spacing === null || position === null || orientation === null) {
    const missing =
      spacing === null ? 'PixelSpacing' : position === null ? 'ImagePositionPatient' : 'ImageOrientationPatient'
    throw new Failure('E_GEOMETRY', `${missing} is missing, so the image has no place in the patient.`, {
      attribute: missing,
    })
  }
  const [dy, dx] = spacing as [number, number]
  if (![dx, dy].every((value) => value > 0 && value <= longestSpacingMm)) {
    throw new Failure('E_GEOMETRY', `PixelSpacing is ${dy} by ${dx} mm, which can't be.`, { attribute: 'PixelSpacing' })
  }
  const row = orientation.slice(0, 3) as unknown as Vec3
  const column = orientation.slice(3, 6) as unknown as Vec3
  const unit = [row, column].every((vector) => Math.abs(length(vector) - 1) < 0.01)
  if (!unit || Math.abs(dot(row, column)) > 0.01) {
    throw new Failure('E_GEOMETRY', 'ImageOrientationPatient is not two unit vectors at right angles.', {
      attribute: 'ImageOrientationPatient',
    })
  }
  const i = normalize(row)
  // at right angles to i to the last digit: the file's six decimals are not
  const j = cross(normalize(cross(i, column)), i)
  return { position: position as unknown as Vec3, row: i, column: j, spacing: [dx, dy] }
}
