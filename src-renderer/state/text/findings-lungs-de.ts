import type { Finding } from '../../../src-shared/finding.ts'
import { f } from './de/words.ts'

type Said = Pick<Finding, 'code' | 'details' | 'where'>
type Sentence = (said: Said) => string | null

/** A sentence with one figure of the details; `without` where that figure is not there, as in checks that are passed. */
const withFigure =
  (name: string, sentence: (figure: number) => string, without: string | null = null): Sentence =>
  ({ details }) => {
    const value = details?.[name]
    return typeof value === 'number' ? sentence(value) : without
  }

const cutOff =
  (where: string, whole: string | null = null): Sentence =>
  ({ details }) =>
    details === undefined
      ? whole
      : `Die Aufnahme schneidet die Lungen ${where} ab: Volumen und Messwerte gelten für den Teil, den sie zeigt.`

const sides = (right: number): string => `${f.number(right)} % rechts, ${f.number(100 - Math.round(right))} % links`

/** German sentences for what the standard method finds, by code. */
export const germanLungFindings: Readonly<Record<string, Sentence>> = {
  W_PADDING: withFigure(
    'percent',
    (percent) =>
      `${f.number(percent, 1)} % der Voxel sind Auffüllung um das gemessene Feld. Sie gelten als Luft, die nirgends Lunge ist.`,
  ),
  W_GAS_LEFT_OUT: withFigure(
    'volumeMl',
    (ml) =>
      `${f.number(ml)} ml Gas im Körper wurden als Darm oder Magen ausgelassen. Liegt etwas davon im Brustkorb, an einen Pneumothorax denken.`,
  ),
  W_NO_AIRWAY: () => 'Keine Luftröhre gefunden: sie und die Hauptbronchien können bei den Lungen mitzählen.',
  W_AIRWAY_LEAK: () =>
    'Die Atemwege ließen sich nicht verfolgen, ohne in die Lungen auszulaufen: früh angehalten, Bronchien können als Lunge zählen.',
  W_NOT_SEPARATED: () =>
    'Rechte und linke Lunge hängen so breit zusammen, dass keine Linie dazwischen zu finden war: getrennt in der Mitte des Körpers.',
  W_TRUNCATED_APEX: cutOff('an der Spitze', 'Die Aufnahme zeigt die Lungen ganz: nichts ist abgeschnitten.'),
  W_TRUNCATED_BASE: cutOff('an der Basis'),
  W_TRUNCATED_SIDE: withFigure(
    'slices',
    (n) =>
      `Lunge berührt in ${f.number(n)} ${n === 1 ? 'Schicht' : 'Schichten'} den Bildrand: das Feld ist zu klein, ein Teil der Lunge fehlt.`,
  ),
  W_ONE_LUNG: withFigure(
    'rightPercent',
    (right) =>
      `Nur die ${right > 50 ? 'rechte' : 'linke'} Lunge wurde gefunden (${sides(right)}). Die andere kann entfernt, kollabiert oder voll Flüssigkeit sein.`,
  ),
  W_LUNG_RATIO: withFigure(
    'rightPercent',
    (right) =>
      `Rechte und linke Lunge unterscheiden sich mehr als üblich: ${sides(right)} (gesund: 51 bis 57 % rechts). Auf Kollaps, Flüssigkeit oder vertauschte Seiten achten.`,
    'Das Verhältnis von rechts zu links ist wie erwartet.',
  ),
  W_LUNG_VOLUME: withFigure(
    'volumeMl',
    (ml) =>
      `Beide Lungen fassen ${f.number(ml)} ml, außerhalb des Üblichen bei Erwachsenen. Ein Kind, eine Teilaufnahme oder ein falsches Ergebnis: die Schichten ansehen.`,
  ),
  W_HARD_KERNEL: withFigure(
    'spreadHU',
    (hu) =>
      `HU streuen in der Luftröhre um ±${f.number(hu)}: scharfer Kernel oder starkes Rauschen. LAA und das 15. Perzentil zeigen zu geringe Dichte.`,
  ),
  W_THICK_SLICES: withFigure(
    'spacingMm',
    (mm) =>
      `Schichten liegen ${f.number(mm, 1)} mm auseinander: Dichtewerte sind verwischt, kleine Gefäße und Wände zählen zur Lunge.`,
  ),
  W_NOT_DECIMATED: ({ details }) =>
    `${{ right: 'Rechte Lunge', left: 'Linke Lunge', airways: 'Atemwege' }[String(details?.['label'])] ?? 'Lungen'}: Die Oberfläche behält alle Dreiecke, da sie mit weniger offen bliebe. Weniger ausdünnen.`,
  W_CONTRAST: () => 'Herz und Gefäße sind hell: Kontrastmittel hebt die Dichte der Lungen um einige HU.',
  W_CONSOLIDATION: withFigure(
    'volumeMl',
    (ml) =>
      `Der Umriss einer Lunge hat eine Delle von etwa ${f.number(ml)} ml: eine Konsolidierung, eine Raumforderung oder Flüssigkeit kann fehlen. Ansehen.`,
  ),
  W_FREE_AIR: withFigure(
    'volumeMl',
    (ml) =>
      `Mindestens ${f.number(ml)} ml im Brustkorb sind Luft ohne Lunge darin: ein Pneumothorax oder eine große Bulla. Sie zählt zur Lunge; ansehen.`,
  ),
}
