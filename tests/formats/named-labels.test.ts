import { expect, it } from 'vitest'
import { namedLabels } from '../../src-shared/formats/named-labels.ts'
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
