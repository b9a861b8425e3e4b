import type { Finding } from '../../../src-shared/finding.ts'
import { f } from './de/words.ts'

type Said = Pick<Finding, 'code' | 'details' | 'where'>
type Sentence = (said: Said) => string | null

const figure = ({ details }: Said, name: string): number | null => {
  const value = details?.[name]
  return typeof value === 'number' ? value : null
}

/** A sentence with one count of the details. */
const counted =
  (name: string, sentence: (count: number) => string): Sentence =>
  (said) => {
    const count = figure(said, name)
    return count === null ? null : sentence(count)
  }

/** What differs in E_INCONSISTENT, as the scan names it. */
const differences: Readonly<Record<string, string>> = {
  size: 'eine andere Größe',
  'pixel spacing': 'eine andere Pixelgröße',
  orientation: 'eine andere Richtung',
  'frame of reference': 'ein anderes Bezugssystem',
}

function inconsistent(said: Said): string | null {
  const count = figure(said, 'count')
  const difference = differences[String(said.details?.['what'])] ?? 'andere Angaben'
  return count === null
    ? null
    : `${f.number(count)} ${count === 1 ? 'Bild hat' : 'Bilder haben'} ${difference} als die übrigen. Aus einer solchen Serie wird kein Volumen.`
}

const tooFew = counted(
  'slices',
  (n) => `Nur ${f.number(n)} ${n === 1 ? 'Schicht' : 'Schichten'}: ansehen geht, für Lungen sind mindestens 3 nötig.`,
)

/** German sentences for what reading a folder and a series finds, by code. */
export const germanSeriesFindings: Readonly<Record<string, Sentence>> = {
  E_TOO_FEW: tooFew,
  W_SINGLE_SLICE: (said) => tooFew(said) ?? 'Nur eine Schicht: ansehen geht, für Lungen sind mindestens 3 nötig.',
  E_TOO_MANY: counted('slices', (n) => `${f.number(n)} Schichten sind mehr, als Hilum öffnet.`),
  E_PATIENT_MIX: () => 'Die Serie enthält Bilder mehr als einer Person. Sie wird nicht geöffnet.',
  E_INCONSISTENT: inconsistent,
  E_DUP_POSITION: counted(
    'positions',
    (n) =>
      `An ${f.number(n)} ${n === 1 ? 'Stelle' : 'Stellen'} liegt mehr als ein Bild: zwei Aufnahmen in einer Serie oder Kopien, die sich unterscheiden.`,
  ),
  E_DUP_SOP_DIFF: (said) =>
    `${said.where?.file === undefined ? 'Ein Bild' : said.where.file} gibt sich als ein anderes Bild aus und unterscheidet sich davon. Hilum wählt nicht aus: die falschen Bilder aus dem Ordner nehmen.`,
  E_LOCALIZER: () => 'Übersichtsbilder, keine Schichten: daraus wird kein Volumen.',
  W_DUP_SOP: counted('copies', (n) =>
    n === 1 ? 'Eine doppelte Datei wurde ausgelassen.' : `${f.number(n)} doppelte Dateien wurden ausgelassen.`,
  ),
  W_EXCLUDED: counted('images', (n) =>
    n === 1
      ? 'Ein Übersichtsbild der Serie wurde ausgelassen.'
      : `${f.number(n)} Übersichtsbilder der Serie wurden ausgelassen.`,
  ),
  W_UNREADABLE_BESIDE: ({ where }) =>
    `${where?.file ?? 'Eine Datei'} liegt neben der Serie, lässt sich nicht lesen und kann eine Schicht gewesen sein.`,
  W_DUP_INSTANCE_NUMBER: () =>
    'Mehrere Schichten haben dieselbe InstanceNumber. Sie sind nach ihrer Position geordnet.',
  W_SATURATED: (said) => {
    const voxels = figure(said, 'voxels')
    const slice = said.where?.slice
    return voxels === null || slice === undefined
      ? null
      : `${f.number(voxels)} Voxel der Schicht ${f.number(slice + 1)} liegen außerhalb von −32768 bis 32767 HU und stehen auf dessen Grenzen.`
  },
  W_ARTICLE_ORDER: counted(
    'slices',
    (n) =>
      `Die InstanceNumbers sind nicht genau 1 bis ${f.number(n)}. Der Code des Artikels hielte an oder überschriebe Schichten; hier folgen sie dem Rang ihrer Nummern.`,
  ),
  W_ARTICLE_RESCALE: counted(
    'kinds',
    (n) =>
      `RescaleSlope oder RescaleIntercept unterscheiden sich zwischen Schichten (${f.number(n)} Arten). Der Artikel vergleicht gespeicherte Werte: seine Schwelle steht je Schicht für andere HU; genannt sind die der häufigsten Art.`,
  ),
  W_TRAILING: () => 'Nach dem Bild folgen weitere Bytes in der Datei. Sie werden übergangen.',
  W_PIXEL_PADDING: () => 'Nach den Pixeln folgen mehr Bytes, als das Bild braucht. Sie werden übergangen.',
  W_META_LENGTH: () => 'Die Länge der Datei-Metadaten stimmt nicht. Sie wurden Element für Element gelesen.',
  W_NO_META: () => 'Der Datei fehlt der DICOM-Kopf. Wie sie geschrieben ist, wurde aus ihren ersten Bytes erschlossen.',
  W_PREAMBLE_EXEC: () =>
    'Die Datei beginnt wie ein Programm oder eine Webseite. Sie wird nur als Bild gelesen und nie kopiert.',
  W_BIG_ENDIAN: () => 'Big Endian geschrieben, eine zurückgezogene Form, die wenige Programme lesen.',
  W_TAG_ORDER: () => 'Elemente stehen nicht in ihrer Reihenfolge. Sie wurden trotzdem gelesen.',
  W_DUP_TAG: () => 'Ein Element steht doppelt in der Datei. Das erste zählt.',
  W_DELIM: () => 'Ein Trennzeichen steht, wo keines hingehört. Es wird übergangen.',
  W_COMMAND_GROUP: () => 'In der Datei stehen Elemente einer Netzwerknachricht. Sie werden übergangen.',
  W_MODALITY: () => 'Die Modalität fehlt; nach der SOP-Klasse gilt die Serie als CT.',
  W_UID: () =>
    'Eine UID ist leer oder nicht wohlgeformt. Die Bilder wurden nach ihren übrigen Angaben zusammengestellt.',
  W_CHARSET: () =>
    'Ein Text benutzt einen unbekannten oder beschädigten Zeichensatz. Einzelne Buchstaben können falsch sein.',
  W_NOT_HU: () => 'Die Werte sind nicht als Hounsfield-Einheiten ausgewiesen. Angaben in HU können falsch sein.',
  W_HU_RANGE: () => 'Die Skala reicht weit unter −1024 HU.',
  W_MONOCHROME1: () => 'Für umgekehrte Anzeige gespeichert. HU sind davon nicht berührt.',
  W_PIXEL_PADDING_VALUE: () => 'Der Scanner hat Pixel außerhalb seines Feldes mit einem Füllwert belegt.',
  W_DERIVED: () => 'Ein abgeleitetes Bild, von einem Programm aus anderen gemacht.',
  W_LOSSY: () => 'Die Bilder wurden verlustbehaftet komprimiert. Dichtewerte sind zweifelhaft.',
  W_BURNED_IN: () => 'In die Pixel kann Text eingebrannt sein, auch Angaben zur Person.',
}
