import { expect, it } from 'vitest'
import { namedLabels } from '../../src-shared/formats/named-labels.ts'
import { labelValues } from '../../src-shared/formats/voxel-values.ts'
import { drawing } from '../support/mask-literal.ts'

const file = (...values: number[]) =>
  namedLabels({ size: [values.length, 1, 1], grid: null, voxels: Uint8Array.from(values), names: new Map() })
const told = (...values: number[]) => file(...values).map(({ label, name, mask }) => [label, name, drawing(mask)[0]])

it('names the labels Hilum writes', () => {
  expect(told(0, 2, 1, 3, 1)).toEqual([
    [1, 'right', '..#.#'],
    [2, 'left', '.#...'],
    [3, 'airways', '...#.'],
  ])
})

it('takes one label for all lung, whatever its value, but not the left lung or the airways', () => {
  expect(told(0, 255, 255)).toEqual([[255, 'lungs', '.##']])
  expect(told(1, 0)).toEqual([[1, 'lungs', '#.']])
  expect(told(2, 0)).toEqual([[2, 'left', '#.']])
  expect(told(3, 0)).toEqual([[3, 'airways', '#.']])
  expect(told(0, 0)).toEqual([])
})

it('refuses labels it does not know', () => {
  expect(() => file(1, 7)).toThrow(
    expect.objectContaining({ code: 'E_LABELMAP', message: expect.stringContaining('labels 1, 7') }),
  )
})

it('names the labels of another program, whole numbers of any size, and tells them from an image', () => {
  const bytes = (values: readonly number[]) => new Uint8Array(Uint16Array.from(values).buffer)
  const type = { kind: 'unsigned', bytes: 2, bigEndian: false } as const
  expect([...labelValues(bytes([0, 2, 1]), type)]).toEqual([0, 2, 1])
  expect(() => labelValues(bytes([0, 521, 9, 782]), type)).toThrow(
    expect.objectContaining({
      code: 'E_LABELMAP',
      message: expect.stringContaining('the labels 9, 521, 782, and Hilum knows 1 (right lung)'),
      details: { reason: 'other-labels', labels: [9, 521, 782] },
    }),
  )
  const image = Array.from({ length: 500 }, (_, n) => n)
  expect(() => labelValues(bytes(image), type)).toThrow('Choose a labelmap, not an image.')
})
