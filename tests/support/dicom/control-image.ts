import { dicomFile, type FileOptions } from './dicom-file.ts'
import { type DataElement, type Piece, text, us, words } from './elements.ts'

export const controlSize = 32
export const controlIntercept = -1024

/** Where the marker of 400 HU lies in the control: columns and rows from, to (exclusive). */
export const markerBox = { x: [20, 22], y: [5, 8] } as const

/**
 * HU of the control, 32 x 32, an axial picture seen from the feet (rows run to the patient's left, columns to posterior):
 * air -1000, body 40, two lungs -850 of which the patient's left is the larger, a marker of 400 at left-anterior.
 * `k` shifts the lungs' lower edge, so that slices of a series differ.
 */
export function controlHu(k = 0): Int16Array {
  const hu = new Int16Array(controlSize * controlSize).fill(-1000)
  const box = (x0: number, x1: number, y0: number, y1: number, value: number): void => {
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) hu[y * controlSize + x] = value
  }
  box(4, 28, 4, 28, 40)
  box(7, 13, 11, 20 + (k % 5), -850)
  box(18, 26, 11, 21 + (k % 5), -850)
  box(markerBox.x[0], markerBox.x[1], markerBox.y[0], markerBox.y[1], 400)
  return hu
}

/** Stored values of HU as unsigned 16 bits. */
export const storedOf = (hu: ArrayLike<number>, intercept = controlIntercept, slope = 1): Uint16Array =>
  Uint16Array.from(hu, (value) => Math.round((value - intercept) / slope))

const uid = (...parts: number[]): string => `1.2.826.0.1.3680043.10.9999.${parts.join('.')}`
export const studyUid = uid(1)
export const seriesUid = (series = 1): string => uid(1, series)
export const sopUid = (series: number, slice: number): string => uid(1, series, slice)

export interface ImageOptions {
  readonly hu?: ArrayLike<number>
  /** Place of the image in its series; sets its UID, number and position. */
  readonly k?: number
  readonly series?: number
  readonly position?: readonly [number, number, number]
  readonly rows?: number
  readonly columns?: number
}

const origin = [-12.4, -12.4, -40] as const
export const controlPositionOf = (k: number): readonly [number, number, number] => [
  origin[0],
  origin[1],
  origin[2] + 2 * k,
]

/** The data set of the control image, in order of tags. */
export function controlElements(options: ImageOptions = {}): DataElement[] {
  const { k = 0, series = 1, rows = controlSize, columns = controlSize } = options
  const position = options.position ?? controlPositionOf(k)
  return [
    text(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
    text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    text(0x00080018, 'UI', sopUid(series, k + 1)),
    text(0x00080060, 'CS', 'CT'),
    text(0x00080070, 'LO', 'Test'),
    text(0x0008103e, 'LO', 'Control'),
    text(0x00100010, 'PN', 'Control^Image'),
    text(0x00100020, 'LO', 'P1'),
    text(0x00180050, 'DS', '2'),
    text(0x0020000d, 'UI', studyUid),
    text(0x0020000e, 'UI', seriesUid(series)),
    text(0x00200011, 'IS', String(series)),
    text(0x00200013, 'IS', String(k + 1)),
    text(0x00200032, 'DS', position.join('\\')),
    text(0x00200037, 'DS', '1\\0\\0\\0\\1\\0'),
    text(0x00200052, 'UI', uid(2)),
    us(0x00280002, 1),
    text(0x00280004, 'CS', 'MONOCHROME2'),
    us(0x00280010, rows),
    us(0x00280011, columns),
    text(0x00280030, 'DS', '0.8\\0.8'),
    us(0x00280100, 16),
    us(0x00280101, 16),
    us(0x00280102, 15),
    us(0x00280103, 0),
    text(0x00281052, 'DS', String(controlIntercept)),
    text(0x00281053, 'DS', '1'),
    text(0x00281054, 'LO', 'HU'),
    words(0x7fe00010, 'OW', storedOf(options.hu ?? controlHu(k))),
  ]
}

/** Elements with some replaced, left out (null) or added, in order of tags. */
export function withElements(
  elements: readonly DataElement[],
  changes: Readonly<Record<number, DataElement | null>>,
): DataElement[] {
  const kept = elements.filter(({ tag }) => !(tag in changes))
  const added = Object.values(changes).filter((element) => element !== null)
  return [...kept, ...added].sort((a, b) => a.tag - b.tag)
}

/** The control with elements changed: the tag of each stands for itself; a number leaves that tag out. */
export function controlWith(changes: readonly (DataElement | number)[], options: ImageOptions = {}): DataElement[] {
  const table: Record<number, DataElement | null> = {}
  for (const change of changes) {
    if (typeof change === 'number') table[change] = null
    else table[change.tag] = change
  }
  return withElements(controlElements(options), table)
}

export function controlFile(pieces: readonly Piece[] = controlElements(), options: FileOptions = {}): Uint8Array {
  return dicomFile(pieces, options)
}
