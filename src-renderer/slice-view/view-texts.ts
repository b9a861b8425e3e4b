import type { Plane } from '../../src-shared/geometry.ts'
import { createNumberFormat, english, type NumberFormat } from '../../src-shared/number-format.ts'
import type { PatientLetter } from '../../src-shared/plane-view.ts'

/** Every word the viewports show or speak. Orientation letters stay English in all languages, as in DICOM. */
export interface ViewTexts {
  readonly numbers: NumberFormat
  readonly planes: Readonly<Record<Plane, string>>
  /** As in "229 mm inferior". */
  readonly directions: Readonly<Record<PatientLetter, string>>
  readonly sliceView: (plane: string) => string
  /** `position` such as "229 mm inferior", `shown` such as "lungs" or empty. */
  readonly sliceImage: (plane: string, slice: number, count: number, position: string, shown: string) => string
  readonly and: string
  readonly notLoaded: string
  readonly missingSlice: string
  readonly rail: string
  readonly montage: (rows: number, columns: number) => string
  readonly montageCell: (slice: number, position: string) => string
  readonly surface: string
  readonly surfaceImage: (triangles: string, from: string) => string
  readonly triangles: (count: string) => string
  readonly dragToTurn: string
  readonly preparing: string
  readonly noWebGL: string
  readonly lostWebGL: string
  readonly fromSides: Readonly<Record<PatientLetter, string>>
  /** Joins up to three sides: "From the front, left and above". */
  readonly from: (sides: readonly string[]) => string
  readonly viewFrom: (side: string) => string
}

function joinWith(and: string): (words: readonly string[]) => string {
  return (words) =>
    words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${and} ${words[words.length - 1]}`
}

const joinEnglish = joinWith('and')
const joinGerman = joinWith('und')

export const englishViewTexts: ViewTexts = {
  numbers: english,
  planes: { axial: 'Axial', coronal: 'Coronal', sagittal: 'Sagittal' },
  directions: { L: 'left', R: 'right', P: 'posterior', A: 'anterior', S: 'superior', I: 'inferior' },
  sliceView: (plane) => `${plane} slices`,
  sliceImage: (plane, slice, count, position, shown) =>
    `${plane} slice ${slice} of ${count}, ${position}${shown === '' ? '' : `, ${shown} shown`}`,
  and: 'and',
  notLoaded: 'Slice not read yet',
  missingSlice: 'No image at this position',
  rail: 'Slice',
  montage: (rows, columns) => `Montage, ${rows} rows of ${columns} slices`,
  montageCell: (slice, position) => `slice ${slice}, ${position}`,
  surface: '3-D surface',
  surfaceImage: (triangles, from) => `3-D surface, ${triangles}. ${from}`,
  triangles: (count) => `${count} triangles`,
  dragToTurn: 'Drag to turn',
  preparing: 'Preparing the surface',
  noWebGL:
    'The surface cannot be shown: this system offers no WebGL 2. Slices, figures and saving work without it. Update the graphics driver to see surfaces.',
  lostWebGL: 'The graphics driver stopped. The surface comes back as soon as the driver does.',
  fromSides: { A: 'the front', P: 'the back', L: 'the left', R: 'the right', S: 'above', I: 'below' },
  from: (sides) => `From ${joinEnglish(sides)}`,
  viewFrom: (side) => `View from ${side}`,
}

export const germanViewTexts: ViewTexts = {
  numbers: createNumberFormat('de-DE'),
  planes: { axial: 'Axial', coronal: 'Koronal', sagittal: 'Sagittal' },
  directions: { L: 'links', R: 'rechts', P: 'posterior', A: 'anterior', S: 'superior', I: 'inferior' },
  sliceView: (plane) => `Schichten ${plane.toLowerCase()}`,
  sliceImage: (plane, slice, count, position, shown) =>
    `${plane}, Schicht ${slice} von ${count}, ${position}${shown === '' ? '' : `, eingeblendet: ${shown}`}`,
  and: 'und',
  notLoaded: 'Schicht noch nicht gelesen',
  missingSlice: 'An dieser Stelle gibt es kein Bild',
  rail: 'Schicht',
  montage: (rows, columns) => `Montage, ${rows} Reihen mit ${columns} Schichten`,
  montageCell: (slice, position) => `Schicht ${slice}, ${position}`,
  surface: '3-D-Oberfläche',
  surfaceImage: (triangles, from) => `3-D-Oberfläche, ${triangles}. ${from}`,
  triangles: (count) => `${count} Dreiecke`,
  dragToTurn: 'Ziehen dreht',
  preparing: 'Oberfläche wird vorbereitet',
  noWebGL:
    'Die Oberfläche kann nicht gezeigt werden: Dieses System bietet kein WebGL 2. Schichten, Zahlen und Speichern gehen ohne. Ein neuerer Grafiktreiber hilft.',
  lostWebGL: 'Der Grafiktreiber hat angehalten. Die Oberfläche kommt wieder, sobald er läuft.',
  fromSides: { A: 'vorn', P: 'hinten', L: 'links', R: 'rechts', S: 'oben', I: 'unten' },
  from: (sides) => `Von ${joinGerman(sides)}`,
  viewFrom: (side) => `Ansicht von ${side}`,
}
