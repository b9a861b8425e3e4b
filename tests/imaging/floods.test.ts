import { expect, it } from 'vitest'
import { floodLevels } from '../../src-shared/imaging/flood-levels.ts'
import { splitFlood } from '../../src-shared/imaging/split-flood.ts'

const levelsOf = (drawing: string): Uint8Array =>
  Uint8Array.from([...drawing.replace(/\s/g, '')].map((c) => (c === '#' ? 255 : Number(c))))

it('rises from the seeds, over the lowest passes first, and never into walls', () => {
  const levels = levelsOf('0015#0 0#1900')
  const flood = floodLevels({ size: [6, 2, 1], levelOf: (voxel) => levels[voxel] as number }, [0], 100)
  expect(Array.from(flood.reached.slice(0, 10))).toEqual([3, 5, 5, 5, 5, 6, 6, 6, 6, 10])
  expect(Array.from(flood.order).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 5, 6, 8, 9, 10, 11])
})

it('stops after the level that exceeds the most it may reach', () => {
  const levels = levelsOf('012345')
  const flood = floodLevels({ size: [6, 1, 1], levelOf: (voxel) => levels[voxel] as number }, [0], 2)
  expect(flood.order).toHaveLength(3)
  expect(flood.reached[200]).toBe(3)
})

it('takes seeds at once, whatever their level', () => {
  const flood = floodLevels({ size: [3, 1, 1], levelOf: () => 200 }, [1, 1], 100)
  expect(flood.reached[0]).toBe(1)
  expect(flood.reached[200]).toBe(3)
})

const owners = (drawing: string): Uint8Array =>
  Uint8Array.from([...drawing.replace(/\s/g, '')].map((c) => (c === '#' ? 255 : Number(c))))

it('splits along the ridge, not halfway', () => {
  const shared = owners('1000000002')
  splitFlood({ size: [10, 1, 1], levels: levelsOf('0000009000'), owners: shared })
  expect(shared.join('')).toBe('1111113222')
})

it('leaves a voxel to nobody where both come at once, so that mirror images split alike', () => {
  const shared = owners('100002')
  const odd = owners('10002')
  splitFlood({ size: [6, 1, 1], levels: new Uint8Array(6), owners: shared })
  splitFlood({ size: [5, 1, 1], levels: new Uint8Array(5), owners: odd })
  expect(shared.join('')).toBe('111222')
  expect(odd.join('')).toBe('11322')
})

it('does not pass what is closed, and leaves free what nobody reaches', () => {
  const shared = owners('10#0#2')
  splitFlood({ size: [6, 1, 1], levels: new Uint8Array(6), owners: shared })
  expect(Array.from(shared)).toEqual([1, 1, 255, 0, 255, 2])
})
