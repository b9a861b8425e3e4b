import { frontOfRibs, ribs, spineY } from './chest-shape.ts'
import { ellipsoid, roundWidth, type Shape, stack, type Tube, tubes, widen } from './shapes.ts'
import { type SlicePainter, within } from './slice-painter.ts'
import { tissueHU as hu } from './tissue-hu.ts'

const vertebra = 27
const disc = 6
const breastbone = (thinner: number): Shape => ({
  rows: (z) => (z < -38 || z > 96 ? null : [frontOfRibs(z) - 12 + thinner, frontOfRibs(z) - 1 - thinner]),
  row: (y, z) => {
    const half = ((z > 62 ? 24 : 16) - thinner) * roundWidth((y - frontOfRibs(z) + 6.5) / (6 - thinner))
    return half > 0 ? [-half, half] : null
  },
})
const spineBody = (thinner: number): Shape =>
  stack((z) => ({ x: 0, y: spineY(z), rx: 18 - thinner, ry: 15.5 - thinner }), roundWidth)
const spineParts = [-1, 1].map((side) => ({
  arch: (z: number): Tube[] =>
    tubes([
      [side * 13, spineY(z) + 12, z, 4.5],
      [side * 13, spineY(z) + 22, z, 5],
      [0, spineY(z) + 33, z, 4],
    ]),
  transverse: (z: number): Tube[] =>
    tubes([
      [side * 13, spineY(z) + 21, z, 5],
      [side * 34, spineY(z) + 30, z, 4],
    ]),
}))
const spinous = (z: number): Tube[] =>
  tubes([
    [0, spineY(z) + 32, z, 3.5],
    [0, Math.min(spineY(z) + 50, 104), z, 3.5],
  ])
const canal: Shape = stack((z) => ({ x: 0, y: spineY(z) + 23, rx: 9, ry: 8 }), roundWidth)
const shoulderBlades = [-1, 1].map((side) => ({
  shape: ellipsoid([side * 106, 78, 40], [40, 5, 62], [0.8, side * -0.5, 0], [side * 0.5, 0.8, 0]),
  marrow: ellipsoid([side * 106, 78, 40], [36, 2.5, 58], [0.8, side * -0.5, 0], [side * 0.5, 0.8, 0]),
  collar: tubes([
    [side * 14, -34, 98, 8],
    [side * 50, -32, 106, 6],
    [side * 88, 0, 112, 6],
  ]),
}))

/** Ribs and their cartilage, breastbone, spine, shoulder blades and collar bones. */
export function paintBones(painter: SlicePainter): void {
  const { z } = painter
  const bone = (shape: Shape, value: number) => painter.paint(shape, value, null, within.all)
  for (const side of ['right', 'left'] as const) {
    bone(ribs(0, 'cartilage', side), hu.cartilage)
    bone(ribs(0, 'bone', side), hu.bone)
    bone(ribs(1.6, 'bone', side), hu.marrow)
  }
  bone(breastbone(0), hu.bone - 160)
  bone(breastbone(1.5), hu.marrow - 60)
  // one vertebra and one disc by turns
  const level = (((z + 150) % (vertebra + disc)) + vertebra + disc) % (vertebra + disc)
  bone(spineBody(0), level < vertebra ? hu.bone : 85)
  bone(
    spineBody(1.6),
    level < 1.6 || (level > vertebra - 1.6 && level < vertebra) ? hu.bone : level < vertebra ? hu.marrow : 85,
  )
  for (const part of spineParts) {
    if (level < vertebra - 6) painter.paintTubes(part.arch(z), hu.bone - 120, null, within.all)
    if (level > 6 && level < 16) painter.paintTubes(part.transverse(z), hu.bone - 150, null, within.all)
  }
  if (level < vertebra - 4) painter.paintTubes(spinous(z), hu.bone - 120, null, within.all)
  bone(canal, 30)
  for (const { shape, marrow, collar } of shoulderBlades) {
    bone(shape, hu.bone - 60)
    bone(marrow, hu.marrow)
    painter.paintTubes(collar, hu.bone, null, within.all)
    painter.paintTubes(widen(collar, -2), hu.marrow, null, within.all)
  }
}
