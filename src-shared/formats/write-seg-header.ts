import { sopClasses } from '../dicom/sop-classes.ts'
import {
  attribute,
  type DataSetItem,
  decimalString,
  elementHead,
  type WrittenElement,
} from '../dicom/write-data-set.ts'
import { determinant, type Grid, indexToPoint } from '../geometry.ts'
import { joinBytes } from '../join-bytes.ts'
import type { LabelMask } from '../labels.ts'
import { cielab } from './cielab.ts'
import { allReferences, codeItem, imageReference, typeItem } from './dicom-modules.ts'
import type { DicomSource } from './dicom-source.ts'
import { encodeLungsObject } from './encode-lungs-object.ts'
import type { ExportInput } from './format.ts'
import { anatomicalStructure, labelStyles } from './label-style.ts'
import { packedBytes, type SegFrame } from './seg-frames.ts'

// a file's day and time of making would make each save another file; those of nobody stand for them
const noDate = '19000101'
const noTime = '000000'

/** Everything of a DICOM SEG before its frames. Source: PS3.3, A.51, C.7.6.16, C.7.6.17 and C.8.20. */
export function encodeSegHeader(
  { labels, grid, text }: ExportInput,
  source: DicomSource,
  frames: readonly SegFrame[],
): Uint8Array<ArrayBuffer> {
  const dimensions = source.newUid('SEG dimensions')
  const attributes = encodeLungsObject(
    source,
    { name: 'SEG', sopClass: sopClasses.segmentation, modality: 'SEG', seriesNumber: 9001, syntax: 'explicit' },
    [
      attribute(0x0008_0008, 'CS', ['DERIVED', 'PRIMARY']),
      attribute(0x0008_0023, 'DA', source.study.date || noDate),
      attribute(0x0008_0033, 'TM', source.study.time || noTime),
      attribute(0x0008_1115, 'SQ', [
        [attribute(0x0008_114a, 'SQ', allReferences(source)), attribute(0x0020_000e, 'UI', source.seriesUid)],
      ]),
      attribute(0x0020_9221, 'SQ', [[attribute(0x0020_9164, 'UI', dimensions)]]),
      attribute(0x0020_9222, 'SQ', [
        dimension(dimensions, 0x0062_000b, 0x0062_000a, 'Segment'),
        dimension(dimensions, 0x0020_0032, 0x0020_9113, 'Position'),
      ]),
      attribute(0x0020_9311, 'CS', '3D'),
      attribute(0x0028_0002, 'US', [1]),
      attribute(0x0028_0004, 'CS', 'MONOCHROME2'),
      attribute(0x0028_0008, 'IS', String(frames.length)),
      attribute(0x0028_0010, 'US', [grid.size[1]]),
      attribute(0x0028_0011, 'US', [grid.size[0]]),
      attribute(0x0028_0100, 'US', [1]),
      attribute(0x0028_0101, 'US', [1]),
      attribute(0x0028_0102, 'US', [0]),
      attribute(0x0028_0103, 'US', [0]),
      ...lossyCompression(source),
      attribute(0x0062_0001, 'CS', 'BINARY'),
      attribute(
        0x0062_0002,
        'SQ',
        labels.map((label, n) => segmentItem(label, n + 1, source)),
      ),
      attribute(0x0062_0013, 'CS', 'NO'),
      attribute(0x0070_0080, 'CS', 'LUNGS'),
      attribute(0x0070_0081, 'LO', text.slice(0, 64)),
      attribute(0x0070_0084, 'PN', ''),
      attribute(0x5200_9229, 'SQ', [sharedGroups(grid)]),
      attribute(0x5200_9230, 'SQ', frameItems(grid, source, frames)),
    ],
  )
  const pixels = elementHead(0x7fe0_0010, 'OB', packedBytes(frames.length * grid.size[0] * grid.size[1]), 'explicit')
  return joinBytes([attributes, pixels])
}

/**
 * A segmentation is no compression with loss, but of images that were once compressed so it says the same as they do
 * (PS3.3, C.8.20.2.2).
 */
function lossyCompression({ lossy }: DicomSource): WrittenElement[] {
  if (lossy === null) return [attribute(0x0028_2110, 'CS', '00')]
  const { ratios, methods } = lossy
  return [
    attribute(0x0028_2110, 'CS', '01'),
    ...(ratios.length === 0 ? [] : [attribute(0x0028_2112, 'DS', [...ratios])]),
    ...(methods.length === 0 ? [] : [attribute(0x0028_2114, 'CS', [...methods])]),
  ]
}

const dimension = (uid: string, pointer: number, group: number, label: string): DataSetItem => [
  attribute(0x0020_9164, 'UI', uid),
  attribute(0x0020_9165, 'AT', [pointer]),
  attribute(0x0020_9167, 'AT', [group]),
  attribute(0x0020_9421, 'LO', label),
]

function segmentItem({ name }: LabelMask, number: number, source: DicomSource): DataSetItem {
  const { title, rgb } = labelStyles[name]
  return [
    attribute(0x0062_0003, 'SQ', [codeItem(anatomicalStructure)]),
    attribute(0x0062_0004, 'US', [number]),
    attribute(0x0062_0005, 'LO', title),
    attribute(0x0062_0008, 'CS', 'AUTOMATIC'),
    attribute(0x0062_0009, 'LO', `Hilum ${source.version} ${source.method}`),
    attribute(0x0062_000d, 'US', cielab(rgb)),
    attribute(0x0062_000f, 'SQ', [typeItem(labelStyles[name])]),
  ]
}

/** Distance of slices along their normal, which with a tilted gantry is less than along k. */
const sliceDistance = (grid: Grid): number => grid.spacing[2] * Math.abs(determinant(grid))

function sharedGroups(grid: Grid): DataSetItem {
  const [dx, dy] = grid.spacing
  return [
    attribute(0x0020_9116, 'SQ', [
      [attribute(0x0020_0037, 'DS', [...grid.direction[0], ...grid.direction[1]].map(decimalString))],
    ]),
    attribute(0x0028_9110, 'SQ', [
      [
        attribute(0x0018_0050, 'DS', decimalString(sliceDistance(grid))),
        attribute(0x0018_0088, 'DS', decimalString(sliceDistance(grid))),
        attribute(0x0028_0030, 'DS', [decimalString(dy), decimalString(dx)]),
      ],
    ]),
  ]
}

function frameItems(grid: Grid, source: DicomSource, frames: readonly SegFrame[]): DataSetItem[] {
  const held = [...new Set(frames.map(({ k }) => k))].sort((a, b) => a - b)
  const rank = new Map(held.map((k, n) => [k, n + 1]))
  return frames.map(({ segment, k }) => {
    const uid = source.instanceUids[k]
    const position = indexToPoint(grid, [0, 0, k]).map(decimalString)
    return [
      ...(uid == null ? [] : [attribute(0x0008_9124, 'SQ', [derivation(uid)])]),
      attribute(0x0020_9111, 'SQ', [[attribute(0x0020_9157, 'UL', [segment + 1, rank.get(k) ?? 0])]]),
      attribute(0x0020_9113, 'SQ', [[attribute(0x0020_0032, 'DS', position)]]),
      attribute(0x0062_000a, 'SQ', [[attribute(0x0062_000b, 'US', [segment + 1])]]),
    ]
  })
}

const derivation = (uid: string): DataSetItem => [
  attribute(0x0008_2112, 'SQ', [
    [
      ...imageReference(uid),
      attribute(0x0028_135a, 'CS', 'YES'),
      attribute(0x0040_a170, 'SQ', [
        codeItem({ value: '121322', scheme: 'DCM', meaning: 'Source image for image processing operation' }),
      ]),
    ],
  ]),
  attribute(0x0008_9215, 'SQ', [codeItem({ value: '113076', scheme: 'DCM', meaning: 'Segmentation' })]),
]
