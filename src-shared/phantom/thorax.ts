import type { Vec3 } from '../geometry.ts'
import { paintBones } from './bones.ts'
import {
  body,
  chestCavity,
  chestWall,
  frontOfRibs,
  leftDiaphragm,
  pleuralSpace,
  rightDiaphragm,
  spineY,
} from './chest-shape.ts'
import { curve } from './curve.ts'
import { airways, lungVessels, windpipe } from './lung-trees.ts'
import { ellipsoid, type Interval, roundWidth, type Shape, stack, type Tube, tubes, widen } from './shapes.ts'
import { type SlicePainter, tissue, within } from './slice-painter.ts'
import { tissueHU as hu } from './tissue-hu.ts'

/** A bead in the air in front of the left half of the chest: whoever swaps sides or faces loses it. LPS mm. */
export const markerBead = { centre: [60, -140, 12] as Vec3, radiusMm: 5, hu: hu.marker }

/** Paints one slice from the outside in; later shapes lie over earlier ones. */
export function paintThorax(painter: SlicePainter): void {
  painter.hu.fill(hu.air)
  paintTable(painter)
  paintBody(painter)
  paintLungs(painter)
  paintAbdomen(painter)
  paintMediastinum(painter)
  paintBones(painter)
  paintTrees(painter)
  painter.paint(bead, hu.marker, tissue.other, within.all)
}

const bead = ellipsoid(markerBead.centre, [markerBead.radiusMm, markerBead.radiusMm, markerBead.radiusMm])

const tableTop = 118
/** Rows between two edges that lean inwards by these mm a mm downwards. */
const leaning =
  (left: number, right: number, leftLean: number, rightLean: number) =>
  (y: number): Interval => [left + (y - tableTop) * leftLean, right - (y - tableTop) * rightLean]

function paintTable(painter: SlicePainter): void {
  const put = (top: number, bottom: number, row: (y: number) => Interval, value: number) =>
    painter.paintRows([top, bottom], row, value, null, within.all)
  put(106, tableTop, () => [-150, 150], hu.mattress)
  put(tableTop, 152, leaning(-172, 172, 1.1, 1.1), hu.table)
  // two closed channels in its core, which a threshold alone takes for lung
  put(124, 130, leaning(-88, -40, 0, 0), hu.foam)
  put(124, 130, leaning(40, 88, 0, 0), hu.foam)
}

const muscles: readonly Shape[] = [-1, 1].flatMap((side) => [
  ellipsoid([side * 34, 96, 0], [30, 15, 260]),
  ellipsoid([side * 74, -70, 62], [62, 13, 62], [1, side * 0.45, 0]),
  ellipsoid([side * 112, 62, 40], [58, 22, 92], [side * 0.62, -0.78, 0], [0.78, side * 0.62, 0]),
])
const skin = body(0)
const fat = body(2)
const insideFat = body(5)

function paintBody(painter: SlicePainter): void {
  painter.paint(skin, hu.skin, null, within.all)
  painter.paint(fat, hu.fat, null, within.all)
  painter.paint(chestWall, hu.muscle, null, within.all)
  const { z } = painter
  for (const muscle of muscles) {
    painter.paintRows(
      muscle.rows(z),
      (y) => {
        const [a, b] = [muscle.row(y, z), insideFat.row(y, z)]
        return a === null || b === null ? null : [Math.max(a[0], b[0]), Math.min(a[1], b[1])]
      },
      hu.muscle + 6,
      null,
      within.all,
    )
  }
  painter.paint(chestCavity, hu.fat, tissue.cavity, within.all)
}

// blood and water settle towards the back of a patient who lies on it
const lungAt = (y: number): number => Math.round(hu.lung + 0.28 * y)
const rightLung = pleuralSpace('right')
const leftLung = pleuralSpace('left')

function paintLungs(painter: SlicePainter): void {
  painter.paint(rightLung, lungAt, tissue.rightLung, within.chest)
  painter.paint(leftLung, lungAt, tissue.leftLung, within.chest)
}

const domes = [rightDiaphragm(0), leftDiaphragm(0)]
const domesInside = [rightDiaphragm(3), leftDiaphragm(3)]
const liver = ellipsoid([-44, -12, -120], [98, 92, 78], [1, 0, 0.12])
const spleen = ellipsoid([92, 40, -104], [30, 44, 34], [0.3, 1, 0])
const stomach = ellipsoid([52, -18, -106], [40, 46, 34], [0.8, -0.3, 0])
const stomachInside = ellipsoid([52, -18, -106], [36, 42, 30], [0.8, -0.3, 0])
const gasLevel = -24

function paintAbdomen(painter: SlicePainter): void {
  for (const shape of domes) painter.paint(shape, hu.muscle, tissue.abdomen, within.chest)
  for (const shape of domesInside) painter.paint(shape, hu.fat, null, within.abdomen)
  painter.paint(domesInside[0] as Shape, hu.liver, null, within.abdomen)
  painter.paint(liver, hu.liver, null, within.abdomen)
  painter.paint(spleen, hu.spleen, null, within.abdomen)
  painter.paint(stomach, hu.muscle, null, within.abdomen)
  // gas rises to the front
  painter.paint(stomachInside, (y) => (y < gasLevel ? hu.air : hu.water), null, within.abdomen)
}

const middleX = curve([
  [-150, 4],
  [0, 4],
  [40, 2],
  [80, 0],
  [150, 0],
])
const column: Shape = stack((z) => ({ x: middleX(z), y: 22, rx: columnX(z), ry: 44 }), roundWidth)
const columnX = curve([
  [-150, 22],
  [-40, 24],
  [20, 27],
  [60, 30],
  [100, 27],
  [150, 26],
])
/** Fat behind the breastbone that keeps the lungs apart in front. */
const septum: Shape = {
  rows: (z) => [frontOfRibs(z), 30],
  row: (y, z) => {
    const depth = y - frontOfRibs(z)
    const half = 3.5 + 900 / (60 + depth * depth)
    return [3 - half, 3 + half]
  },
}
const aboutSpine: Shape = stack((z) => ({ x: 0, y: spineY(z) + 2, rx: 23, ry: 22 }), roundWidth)
const heartAxis: Vec3 = [0.74, -0.5, -0.42]
const pericardium = ellipsoid([24, -26, -24], [70, 50, 51], heartAxis, [0.5, 0.74, 0])
const heart = ellipsoid([23, -25, -24], [65, 45, 46], heartAxis, [0.5, 0.74, 0])
/** Fat in front of the heart, which keeps the left lung's edge back: the cardiac notch. */
const fatPad: Shape = {
  rows: (z) => (z < 6 ? [-110, -34] : null),
  row: (y, z) => [-4, notchEdge(z) * roundWidth((y + 110) / 76)],
}
const notchEdge = curve([
  [-130, 52],
  [-80, 50],
  [-50, 44],
  [-22, 26],
  [6, 4],
])
const rightAtrium = ellipsoid([-20, -12, -14], [26, 32, 38])
const leftAtrium = ellipsoid([6, 26, -2], [34, 20, 24])

const aorta = tubes([
  [2, -10, -4, 14],
  [-13, -20, 30, 15],
  [-10, -14, 58, 14.5],
  [2, 4, 71, 14],
  [15, 26, 70, 13],
  [23, 45, 54, 12.5],
  [24, 52, 20, 12],
  [21, 52, -60, 11.5],
  [12, 46, -150, 11],
])
const greatVessels: readonly Tube[] = [
  ...aorta,
  ...tubes([
    [20, -40, 2, 13],
    [18, -22, 30, 14],
    [20, -4, 42, 13],
  ]),
  ...tubes([
    [18, -8, 40, 12],
    [0, 2, 34, 11],
    [-26, 6, 30, 10],
    [-44, 8, 22, 8],
  ]),
  ...tubes([
    [20, -2, 42, 12],
    [34, 12, 44, 11],
    [46, 18, 34, 9],
    [50, 20, 20, 7],
  ]),
  ...tubes([
    [-24, -2, 112, 7],
    [-26, -6, 80, 8],
    [-27, -8, 20, 10],
  ]),
  ...tubes([
    [-26, 4, -30, 12],
    [-26, 6, -60, 13],
  ]),
  ...tubes([
    [0, -4, 76, 7],
    [-14, -6, 96, 6],
    [-26, 0, 120, 5],
  ]),
  ...tubes([
    [8, 8, 78, 5],
    [15, 4, 104, 4.5],
    [22, 10, 150, 4],
  ]),
  ...tubes([
    [16, 20, 78, 5],
    [26, 20, 104, 5],
    [40, 14, 124, 5],
  ]),
  // pulmonary veins
  ...tubes([
    [-20, 22, -2, 7],
    [-42, 12, -6, 6],
  ]),
  ...tubes([
    [30, 28, 0, 7],
    [48, 22, -4, 6],
  ]),
]
const gullet = tubes([
  [4, 40, 150, 7],
  [6, 42, 60, 7],
  [8, 40, 0, 8],
  [14, 34, -60, 8],
  [26, 20, -96, 9],
])

function paintMediastinum(painter: SlicePainter): void {
  painter.paint(septum, hu.fat, tissue.cavity, within.chest)
  painter.paint(column, hu.fat, tissue.cavity, within.chest)
  painter.paint(aboutSpine, hu.muscle, tissue.other, within.all)
  for (const shape of [pericardium, fatPad]) painter.paint(shape, hu.fat, tissue.cavity, within.chest)
  for (const shape of [heart, rightAtrium, leftAtrium]) painter.paint(shape, hu.blood, tissue.cavity, within.chest)
  const vessels = within.chest | within.abdomen
  painter.paintTubes(widen(greatVessels, 2), hu.fat, tissue.cavity, within.lungs)
  painter.paintTubes(greatVessels, hu.blood, tissue.cavity, vessels)
  painter.paintTubes(gullet, hu.muscle - 10, tissue.cavity, vessels)
}

function paintTrees(painter: SlicePainter): void {
  painter.paintTubes(lungVessels(insideLungs), hu.blood, null, within.lungs)
  painter.paintTubes(airways(insideLungs), hu.blood, null, within.lungs)
  painter.paintTubes(widen(airways(insideLungs), -0.8), hu.air + 40, null, within.lungs)
  painter.paintTubes(widen(windpipe, 1.8), hu.muscle, tissue.other, within.all)
  painter.paintTubes(windpipe, hu.air + 5, tissue.airway, within.all)
}

/** The side of the lung that holds a point, by the large shapes alone; null outside of both. */
function insideLungs([x, y, z]: Vec3): 'right' | 'left' | null {
  const holds = (shape: Shape): boolean => {
    const rows = shape.rows(z)
    const row = rows !== null && y > rows[0] && y < rows[1] ? shape.row(y, z) : null
    return row !== null && x > row[0] && x < row[1]
  }
  const side = holds(rightLung) ? 'right' : holds(leftLung) ? 'left' : null
  if (side === null) return null
  return [...domes, pericardium, fatPad, rightAtrium, column, aboutSpine].some(holds) ? null : side
}
