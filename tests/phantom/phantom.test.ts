import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { pointToIndex, type Vec3, voxelVolumeMm3 } from '../../src-shared/geometry.ts'
import { labels } from '../../src-shared/labels.ts'
import { createPhantom, type Phantom } from '../../src-shared/phantom/phantom.ts'
import { tissueHU } from '../../src-shared/phantom/tissue-hu.ts'

interface Whole {
  readonly phantom: Phantom
  readonly hu: Int16Array
  readonly truth: Uint8Array
}

function whole(slices: number, size: number): Whole {
  const phantom = createPhantom({ slices, size })
  const hu = new Int16Array(slices * size * size)
  const truth = new Uint8Array(hu.length)
  for (let k = 0; k < slices; k++) {
    const slice = phantom.slice(k)
    hu.set(slice.hu, k * size * size)
    truth.set(slice.truth, k * size * size)
  }
  return { phantom, hu, truth }
}

const sha256 = (array: Int16Array | Uint8Array) =>
  createHash('sha256').update(new Uint8Array(array.buffer)).digest('hex')
const { phantom, hu, truth } = whole(60, 192)
const [nx, ny, nz] = phantom.grid.size

function at(point: Vec3): number {
  const [i, j, k] = pointToIndex(phantom.grid, point).map(Math.round) as unknown as Vec3
  return (k * ny + j) * nx + i
}

function volumesMl({ phantom: { grid }, truth: map }: Whole): number[] {
  const counts = [0, 0, 0, 0]
  for (const label of map) counts[label] = (counts[label] as number) + 1
  return counts.map((count) => (count * voxelVolumeMm3(grid)) / 1000)
}

describe('the phantom', () => {
  test('has the same voxels on every machine', () => {
    const small = whole(24, 96)
    expect(sha256(small.hu)).toBe('535ddd4be9e50a700ec1d494a4712416246342fbde6001d17ff39f0db65708c5')
    expect(sha256(small.truth)).toBe('c36b2cb463683ce6c66704c2509c5d903805a3af87022eb0cbc23cba755e8899')
  })

  test('gives a slice the same whatever was asked before', () => {
    const again = createPhantom({ slices: 60, size: 192 })
    for (const k of [59, 3, 30, 3]) {
      const slice = again.slice(k)
      expect(slice.hu).toEqual(hu.subarray(k * nx * ny, (k + 1) * nx * ny))
      expect(slice.truth).toEqual(truth.subarray(k * nx * ny, (k + 1) * nx * ny))
    }
  })

  test('covers the same stretch of the patient with any number of slices and rows', () => {
    const here = volumesMl({ phantom, hu, truth })
    for (const [slices, size] of [
      [24, 96],
      [90, 128],
    ] as const) {
      const { grid } = createPhantom({ slices, size })
      expect(grid.spacing[2] * slices).toBeCloseTo(300, 9)
      expect(grid.spacing[0] * size).toBeCloseTo(358.4, 9)
      const there = volumesMl(whole(slices, size))
      for (const label of [labels.rightLung, labels.leftLung]) {
        expect((there[label] as number) / (here[label] as number)).toBeCloseTo(1, 1)
      }
    }
  })
})

describe('its anatomy', () => {
  const [, right, left, airways] = volumesMl({ phantom, hu, truth }) as [number, number, number, number]

  test('lungs of a grown person, the right one larger, trachea and main bronchi of some 40 mL', () => {
    expect(right).toBeGreaterThan(1800)
    expect(right).toBeLessThan(2600)
    expect(left / right).toBeGreaterThan(0.75)
    expect(left / right).toBeLessThan(0.95)
    expect(airways).toBeGreaterThan(25)
    expect(airways).toBeLessThan(60)
  })

  test('right is the patient’s right: smaller LPS x', () => {
    const sums = [0, 0, 0, 0]
    const counts = [0, 0, 0, 0]
    for (let n = 0; n < truth.length; n++) {
      const label = truth[n] as number
      sums[label] = (sums[label] as number) + phantom.grid.origin[0] + (n % nx) * phantom.grid.spacing[0]
      counts[label] = (counts[label] as number) + 1
    }
    const mean = (label: number) => (sums[label] as number) / (counts[label] as number)
    expect(mean(labels.rightLung)).toBeLessThan(-30)
    expect(mean(labels.leftLung)).toBeGreaterThan(30)
    expect(Math.abs(mean(labels.airways))).toBeLessThan(10)
  })

  test('the lungs never touch, and reach neither the edge nor the first and last slice', () => {
    let atEdge = 0
    let touching = 0
    for (let n = 0; n < truth.length; n++) {
      if (truth[n] === 0) continue
      const [i, j, k] = [n % nx, Math.floor(n / nx) % ny, Math.floor(n / nx / ny)]
      if (i === 0 || j === 0 || i === nx - 1 || j === ny - 1) atEdge++
      if (truth[n] === labels.airways) continue
      if (k === 0 || k === nz - 1) atEdge++
      const other = truth[n] === labels.rightLung ? labels.leftLung : labels.rightLung
      if (truth[n + 1] === other || truth[n + nx] === other || truth[n + nx * ny] === other) touching++
    }
    expect({ atEdge, touching }).toEqual({ atEdge: 0, touching: 0 })
  })

  test('the dome under the right lung is the higher one, the heart lies to the left', () => {
    const lowest = (x: number): number => {
      let z = 0
      while (truth[at([x, 10, z])] !== 0) z -= 5
      return z
    }
    expect(lowest(-60)).toBeGreaterThan(lowest(70) + 5)
    expect(truth[at([45, -20, -25])]).toBe(0)
    expect(truth[at([-60, -20, -25])]).toBe(labels.rightLung)
  })

  test('each tissue has its HU', () => {
    const near = (point: Vec3, value: number, within = 60) =>
      expect(Math.abs((hu[at(point)] as number) - value), `${point}`).toBeLessThan(within)
    near([0, -170, 0], tissueHU.air)
    near([-80, 0, 20], tissueHU.lung, 150)
    near([20, -20, -25], tissueHU.blood)
    near([-50, -10, -100], tissueHU.liver)
    near([52, -40, -106], tissueHU.air)
    near([52, 0, -106], tissueHU.water)
    near([0, 22, 90], tissueHU.air, 100)
    near([60, 127, 0], tissueHU.foam, 100)
    near([0, 140, 0], tissueHU.table)
  })

  test('lungs are darker in front than at the back, where the patient lies', () => {
    const mean = (y: number): number => {
      let sum = 0
      for (let x = -100; x < -60; x += 2)
        for (let z = -30; z < 30; z += 5) sum += Math.min(-700, hu[at([x, y, z])] as number)
      return sum / 20 / 12
    }
    expect(mean(45) - mean(-45)).toBeGreaterThan(10)
  })

  test('a bead of 400 HU hangs in the air, left and in front', () => {
    const { centre, hu: value, radiusMm } = phantom.marker
    expect(centre[0]).toBeGreaterThan(40)
    expect(centre[1]).toBeLessThan(-120)
    expect(Math.abs((hu[at(centre)] as number) - value)).toBeLessThan(60)
    const mirrored: Vec3 = [-centre[0], centre[1], centre[2]]
    expect(hu[at(mirrored)] as number).toBeLessThan(-900)
    expect(hu[at([centre[0], centre[1] - 3 * radiusMm, centre[2]])] as number).toBeLessThan(-900)
  })
})
