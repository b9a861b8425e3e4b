import type { Finding } from '../../../src-shared/finding.ts'
import { f } from './de/words.ts'
import { germanLungFindings } from './findings-lungs-de.ts'
import { germanSeriesFindings } from './findings-series-de.ts'

/** What a finding and a failure have in common. */
export type Said = Pick<Finding, 'code' | 'details' | 'where'>

function numberOf({ details }: Said, name: string): number | null {
  const value = details?.[name]
  return typeof value === 'number' ? value : null
}

const wordOf = ({ details }: Said, name: string): string => String(details?.[name] ?? '')
const mm = (value: number): string => `${f.number(value, 2)} mm`
const slices = (n: number): string => `${f.number(n)} ${n === 1 ? 'Schicht' : 'Schichten'}`

function thick(said: Said): string | null {
  const thickness = numberOf(said, 'thicknessMm')
  return thickness === null ? null : `${thickness >= 8 ? 'Sehr dicke' : 'Dicke'} Schichten, ${f.short(thickness, 1)} mm`
}

function spacing(said: Said): string | null {
  const smallest = numberOf(said, 'smallestMm')
  const largest = numberOf(said, 'largestMm')
  if (smallest === null || largest === null) return 'Die Schichten liegen nicht in einem geraden Stapel.'
  return `Ungleicher Abstand: zwischen den Schichten liegen ${mm(smallest)} bis ${mm(largest)}. Ohne Schichten zu erfinden, wird daraus kein Volumen.`
}

const reasons: Readonly<Record<string, string>> = {
  EBUSY: 'andere Programme hielten es belegt',
  ENOSPC: 'der Datenträger ist voll',
  EDQUOT: 'der Datenträger ist voll',
  EACCES: 'dort darf nicht geschrieben werden',
  EPERM: 'dort darf nicht geschrieben werden',
  EROFS: 'der Datenträger ist schreibgeschützt',
}

function notLogged(said: Said): string {
  const reason = wordOf(said, 'reason')
  const why = reasons[reason] ?? (reason === '' ? 'es ist nicht zugänglich' : `das System meldet ${reason}`)
  return `Im Prüfprotokoll steht davon nichts: ${why}.`
}

const gridParts: Readonly<Record<string, string>> = {
  size: 'Größe',
  spacing: 'Abstand',
  direction: 'Richtung',
  origin: 'Ursprung',
}

function otherGrid({ details }: Said): string | null {
  const [differs, ours, theirs] = ['differs', 'ours', 'theirs'].map((name) => details?.[name])
  const { file } = details ?? {}
  if (!Array.isArray(differs) || !Array.isArray(ours) || !Array.isArray(theirs)) return null
  const facts = differs.map((part, n) => `${gridParts[part] ?? part} ${ours[n]} und ${theirs[n]}`).join('; ')
  return `${typeof file === 'string' ? `${file}: ` : ''}Die Serie und die Maske liegen nicht auf denselben Voxeln: ${facts}. Vergleichen Sie Masken derselben Serie, oder rechnen Sie eine auf das Gitter der anderen um.`
}

function gap(said: Said): string | null {
  if (said.where?.file !== undefined) return `${said.where.file} lässt sich nicht lesen: eine Schicht fehlt.`
  const missing = numberOf(said, 'missing')
  const gapMm = numberOf(said, 'gapMm')
  const spacingMm = numberOf(said, 'spacingMm')
  if (missing === null || gapMm === null || spacingMm === null) return null
  return `${slices(missing)} ${missing === 1 ? 'fehlt' : 'fehlen'}: eine Lücke von ${mm(gapMm)}, wo Schichten ${mm(spacingMm)} auseinanderliegen.`
}

function truncated(said: Said): string {
  const file = said.where?.file ?? said.details?.['file']
  return `${file === undefined ? 'Eine Datei' : file} ist abgeschnitten: sie endet, bevor ihr Bild endet.`
}

function accepted(said: Said): string | null {
  const missing = numberOf(said, 'missing')
  return missing === null
    ? null
    : `${slices(missing)} ${missing === 1 ? 'fehlt und bleibt' : 'fehlen und bleiben'} leer: Volumen und Oberfläche lassen sie aus.`
}

function notCt(said: Said): string | null {
  const modality = wordOf(said, 'modality')
  return modality === '' ? null : `${modality}, kein CT. Hilum öffnet CT.`
}

/** The article's check of the normalised range: what it asserts, and whether it holds. */
function asserted(said: Said, what: string, end: 'minimumAfter' | 'maximumAfter', wanted: number): string {
  const range = (when: 'Before' | 'After'): string =>
    [`minimum${when}`, `maximum${when}`].map((name) => f.short(numberOf(said, name) ?? Number.NaN, 3)).join(' bis ')
  const after = numberOf(said, 'minimumAfter') === null ? 'nicht teilbar' : range('After')
  const values = `vor der Umwandlung ${range('Before')}, danach ${after}`
  return numberOf(said, end) === wanted
    ? `Die Prüfung des Artikels auf ${what} stimmt: ${values}.`
    : `Der Code des Artikels hielte an seiner Prüfung auf ${what} an: ${values}. Hilum hat weitergerechnet.`
}

/** German sentences by code; null where the details do not hold what the sentence tells. */
export const germanFindings: Readonly<Record<string, (said: Said) => string | null>> = {
  ...germanLungFindings,
  ...germanSeriesFindings,
  P_EVEN_SPACING: () => 'Gleichmäßiger Abstand, nichts fehlt',
  W_AUDIT_LOG: notLogged,
  W_BURNED_IN_UNKNOWN: () =>
    'Die Serie sagt nicht, ob Text in ihre Pixel eingebrannt ist. Die gespeicherten Bilder vor dem Weitergeben auf Angaben zur Person ansehen.',
  I_THICK_SLICES: thick,
  I_NOT_AXIAL: () => 'Die Schichten sind nicht axial.',
  W_SHARP_KERNEL: (said) => `Scharfer Kernel ${wordOf(said, 'kernel')}: Dichte zweifelhaft`,
  W_TILT: (said) => {
    const degrees = numberOf(said, 'degrees')
    return degrees === null
      ? null
      : `Gantry um ${f.number(degrees, 1)}° geneigt: die Schichten liegen schräg, nichts wird begradigt.`
  },
  W_GAP_ACCEPTED: accepted,
  W_STACKED: (said) => {
    const distance = numberOf(said, 'spacingMm')
    return distance === null
      ? null
      : `Schichten werden im mittleren Abstand von ${mm(distance)} gezeigt: Abstände quer zu den Schichten stimmen nicht.`
  },
  E_GRID: otherGrid,
  E_SPACING: spacing,
  E_GAP: gap,
  E_TRUNCATED: truncated,
  E_NOT_CT: notCt,
  E_TRANSFER_SYNTAX: () => 'So komprimiert, dass Hilum es noch nicht liest. Die Serie unkomprimiert exportieren.',
  E_NOT_DICOM: () => 'Kein DICOM: keine Kennung und kein lesbarer Kopf.',
  E_NO_LUNGS: () => 'Keine Lunge gefunden: die Maske ist leer.',
  E_CANCELLED: () => 'Abgebrochen. Nichts wurde geändert.',
  E_FOLDER_NOT_FOUND: (said) => {
    const folder = wordOf(said, 'folder') || wordOf(said, 'path')
    return folder === '' ? null : `Es gibt keinen Ordner ${folder}.`
  },
  W_ARTICLE_MIN: (said) => asserted(said, 'Minimum 0', 'minimumAfter', 0),
  P_ARTICLE_MIN: (said) => asserted(said, 'Minimum 0', 'minimumAfter', 0),
  W_ARTICLE_MAX: (said) => asserted(said, 'Maximum 1', 'maximumAfter', 1),
  P_ARTICLE_MAX: (said) => asserted(said, 'Maximum 1', 'maximumAfter', 1),
}

const bestBeginnings: readonly (readonly [string, string])[] = [
  ['The only axial', 'Die einzige brauchbare axiale CT-Serie'],
  ['Among the largest', 'Unter den größten axialen CT-Serien'],
  ['The largest', 'Die größte axiale CT-Serie'],
]

/** Why a series is the best of its study, in German; `reason` is the English sentence. */
export function germanBestReason(reason: string, sliceCount: number): string {
  const beginning = bestBeginnings.find(([english]) => reason.startsWith(english))
  if (beginning === undefined) return reason
  const [, series, kernel] =
    /(?:Series (\d+)|Another series) is as large, with the sharp kernel ([^:]+):/.exec(reason) ?? []
  const twin =
    kernel === undefined
      ? ''
      : ` ${series === undefined ? 'Eine andere Serie' : `Serie ${series}`} ist ebenso groß, mit dem scharfen Kernel ${kernel}: gut für Gefäße, zweifelhaft für Dichte.`
  return `${beginning[1]}: ${slices(sliceCount)}, gleichmäßiger Abstand, keine fehlt.${twin}`
}
