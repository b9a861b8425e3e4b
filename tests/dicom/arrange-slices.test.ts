import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrangeSlices } from '../../src-shared/dicom/arrange-slices.ts'
import type { Instance } from '../../src-shared/dicom/instance.ts'
import {
  add,
  cross,
  determinant,
  indexToPoint,
  isSheared,
  length,
  normalize,
  scale,
  subtract,
  type Vec3,
} from '../../src-shared/geometry.ts'

function instance(position: Vec3, more: Partial<Instance> = {}): Instance {
  return {
    kind: 'ct',
    studyInstanceUid: '1.1',
    seriesInstanceUid: '1.2',
    sopInstanceUid: `1.3.${position.join('.')}`,
    patientId: '',
    frameOfReferenceUid: '1.4',
    series: {
      modality: 'CT',
      studyDate: '',
      bodyPart: '',
      manufacturer: '',
      model: '',
      seriesNumber: 1,
      description: '',
      kernel: null,
      kvp: null,
      sliceThickness: 3,
    },
    transferSyntaxUid: '1.2.840.10008.1.2',
    instanceNumber: null,
    pixels: {
      rows: 4,
      columns: 5,
      bitsAllocated: 16,
      bitsStored: 12,
      signed: false,
      bigEndian: false,
      offset: 0,
      length: 40,
    },
    slope: 1,
    intercept: -1024,
    position,
    row: [1, 0, 0],
    column: [0, 1, 0],
    spacing: [0.7, 0.8],
    burnedIn: false,
    oddities: [],
    ...more,
  }
}

const stack = (...heights: number[]): Instance[] => heights.map((z) => instance([0, 0, z]))
const codes = (instances: readonly Instance[]): string[] => arrangeSlices(instances).findings.map(({ code }) => code)

describe('arrangeSlices', () => {
  it('orders by position along the normal and takes spacing from positions', () => {
    const { grid, positions, findings } = arrangeSlices(stack(6, 0, 9, 3))
    expect(positions).toEqual([0, 3, 6, 9])
    expect(grid).toMatchObject({ size: [5, 4, 4], spacing: [0.7, 0.8, 3], origin: [0, 0, 0] })
    expect(findings).toEqual([])
  })

  it('bears 0.01 mm of jitter and no more', () => {
    expect(codes(stack(0, 3.009, 6, 9))).toEqual([])
    expect(codes(stack(0, 3.05, 6, 9))).toEqual(['E_SPACING'])
  })

  it('tells a gap of whole slices from uneven spacing', () => {
    expect(codes(stack(0, 2, 4, 8, 10))).toEqual(['E_GAP'])
    expect(codes(stack(0, 2, 4, 9, 11))).toEqual(['E_SPACING'])
    expect(codes(stack(0, 2, 6))).toEqual(['E_GAP'])
    expect(arrangeSlices(stack(0, 2, 4, 8, 10)).planes).toEqual([0, 1, 2, 4, 5])
  })

  it('makes no grid of a few slices and one that is very far away', () => {
    expect(codes(stack(0, 1, 2, 6000))).toEqual(['E_SPACING'])
  })

  it('finds two images at one place', () => {
    expect(codes([...stack(0, 2, 4), instance([0, 0, 2], { sopInstanceUid: '9' })])).toEqual(['E_DUP_POSITION'])
  })

  it.each<[string, Partial<Instance>, string]>([
    ['size', { pixels: { ...instance([0, 0, 0]).pixels, rows: 8 } }, 'E_INCONSISTENT'],
    ['pixel spacing', { spacing: [0.7, 0.9] }, 'E_INCONSISTENT'],
    ['orientation', { row: [0, 1, 0], column: [-1, 0, 0] }, 'E_INCONSISTENT'],
    ['frame of reference', { frameOfReferenceUid: '1.5' }, 'E_INCONSISTENT'],
    ['patient', { patientId: 'other' }, 'E_PATIENT_MIX'],
  ])('refuses another %s within a series', (_, change, code) => {
    const mixed = [...stack(0, 2, 4), instance([0, 0, 6], change)]
    expect(codes(mixed)).toEqual([code])
    expect(arrangeSlices(mixed).grid).toBeNull()
  })

  it('says that one or two slices are too few, and more than 5,000 too many', () => {
    expect(codes(stack(0))).toEqual(['E_TOO_FEW'])
    expect(codes(stack(0, 1))).toEqual(['E_TOO_FEW'])
    expect(codes(stack(...Array.from({ length: 5001 }, (_, k) => k)))).toContain('E_TOO_MANY')
  })

  it('refuses slices whose places zigzag', () => {
    const zigzag = [0, 1, 2, 3].map((k) => instance([k % 2, 0, 2 * k]))
    expect(codes(zigzag)).toContain('E_SPACING')
  })

  it('puts every slice where it lies, however the patient is turned or the gantry tilted, in any order', () => {
    const unit = fc.tuple(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
    )
    fc.assert(
      fc.property(
        unit,
        unit,
        fc.double({ min: 0.3, max: 10, noNaN: true }),
        fc.double({ min: -0.5, max: 0.5, noNaN: true }),
        fc.infiniteStream(fc.nat()),
        (a, b, spacing, tilt, order) => {
          fc.pre(length(a) > 0.1 && length(cross(a, b)) > 0.1)
          const row = normalize(a)
          const normal = normalize(cross(a, b))
          const column = cross(normal, row)
          const step = add(scale(normal, spacing), scale(column, tilt))
          const placed = Array.from({ length: 7 }, (_, k) =>
            instance(add([10, -20, 30], scale(step, k)), { row, column }),
          )
          const keys = new Map(placed.map((slice) => [slice, order.next().value]))
          const { grid, slices } = arrangeSlices(
            placed.toSorted((p, q) => (keys.get(p) as number) - (keys.get(q) as number)),
          )
          expect(slices).toEqual(placed)
          if (grid === null) throw new Error('no grid')
          for (const [k, slice] of placed.entries())
            expect(length(subtract(indexToPoint(grid, [0, 0, k]), slice.position))).toBeLessThan(0.011)
          expect(determinant(grid)).toBeGreaterThan(0)
          expect(isSheared(grid)).toBe(Math.abs(tilt * 6) > 0.01)
        },
      ),
    )
  })
})
