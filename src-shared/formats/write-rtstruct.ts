import { sopClasses } from '../dicom/sop-classes.ts'
import { attribute, type DataSetItem } from '../dicom/write-data-set.ts'
import { type Grid, indexToPoint } from '../geometry.ts'
import type { Contour } from '../imaging/trace-contours.ts'
import { allReferences, imageReference, typeItem } from './dicom-modules.ts'
import type { DicomSource } from './dicom-source.ts'
import { encodeLungsObject } from './encode-lungs-object.ts'
import type { ExportInput } from './format.ts'
import type { SliceContours } from './label-contours.ts'
import { labelStyles } from './label-style.ts'

/** Detached Study Management, retired, which the standard still names for references to a study. */
const studyManagement = '1.2.840.10008.3.1.2.3.1'

/** A whole RT Structure Set. Source: PS3.3, A.19, C.8.8.5, C.8.8.6 and C.8.8.8. */
export function encodeStructureSet(
  { labels, grid, text }: ExportInput,
  source: DicomSource,
  contours: readonly (readonly SliceContours[])[],
): Uint8Array<ArrayBuffer> {
  return encodeLungsObject(
    source,
    {
      name: 'RT Structure Set',
      sopClass: sopClasses.structureSet,
      modality: 'RTSTRUCT',
      seriesNumber: 9002,
      syntax: 'implicit',
    },
    [
      attribute(0x0008_1070, 'PN', ''),
      attribute(0x3006_0002, 'SH', 'LUNGS'),
      attribute(0x3006_0006, 'ST', text),
      attribute(0x3006_0008, 'DA', source.study.date),
      attribute(0x3006_0009, 'TM', source.study.time),
      attribute(0x3006_0010, 'SQ', [referencedFrame(source)]),
      attribute(
        0x3006_0020,
        'SQ',
        labels.map(({ name }, n) => [
          attribute(0x3006_0022, 'IS', String(n + 1)),
          attribute(0x3006_0024, 'UI', source.frameOfReferenceUid),
          attribute(0x3006_0026, 'LO', labelStyles[name].title),
          attribute(0x3006_0036, 'CS', 'AUTOMATIC'),
        ]),
      ),
      attribute(
        0x3006_0039,
        'SQ',
        labels.map(({ name }, n) => [
          attribute(0x3006_002a, 'IS', labelStyles[name].rgb.map(String)),
          attribute(0x3006_0084, 'IS', String(n + 1)),
          ...contourSequence(contours[n] ?? [], grid, source),
        ]),
      ),
      attribute(
        0x3006_0080,
        'SQ',
        labels.map(({ name }, n) => [
          attribute(0x3006_0082, 'IS', String(n + 1)),
          attribute(0x3006_0084, 'IS', String(n + 1)),
          attribute(0x3006_0086, 'SQ', [typeItem(labelStyles[name])]),
          attribute(0x3006_00a4, 'CS', 'ORGAN'),
          attribute(0x3006_00a6, 'PN', ''),
        ]),
      ),
      attribute(0x300e_0002, 'CS', 'UNAPPROVED'),
    ],
  )
}

const referencedFrame = (source: DicomSource): DataSetItem => [
  attribute(0x0020_0052, 'UI', source.frameOfReferenceUid),
  attribute(0x3006_0012, 'SQ', [
    [
      attribute(0x0008_1150, 'UI', studyManagement),
      attribute(0x0008_1155, 'UI', source.study.uid),
      attribute(0x3006_0014, 'SQ', [
        [attribute(0x0020_000e, 'UI', source.seriesUid), attribute(0x3006_0016, 'SQ', allReferences(source))],
      ]),
    ],
  ]),
]

/** A region without contours has no sequence of them. */
function contourSequence(slices: readonly SliceContours[], grid: Grid, source: DicomSource): DataSetItem {
  const items: DataSetItem[] = []
  for (const { k, contours } of slices) {
    const uid = source.instanceUids[k]
    for (const contour of contours) {
      items.push([
        ...(uid == null ? [] : [attribute(0x3006_0016, 'SQ', [imageReference(uid)])]),
        attribute(0x3006_0042, 'CS', 'CLOSED_PLANAR'),
        attribute(0x3006_0046, 'IS', String(contour.length)),
        attribute(0x3006_0048, 'IS', String(items.length + 1)),
        attribute(0x3006_0050, 'DS', contourData(contour, grid, k)),
      ])
    }
  }
  return items.length === 0 ? [] : [attribute(0x3006_0040, 'SQ', items)]
}

/** Millimetres to a ten-thousandth. */
function contourData(contour: Contour, grid: Grid, k: number): string {
  let text = ''
  for (const [i, j] of contour) {
    const [x, y, z] = indexToPoint(grid, [i, j, k])
    text += `${text === '' ? '' : '\\'}${short(x)}\\${short(y)}\\${short(z)}`
  }
  return text
}

const short = (mm: number): string => String(Math.round(mm * 10_000) / 10_000 + 0)
