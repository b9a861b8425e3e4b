import { cross, type Grid, type Vec3 } from '../../src-shared/geometry.ts'

const axes = { L: [1, 0, 0], R: [-1, 0, 0], P: [0, 1, 0], A: [0, -1, 0], S: [0, 0, 1], I: [0, 0, -1] } as const
const letters = Object.keys(axes) as (keyof typeof axes)[]

/** All 24 right-handed ways to lay rows and columns along the patient's axes, named by where i and j point. */
export const orientations: readonly { readonly name: string; readonly i: Vec3; readonly j: Vec3; readonly k: Vec3 }[] =
  letters.flatMap((first) =>
    letters.flatMap((second) => {
      const k = cross(axes[first], axes[second])
      if (k.every((part) => part === 0)) return []
      return [{ name: first + second, i: axes[first], j: axes[second], k }]
    }),
  )

/** A grid laid in all 24 ways. */
export const orientedGrids = (grid: Grid): [string, Grid][] =>
  orientations.map(({ name, i, j, k }) => [name, { ...grid, direction: [i, j, k] }])
