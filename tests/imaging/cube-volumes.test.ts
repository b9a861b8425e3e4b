import { expect, it } from 'vitest'
import { cubeVolumes } from '../../src-shared/imaging/cube-volumes.ts'

it('holds nothing of an empty cube, all of a full one, and a pyramid at a lone corner', () => {
  expect(cubeVolumes[0]).toBe(0)
  expect(cubeVolumes[255]).toBe(48)
  for (let corner = 0; corner < 8; corner++) expect(cubeVolumes[1 << corner]).toBe(1)
})

it('halves a cube cut between two faces', () => {
  for (const face of [0b01010101, 0b10101010, 0b00110011, 0b11001100, 0b00001111, 0b11110000]) {
    expect(cubeVolumes[face]).toBe(24)
  }
})

it('cuts off a pyramid where one corner is outside', () => {
  for (let corner = 0; corner < 8; corner++) expect(cubeVolumes[255 ^ (1 << corner)]).toBe(47)
})

it('holds something, not everything, of any cube the surface passes', () => {
  for (let inside = 1; inside < 255; inside++) {
    expect(cubeVolumes[inside]).toBeGreaterThan(0)
    expect(cubeVolumes[inside]).toBeLessThan(48)
  }
})
