import { attribute, type DataSetItem, encodeFileHead, encodeItem, type WriteSyntax } from '../dicom/write-data-set.ts'
import { joinBytes } from '../join-bytes.ts'
import { commonModules } from './dicom-modules.ts'
import type { DicomSource } from './dicom-source.ts'

/** A DICOM object that tells where the lungs of a CT series lie. */
export interface LungsObject {
  /** What its UIDs are made from, beside those of the series. */
  readonly name: 'SEG' | 'RT Structure Set'
  readonly sopClass: string
  readonly modality: string
  readonly seriesNumber: number
  readonly syntax: WriteSyntax
}

/** File head and attributes of such an object: those that all have in common, and its own. */
export function encodeLungsObject(
  source: DicomSource,
  { name, sopClass, modality, seriesNumber, syntax }: LungsObject,
  own: DataSetItem,
): Uint8Array<ArrayBuffer> {
  const sopInstance = source.newUid(`${name} instance`)
  const common = commonModules(source, {
    sopClass,
    sopInstance,
    seriesUid: source.newUid(`${name} series`),
    modality,
    description: `Lungs, Hilum ${source.method}`,
    seriesNumber,
  })
  const reference = [
    attribute(0x0020_0013, 'IS', '1'),
    attribute(0x0020_0052, 'UI', source.frameOfReferenceUid),
    attribute(0x0020_1040, 'LO', ''),
  ]
  return joinBytes([
    encodeFileHead({ sopClass, sopInstance, implementation: source.implementationUid }, syntax),
    encodeItem([...common, ...reference, ...own], syntax),
  ])
}
