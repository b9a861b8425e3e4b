import { describe, expect, it } from 'vitest'
import { cubeTransform, faceTransform } from '../../../src-renderer/scene-view/cube-transform.ts'
import { frontDistance, leavesBounds, meshBounds } from '../../../src-renderer/scene-view/mesh-bounds.ts'
import { sceneSides, sideForKey, sidesOfDirection } from '../../../src-renderer/scene-view/scene-side.ts'
import { englishViewTexts, germanViewTexts } from '../../../src-renderer/slice-view/view-texts.ts'
import { cross, normalize, type Vec3 } from '../../../src-shared/geometry.ts'
import { vertexNormalSteps, vertexNormals } from '../../../src-shared/imaging/vertex-normals.ts'

/** A sphere of `rings` x `rings` vertices around a centre, counter-clockwise seen from outside. */
function sphere(rings: number, centre: Vec3, radius: number): { positions: Float32Array; indices: Uint32Array } {
  const positions: number[] = []
  const indices: number[] = []
  for (let a = 0; a <= rings; a++) {
    for (let b = 0; b < rings; b++) {
      const theta = (Math.PI * a) / rings
      const phi = (2 * Math.PI * b) / rings
      positions.push(
        centre[0] + radius * Math.sin(theta) * Math.cos(phi),
        centre[1] + radius * Math.sin(theta) * Math.sin(phi),
        centre[2] + radius * Math.cos(theta),
      )
      if (a === rings) continue
      const next = (b + 1) % rings
      const [p, q, r, s] = [a * rings + b, a * rings + next, (a + 1) * rings + b, (a + 1) * rings + next]
      indices.push(p, r, q, q, r, s)
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) }
}

describe('vertexNormals', () => {
  it('point outward and have unit length', () => {
    const centre: Vec3 = [10, -20, 300]
    const mesh = sphere(40, centre, 50)
    const normals = vertexNormals(mesh)
    // Poles are made of many coinciding vertices with slivers around them: left out.
    for (let v = 40 * 3; v < normals.length - 40 * 3; v += 3) {
      const outward = normalize(
        [0, 1, 2].map((n) => (mesh.positions[v + n] as number) - (centre[n] as number)) as unknown as Vec3,
      )
      const along = outward.reduce((sum, c, n) => sum + c * (normals[v + n] as number), 0)
      expect(along).toBeGreaterThan(0.99)
    }
  })

  it('takes several steps for a large mesh, with growing parts, and the same result', () => {
    const mesh = sphere(300, [0, 0, 0], 100)
    const parts: number[] = []
    const steps = vertexNormalSteps(mesh)
    let step = steps.next()
    while (step.done !== true) {
      parts.push(step.value)
      step = steps.next()
    }
    expect(parts.length).toBeGreaterThan(2)
    expect([...parts].sort((a, b) => a - b)).toEqual(parts)
    expect(step.value).toEqual(vertexNormals(mesh))
  })

  it('gives every vertex one of unit length: of a triangle where they cancel out, along z where there is none', () => {
    const positions = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 0, 1, 9, 9, 9)
    const along = { positions, indices: Uint32Array.of(0, 1, 2) }
    expect([...vertexNormals(along)]).toEqual([0, -1, 0, 0, -1, 0, 0, -1, 0, 0, 0, 1])
    const folded = { positions, indices: Uint32Array.of(0, 1, 2, 2, 1, 0) }
    expect([...vertexNormals(folded)]).toEqual([0, -1, 0, 0, -1, 0, 0, -1, 0, 0, 0, 1])
    const flat = { positions, indices: Uint32Array.of(0, 1, 1) }
    expect([...vertexNormals(flat)]).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1])
  })
})

describe('sides', () => {
  it('form right-handed screens: right x down leads away from the viewer', () => {
    for (const { toViewer, right, down } of Object.values(sceneSides)) {
      cross(right, down).forEach((c, n) => {
        expect(c).toBeCloseTo(-(toViewer[n] as number), 12)
      })
    }
  })

  it('are named from the main one, up to three', () => {
    const text = (direction: Vec3) =>
      englishViewTexts.from(sidesOfDirection(normalize(direction)).map((side) => englishViewTexts.fromSides[side]))
    expect(text([0, -1, 0])).toBe('From the front')
    expect(text([0.1, -1, 0.2])).toBe('From the front')
    expect(text([1, -0.6, 0])).toBe('From the left and the front')
    expect(text([-1, -1.1, 1.2])).toBe('From above, the front and the right')
    expect(germanViewTexts.from(['vorn', 'oben'])).toBe('Von vorn und oben')
  })

  it('have keys; L and R only with Shift, the others only without', () => {
    expect(sideForKey('a', false)).toBe('A')
    expect(sideForKey('L', true)).toBe('L')
    expect(sideForKey('l', false)).toBeNull()
    expect(sideForKey('A', true)).toBeNull()
    expect(sideForKey('Enter', false)).toBeNull()
  })
})

describe('orientation cube', () => {
  const numbers = (transform: string) => transform.slice('matrix3d('.length, -1).split(',').map(Number)
  /** 4x4 matrices by columns. */
  const multiply = (a: number[], b: number[]) =>
    Array.from({ length: 16 }, (_, n) => {
      const [row, column] = [n % 4, Math.floor(n / 4)]
      return [0, 1, 2, 3].reduce((sum, m) => sum + (a[m * 4 + row] as number) * (b[column * 4 + m] as number), 0)
    })

  it('shows the face of the viewed side upright, turned to the viewer', () => {
    for (const [side, { toViewer, right, down }] of Object.entries(sceneSides)) {
      // World to camera: rows are the camera's right, up and backward axes.
      const up = down.map((c) => -c)
      const rotation = [0, 1, 2].flatMap((n) => [right[n], up[n], toViewer[n]]) as number[]
      const placed = multiply(
        numbers(cubeTransform(rotation)),
        numbers(faceTransform(side as keyof typeof sceneSides, 15)),
      )
      const upright = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 15, 1]
      placed.forEach((value, n) => {
        expect(value).toBeCloseTo(upright[n] as number, 6)
      })
    }
  })
})

describe('meshBounds', () => {
  it('holds all meshes, and is null without vertices', () => {
    expect(meshBounds([])).toBeNull()
    expect(meshBounds([new Float32Array()])).toBeNull()
    const bounds = meshBounds([Float32Array.of(-10, 0, 5, 30, 4, 7), Float32Array.of(0, 0, 105)])
    expect(bounds).toEqual({ centre: [10, 2, 55], half: [20, 2, 50] })
  })

  it('tells a box that a fitted view would cut off, on either side of any axis', () => {
    const fitted = { centre: [10, 0, 0], half: [100, 50, 80] } as const
    expect(leavesBounds(fitted, fitted)).toBe(false)
    expect(leavesBounds({ centre: [0, 0, 0], half: [20, 20, 20] }, fitted)).toBe(false)
    expect(leavesBounds({ centre: [10, 0, 2], half: [100, 50, 80] }, fitted)).toBe(false)
    expect(leavesBounds({ centre: [10, 0, 4], half: [100, 50, 80] }, fitted)).toBe(true)
    expect(leavesBounds({ centre: [-88, 0, 0], half: [20, 20, 20] }, fitted)).toBe(true)
  })

  it('sets the camera where height and width both fit', () => {
    const tall = frontDistance({ centre: [0, 0, 0], half: [10, 0, 100] }, 90, 1)
    const wide = frontDistance({ centre: [0, 0, 0], half: [100, 0, 10] }, 90, 0.5)
    expect(tall).toBeCloseTo(105, 6)
    expect(wide).toBeCloseTo(210, 6)
  })
})
