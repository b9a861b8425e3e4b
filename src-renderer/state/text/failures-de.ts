import type { Failure, FailureCode } from '../../../src-shared/failure.ts'
import { f } from './de/words.ts'
import { germanLabelmap } from './labelmap-reasons-de.ts'

interface Said {
  readonly details: Failure['details']
}
type Sentence = (said: Said) => string

/** A word of the details in quotation marks with a blank before it; empty where it is not there. */
const named = ({ details }: Said, name: string): string =>
  typeof details[name] === 'string' && details[name] !== '' ? ` „${details[name]}“` : ''

const size = ({ details }: Said, name: string): string | null => {
  const value = details[name]
  return typeof value === 'number' ? f.bytes(value) : null
}

function noSpace(said: Said): string {
  const [needed, free] = [size(said, 'neededBytes'), size(said, 'freeBytes')]
  const { system, neededBytes, freeBytes } = said.details
  const isShort = typeof neededBytes === 'number' && typeof freeBytes === 'number' && freeBytes < neededBytes
  const full = system === 'EDQUOT' ? 'Der eigene Anteil am Datenträger ist aufgebraucht' : 'Der Platz reicht nicht'
  const room = isShort && system !== 'EDQUOT' ? `${needed} werden gebraucht, ${free} sind frei` : full
  return `${room}. Platz schaffen oder einen anderen Ordner wählen.`
}

function memory(said: Said): string {
  const { neededMB, availableMB } = said.details
  const isTold = typeof neededMB === 'number' && typeof availableMB === 'number'
  const room = isTold ? `: ${f.number(neededMB)} MB werden gebraucht, ${f.number(availableMB)} MB sind frei` : ''
  return `Der Arbeitsspeicher reicht nicht${room}. Andere Programme schließen und es noch einmal versuchen.`
}

const systemReasons: Readonly<Record<string, string>> = {
  EACCES: 'dort darf nicht geschrieben werden',
  EPERM: 'dort darf nicht geschrieben werden',
  EROFS: 'der Datenträger ist schreibgeschützt',
  ENOTDIR: 'ein Teil des Pfads ist eine Datei, kein Ordner',
  EEXIST: 'ein Teil des Pfads ist eine Datei, kein Ordner',
  ENAMETOOLONG: 'der Pfad ist zu lang',
  ENOENT: 'der Ordner ist nicht mehr da, oder dort lassen sich keine Dateien anlegen',
  EFBIG: 'so große Dateien sind dort nicht erlaubt',
  ELOOP: 'die Verknüpfungen des Pfads führen im Kreis',
  EINVAL: 'der Datenträger nimmt einen solchen Namen nicht',
  EBUSY: 'ein anderes Speichern dorthin kommt nicht zum Ende',
  EIO: 'der Datenträger meldet einen Defekt',
  ENODEV: 'der Datenträger ist nicht mehr da',
  ENXIO: 'der Datenträger ist nicht mehr da',
  ESTALE: 'der Datenträger ist nicht mehr da',
}

function notWritable(said: Said): string {
  const file = named(said, 'file')
  if (file !== '') {
    return `Die Einstellungen ließen sich nicht nach${file} schreiben. Sie gelten, bis Hilum beendet wird; den Ordner beschreibbar machen, um sie zu behalten.`
  }
  const system = said.details['system']
  const reason = typeof system === 'string' ? (systemReasons[system] ?? `das System meldet ${system}`) : null
  return `In den Ordner${named(said, 'folder')} lässt sich nicht schreiben${reason === null ? '' : `: ${reason}`}. Einen anderen Ordner wählen.`
}

const always =
  (text: string): Sentence =>
  () =>
    text

/**
 * German sentences for every failure, by code: what happened and what to do. They need no details, and tell more where there are
 * some; sentences for findings of the same code, where they fit, go before them.
 */
export const germanFailures: Readonly<Record<FailureCode, Sentence>> = {
  E_USAGE: (said) =>
    named(said, 'template') === ''
      ? 'So geht der Aufruf nicht. Die Angaben ändern und es noch einmal versuchen.'
      : `Dateien können nicht${named(said, 'template')} heißen. Erlaubt sind Buchstaben, Ziffern, Bindestriche, {case}, {series} und {method}, etwa {case}-{method}-lungs.`,
  E_PARAMETER: (said) =>
    `Der Wert${named(said, 'parameter') === '' ? '' : ` von${named(said, 'parameter')}`} liegt nicht im erlaubten Bereich. Einen anderen wählen oder auf die Vorgabe zurücksetzen.`,
  E_SERIES_UNCLEAR: always('Mehrere Serien kommen in Frage. Eine davon wählen.'),
  E_NOT_FOUND: always('Das gibt es hier nicht mehr. Die Serie noch einmal öffnen.'),
  E_PATH_NOT_ALLOWED: always('Dieser Ordner wurde nicht gewählt. Ihn über „Wählen“ aussuchen.'),
  E_FOLDER_NOT_FOUND: (said) => `Den Ordner${named(said, 'folder')} gibt es nicht. Den Pfad prüfen.`,
  E_FOLDER_UNREADABLE: (said) =>
    `Der Ordner${named(said, 'folder')} lässt sich nicht lesen. Die Zugriffsrechte prüfen.`,
  E_FOLDER_EMPTY: always('Der Ordner ist leer. Einen anderen wählen.'),
  E_NO_DICOM: always('In diesem Ordner liegen keine DICOM-Dateien. Einen anderen wählen.'),
  E_NO_CT: always('In diesem Ordner liegt keine CT-Serie. Einen anderen wählen.'),
  E_SERIES_NOT_FOUND: always('Diese Serie ist nicht in dem Ordner. Eine andere wählen.'),
  E_NOT_DICOM: always('Kein DICOM: keine Kennung und kein lesbarer Kopf.'),
  E_NOT_CT: always('Kein CT. Hilum öffnet CT.'),
  E_READ: (said) => `Die Datei${named(said, 'file')} lässt sich nicht lesen. Zugriffsrechte und Datenträger prüfen.`,
  E_SPECIAL_FILE: always('Keine gewöhnliche Datei: Verweisen und Geräten wird nie gefolgt.'),
  E_DEPTH: always('Die Ordner sind zu tief verschachtelt. Einen Ordner weiter unten öffnen.'),
  E_FILE_TOO_LARGE: always('Die Datei ist größer, als Hilum öffnet.'),
  E_TRUNCATED: (said) => `Die Datei${named(said, 'file')} ist abgeschnitten. Sie noch einmal von der Quelle kopieren.`,
  E_PIXEL_LENGTH: always(
    'Das Bild hat weniger Werte, als seine Größe sagt. Die Datei noch einmal von der Quelle kopieren.',
  ),
  E_NO_PIXEL_DATA: always('Die Datei enthält kein Bild.'),
  E_DIMENSIONS: always('Die Größe des Bildes im Kopf der Datei kann nicht stimmen. Sie neu exportieren.'),
  E_BITS: always('Die Pixel sind in einer Form gespeichert, die es bei CT nicht gibt. Die Serie neu exportieren.'),
  E_PHOTOMETRIC: always('Kein Graustufenbild. Hilum öffnet CT in Graustufen.'),
  E_MULTIFRAME: always(
    'Mehrere Bilder in einer Datei liest diese Version nicht. Die Serie mit einem Bild je Datei exportieren.',
  ),
  E_RESCALE: always('Die Umrechnung in HU fehlt oder ist nicht lesbar. Die Serie neu exportieren.'),
  E_MODALITY_LUT: always(
    'Die Werte sind über eine Tabelle verschlüsselt, die Hilum nicht liest. Die Serie neu exportieren.',
  ),
  E_TRANSFER_SYNTAX: always('So komprimiert, dass Hilum es noch nicht liest. Die Serie unkomprimiert exportieren.'),
  E_BAD_VR: always('Der Kopf der Datei ist beschädigt. Sie noch einmal von der Quelle kopieren.'),
  E_NESTING: always('Der Kopf der Datei ist tiefer verschachtelt, als Hilum liest.'),
  E_ELEMENT_COUNT: always('Der Kopf der Datei hat mehr Elemente, als Hilum liest.'),
  E_LENGTH_OVERFLOW: always(
    'Ein Element reicht über das Ende der Datei hinaus. Sie noch einmal von der Quelle kopieren.',
  ),
  E_INFLATE: always('Die komprimierten Daten sind beschädigt. Die Datei noch einmal von der Quelle kopieren.'),
  E_INFLATE_LIMIT: always('Entpackt wäre die Datei größer, als ihr Kopf sagt oder Hilum liest.'),
  E_CODEC: always('Das komprimierte Bild ist beschädigt. Die Datei noch einmal von der Quelle kopieren.'),
  E_UID: always('Eine Kennung fehlt oder ist nicht wohlgeformt. Die Serie neu exportieren.'),
  E_LOCALIZER: always('Übersichtsbilder, keine Schichten: daraus wird kein Volumen.'),
  E_PARSE_TIMEOUT: always('Das Lesen der Datei dauerte zu lange und wurde beendet.'),
  E_GEOMETRY: always('Lage und Größe der Schichten sind nicht lesbar. Die Serie neu exportieren.'),
  E_GAP: always('In der Serie fehlen Schichten. Sie mit ihren Lücken öffnen oder eine andere wählen.'),
  E_SPACING: always('Die Schichten haben ungleiche Abstände. Ohne Schichten zu erfinden, wird daraus kein Volumen.'),
  E_TILT: always('Die Schichten liegen schräg zueinander. Eine andere Serie wählen.'),
  E_ORIENTATION: always('Die Schichten liegen in verschiedenen Richtungen. Eine andere Serie wählen.'),
  E_INCONSISTENT: always('Die Bilder der Serie passen nicht zueinander. Aus einer solchen Serie wird kein Volumen.'),
  E_DUP_POSITION: always('An einer Stelle liegt mehr als ein Bild. Die überzähligen aus dem Ordner nehmen.'),
  E_DUP_SOP_DIFF: always(
    'Zwei Dateien geben sich als dasselbe Bild aus und unterscheiden sich. Die falsche aus dem Ordner nehmen.',
  ),
  E_PATIENT_MIX: always('Die Serie enthält Bilder mehr als einer Person. Sie wird nicht geöffnet.'),
  E_TOO_FEW: always('Zu wenige Schichten: für Lungen sind mindestens 3 nötig.'),
  E_TOO_MANY: always('Mehr Schichten, als Hilum öffnet.'),
  E_MEMORY: memory,
  E_GRID: always('Die beiden liegen nicht auf denselben Voxeln der Person. Eine Maske dieser Serie wählen.'),
  E_LABELMAP: germanLabelmap,
  E_NO_LUNGS: always('Keine Lunge gefunden: die Maske ist leer.'),
  E_NO_RECORD: (said) =>
    `Im Ordner${named(said, 'folder')} liegt kein run.json. Einen Ordner wählen, in den Hilum gespeichert hat.`,
  E_MISMATCH: always('Der Ordner ist nicht mehr, wie er gespeichert wurde: eine Datei fehlt oder hat sich geändert.'),
  E_OUTPUT_EXISTS: always('Nicht geschrieben: eine Datei dieses Namens ist schon im Ordner. Nichts wurde geändert.'),
  E_OUTPUT_NOT_WRITABLE: notWritable,
  E_OUTPUT_IN_SOURCE: (said) =>
    `Der Ordner${named(said, 'folder')} liegt im Ordner der Studie, in den Hilum nie schreibt. Einen anderen wählen.`,
  E_NO_SPACE: noSpace,
  E_VERIFY: always(
    'Die Datei wurde zurückgelesen und wich ab. Sie wurde nicht behalten. Es noch einmal versuchen oder auf einen anderen Datenträger speichern.',
  ),
  E_NO_BROWSER: always(
    'Zum Drucken des PDF wurde kein Chromium, Chrome oder Edge gefunden. Den Bericht als HTML speichern.',
  ),
  E_CANCELLED: always('Abgebrochen. Nichts wurde geändert.'),
  E_WORKER_DIED: always('Ein Teil von Hilum ist unerwartet beendet worden. Es noch einmal versuchen.'),
  E_INTERNAL: always('Hilum ist auf einen eigenen Mangel gestoßen. Es noch einmal versuchen.'),
}
