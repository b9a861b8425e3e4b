import { cubeTriangles } from './cube-triangles.ts'

const bit = (value: number, at: number): number => (value >> at) & 1

/** Twice the place of the middle of a cube edge within the cube; edges as in `cubeTriangles`. */
function middleOf(edge: number): readonly [number, number, number] {
  const [a, b] = [2 * (edge & 1), 2 * ((edge >> 1) & 1)]
  if (edge < 4) return [1, a, b]
  return edge < 8 ? [a, 1, b] : [a, b, 1]
}

/** Eighths of the face x = 1 that are inside, where two inside corners across it are parted. */
function insideOfFace(inside: number): number {
  const [a, b, c, d] = [bit(inside, 1), bit(inside, 3), bit(inside, 7), bit(inside, 5)] as [
    number,
    number,
    number,
    number,
  ]
  const corners = a + b + c + d
  if (corners !== 2) return [0, 1, 0, 7, 8][corners] as number
  return a === c ? 2 : 4
}

/** By the divergence theorem with the field (x, 0, 0): through the triangles, and out of the face x = 1. */
function volumeOf(inside: number): number {
  let volume = 6 * insideOfFace(inside)
  const { first, edges } = cubeTriangles
  for (let at = first[inside] as number; at < (first[inside + 1] as number); at += 3) {
    const [a, b, c] = [0, 1, 2].map((n) => middleOf(edges[at + n] as number)) as [Vec, Vec, Vec]
    const normalX = (b[1] - a[1]) * (c[2] - a[2]) - (b[2] - a[2]) * (c[1] - a[1])
    volume += normalX * (a[0] + b[0] + c[0])
  }
  return volume
}

type Vec = ReturnType<typeof middleOf>

/** How much of a cube lies inside the surface that `cubeTriangles` cuts through it, in 48ths, by the cube's case. */
export const cubeVolumes: Uint8Array = Uint8Array.from({ length: 256 }, (_, inside) => volumeOf(inside))
