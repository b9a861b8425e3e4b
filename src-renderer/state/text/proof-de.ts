import { labelTitles } from '../../../src-shared/label-looks.ts'
import type { LabelName } from '../../../src-shared/labels.ts'

const labelWords: Readonly<Record<LabelName, string>> = {
  lungs: 'Lungen',
  right: 'rechte Lunge',
  left: 'linke Lunge',
  airways: 'Trachea und Hauptbronchien',
}
const germanLabels = new Map(
  Object.entries(labelTitles).map(([name, title]) => [title.toLowerCase(), labelWords[name as LabelName]]),
)

/** Figures as German writes them: 1,234.5 becomes 1.234,5. */
const figures = (text: string): string =>
  text.replace(/\d[\d,]*(?:\.\d+)?/g, (figure) => figure.replace(/[,.]/g, (sign) => (sign === ',' ? '.' : ',')))

const counts: readonly (readonly [string, string, string])[] = [
  ['page', 'Seite', 'Seiten'],
  ['finding', 'Hinweis', 'Hinweise'],
  ['parameter', 'Parameter', 'Parameter'],
  ['input file', 'Eingabedatei', 'Eingabedateien'],
  ['saved file', 'gespeicherte Datei', 'gespeicherte Dateien'],
]

/** Such as "1 finding" or "6 findings". */
function counted(text: string): string | null {
  const [, number = '', word = ''] = /^([\d,]+) (.+)$/.exec(text) ?? []
  const found = counts.find(([one]) => word === one || word === `${one}s`)
  return found === undefined ? null : `${figures(number)} ${number === '1' ? found[1] : found[2]}`
}

type Rule = readonly [RegExp, (...groups: string[]) => string | null]

const plain = (english: string, german: string): Rule => [
  new RegExp(`^${english.replaceAll(/[.()]/g, '\\$&')}$`),
  () => german,
]

const rules: readonly Rule[] = [
  [/^(\d+) x (\d+) x (\d+) voxels all equal$/, (x, y, z) => `${x} × ${y} × ${z} Voxel alle gleich`],
  [/^([\d,]+) of them (.+)$/, (n = '', title = '') => labelled(`${figures(n)} davon`, title)],
  [/^from (−?\d+) to (−?\d+) HU$/, (from, to) => `von ${from} bis ${to} HU`],
  [/^([\d,]+) frames$/, (n = '') => `${figures(n)} Einzelbilder`],
  [/^([\d,]+) contours filled again$/, (n = '') => `${figures(n)} Konturen wieder gefüllt`],
  [/^([\d,]+) triangles all equal$/, (n = '') => `${figures(n)} Dreiecke alle gleich`],
  [/^([\d,]+) vertices$/, (n = '') => `${figures(n)} Eckpunkte`],
  [
    /^their normals and ([\d,]+) triangles all equal$/,
    (n = '') => `ihre Normalen und ${figures(n)} Dreiecke alle gleich`,
  ],
  [/^([\d,.]+) mL$/, (ml = '') => `${figures(ml)} ml`],
  [/^(.+) ([\d,]+) triangles$/, (title = '', n = '') => labelled('', title, `${figures(n)} Dreiecke`)],
  [/^(\d+) pictures equal pixel for pixel$/, (n) => `${n} Bilder Pixel für Pixel gleich`],
  [
    /^([\d,]+) figures and (.+) all there$/,
    (n = '', rest = '') => both(`${figures(n)} Werte`, counted(rest), 'alle da'),
  ],
  [/^([\d,]+) figures with units and definitions$/, (n = '') => `${figures(n)} Werte mit Einheiten und Definitionen`],
  [/^([\d,]+) figures of (\d+) structures$/, (n = '', m = '') => `${figures(n)} Werte von ${m} Strukturen`],
  [/^a PDF of (.+)$/, (pages = '') => both('ein PDF', counted(pages), '', ' mit ')],
  [/^(.+) and (.+) with SHA-256$/, (a = '', b = '') => both(counted(a), counted(b), 'mit SHA-256')],
  plain('corners within 0.001 mm', 'Ecken auf 0,001 mm'),
  plain('points within 0.001 mm', 'Punkte auf 0,001 mm'),
  plain('positions within 0.001 mm', 'Lagen auf 0,001 mm'),
  plain('sides right', 'Seiten richtig'),
  plain('references and sides right', 'Verweise und Seiten richtig'),
  plain('all equal', 'alles gleich'),
  plain('closed', 'geschlossen'),
  plain('normals point outwards', 'Normalen zeigen nach außen'),
  plain('all bytes as printed', 'alle Bytes wie gedruckt'),
  plain('volumes are those of their voxels', 'Volumen sind die ihrer Voxel'),
  [/^([\d,]+ .+)$/, (text = '') => counted(text)],
]

function labelled(before: string, title: string, after = ''): string | null {
  const german = germanLabels.get(title.toLowerCase())
  return german === undefined ? null : [before, german, after].filter(Boolean).join(' ')
}

const both = (a: string | null, b: string | null, after: string, between = ' und '): string | null =>
  a === null || b === null ? null : `${a}${between}${b} ${after}`.trim()

function germanPart(part: string): string | null {
  for (const [pattern, words] of rules) {
    const match = pattern.exec(part)
    if (match !== null) return words(...match.slice(1))
  }
  return null
}

/** The proof of a saved file in German, clause by clause with its figures; null where a clause is not known. */
export function germanProof(sentence: string): string | null {
  const match = /^Read back: (.+)\.$/.exec(sentence)
  if (match === null) return null
  const clauses = (match[1] as string).split('; ').map((clause) => {
    if (clause === 'shape (k, j, i)') return 'Form (k, j, i)'
    const parts = clause.split(', ').map(germanPart)
    return parts.includes(null) ? null : parts.join(', ')
  })
  return clauses.includes(null) ? null : `Zurückgelesen: ${clauses.join('; ')}.`
}
