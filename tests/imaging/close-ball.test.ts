import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ballSlices, closeBall } from '../../src-shared/imaging/close-ball.ts'
import { complement, dilateRows, erodeRows } from '../../src-shared/imaging/dilate-rows.ts'
import { ballRows, type Metric } from '../../src-shared/imaging/element-rows.ts'
import { growBall, shrinkBall } from '../../src-shared/imaging/grow-ball.ts'
import { type BitMask, createBitMask, getBit } from '../../src-shared/mask.ts'
import { noReport } from '../../src-shared/report.ts'
import { drawing, maskLiteral, setBit } from '../support/mask-literal.ts'
import { randomMask } from '../support/random-mask.ts'

const metricOf = (dx: number, dy: number, dz: number): Metric => ({
  xx: dx * dx,
  yy: dy * dy,
  zz: dz * dz,
  xy: 0,
  xz: 0,
  yz: 0,
})
const sheared: Metric = { ...metricOf(0.9, 0.9, 2), yz: -0.55 }
const metrics = [metricOf(1, 1, 1), metricOf(0.7, 0.7, 2.5), metricOf(0.5, 0.9, 1.3), sheared]

const far = ({ xx, yy, zz, xy, xz, yz }: Metric, i: number, j: number, k: number): number =>
  Math.sqrt(xx * i * i + yy * j * j + zz * k * k + 2 * (xy * i * j + xz * i * k + yz * j * k))

/** Closing by its definition on a lattice without sides: a voxel stays empty where some empty ball holds it. */
function closedByDefinition(mask: BitMask, metric: Metric, radius: number): BitMask {
  const room = 12
  const [nx, ny, nz] = mask.size
  const near = (i: number, j: number, k: number, of: (i: number, j: number, k: number) => boolean): boolean => {
    for (let c = -room; c <= room; c++)
      for (let b = -room; b <= room; b++)
        for (let a = -room; a <= room; a++)
          if (far(metric, a, b, c) <= radius + 1e-9 && of(i + a, j + b, k + c)) return true
    return false
  }
  const set = (i: number, j: number, k: number): boolean =>
    i >= 0 && j >= 0 && k >= 0 && i < nx && j < ny && k < nz && getBit(mask, i, j, k) === 1
  const grown = new Map<string, boolean>()
  const inGrown = (i: number, j: number, k: number): boolean => {
    const key = `${i} ${j} ${k}`
    const known = grown.get(key) ?? near(i, j, k, set)
    grown.set(key, known)
    return known
  }
  const out = createBitMask(mask.size)
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++) if (!near(i, j, k, (a, b, c) => !inGrown(a, b, c))) setBit(out, i, j, k)
  return out
}

it('is the closing with the Euclidean ball, whatever the spacing, the radius and the sides', () => {
  const radii = fc.constantFrom(0, 0.6, 1, 1.5, 2.2)
  fc.assert(
    fc.property(randomMask([37, 5, 4]), fc.constantFrom(...metrics), radii, (mask, metric, radius) => {
      expect(closeBall(mask, metric, radius).words).toEqual(closedByDefinition(mask, metric, radius).words)
    }),
    { numRuns: 12 },
  )
})

/** The mask with every slice outside `slices` emptied, and those of `other` in their place where it is given. */
function onlySlices(mask: BitMask, [low, high]: readonly [number, number], other?: BitMask): BitMask {
  const out = createBitMask(mask.size)
  const words = mask.wordsPerRow * mask.size[1]
  for (let k = 0; k < mask.size[2]; k++) {
    const from = k >= low && k <= high ? mask : other
    if (from !== undefined) out.words.set(from.words.subarray(k * words, (k + 1) * words), k * words)
  }
  return out
}

describe('of a stretch of slices', () => {
  const stretch = fc.tuple(fc.nat(8), fc.nat(8)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
  const within = (mask: BitMask, [low, high]: readonly [number, number]): readonly [number, number] => [
    Math.min(low, mask.size[2] - 1),
    Math.min(high, mask.size[2] - 1),
  ]
  const radii = fc.constantFrom(0.6, 1, 1.5, 2.2, 4)

  it('grows and shrinks these as it does in the whole, and looks at none beyond its reach', () => {
    fc.assert(
      fc.property(
        randomMask([70, 5, 9]),
        fc.constantFrom(...metrics),
        radii,
        stretch,
        (mask, metric, radius, asked) => {
          const wanted = within(mask, asked)
          const element = ballRows(metric, radius)
          const tall = ballSlices(metric, radius)
          const near = onlySlices(mask, [wanted[0] - tall, wanted[1] + tall])
          const grown = dilateRows(mask, element)
          const shrunk = erodeRows(mask, element)
          for (const source of [mask, near]) {
            expect(dilateRows(source, element, noReport, wanted).words).toEqual(onlySlices(grown, wanted).words)
            const part = erodeRows(source, element, noReport, wanted)
            expect(onlySlices(part, wanted).words).toEqual(onlySlices(shrunk, wanted).words)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('closes these as it does in the whole, whatever lies beyond twice the reach of the ball', () => {
    fc.assert(
      fc.property(
        randomMask([70, 6, 9]),
        fc.constantFrom(...metrics),
        radii,
        stretch,
        (mask, metric, radius, asked) => {
          const wanted = within(mask, asked)
          const tall = 2 * ballSlices(metric, radius)
          const reach = [wanted[0] - tall, wanted[1] + tall] as const
          const whole = onlySlices(closeBall(mask, metric, radius), wanted).words
          expect(closeBall(mask, metric, radius, noReport, wanted).words).toEqual(whole)
          for (const other of [undefined, complement(mask)]) {
            expect(closeBall(onlySlices(mask, reach, other), metric, radius, noReport, wanted).words).toEqual(whole)
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})

it('fills a gap that the ball cannot enter and keeps one it can', () => {
  const narrow = maskLiteral('###.###')
  const wide = maskLiteral('##....##')
  expect(drawing(closeBall(narrow, metricOf(1, 9, 9), 1))).toEqual(['#######'])
  expect(drawing(closeBall(wide, metricOf(1, 9, 9), 1))).toEqual(['##....##'])
  expect(drawing(closeBall(wide, metricOf(0.5, 9, 9), 1))).toEqual(['########'])
})

it('leaves an empty mask empty', () => {
  expect(drawing(closeBall(maskLiteral('....'), metricOf(1, 1, 1), 3))).toEqual(['....'])
})

it('grows by the ball and shrinks by it', () => {
  const dot = maskLiteral('.......', '...#...', '.......')
  expect(drawing(growBall(dot, metricOf(1, 1, 2), 2), 1)).toEqual(['.#####.'])
  expect(drawing(growBall(dot, metricOf(1, 1, 2), 2), 0)).toEqual(['...#...'])
  expect(drawing(shrinkBall(maskLiteral('.#####.'), metricOf(1, 1, 1), 2, true))).toEqual(['.......'])
  const square = maskLiteral(`
    .......
    .#####.
    .#####.
    .#####.
    .......`)
  expect(drawing(shrinkBall(square, metricOf(1, 1, 1), 1, true))).toEqual([
    '.......',
    '.......',
    '..###..',
    '.......',
    '.......',
  ])
})

it('lists the rows of a ball', () => {
  expect(ballRows(metricOf(1, 1, 1), 1)).toEqual([
    { dj: 0, dk: -1, from: 0, to: 0 },
    { dj: -1, dk: 0, from: 0, to: 0 },
    { dj: 0, dk: 0, from: -1, to: 1 },
    { dj: 1, dk: 0, from: 0, to: 0 },
    { dj: 0, dk: 1, from: 0, to: 0 },
  ])
  expect(ballRows(metricOf(1, 1, 1), 1, true)).toHaveLength(3)
  expect(ballRows(metricOf(5, 5, 5), 3)).toEqual([{ dj: 0, dk: 0, from: 0, to: 0 }])
})
