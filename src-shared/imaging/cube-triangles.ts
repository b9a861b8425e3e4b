/**
 * The triangles of marching cubes, made by rule instead of kept as a list of numbers.
 *
 * A cube's corner c lies at x = c & 1, y = c >> 1 & 1, z = c >> 2 & 1; a case is the set of corners inside, corner c as
 * bit c. Its 12 edges: 0-3 along x at (y, z) = (e & 1, e >> 1), 4-7 along y at (x, z), 8-11 along z at (x, y).
 *
 * On each face of the cube the outline runs around every stretch of inside corners on its own, so that two inside corners
 * across a face are parted (as 6-connected voxels are) and both cubes at the face draw the same line. The lines join into
 * closed polygons; each is cut into triangles by diagonals that lie in no face. So every edge of a mesh made with this table
 * belongs to exactly two triangles, whatever the mask.
 * Source: W. Lorensen, H. Cline, "Marching cubes: a high resolution 3D surface construction algorithm", Computer Graphics
 * 21(4), 1987, 163-169; the face rule in place of their complementary cases, whose faces do not always match.
 */
export interface CubeTriangles {
  /** Triangles of case n are `edges[first[n]]` up to `edges[first[n + 1] - 1]`, three cube edges each, counter-clockwise from outside. */
  readonly first: Uint16Array
  readonly edges: Uint8Array
}

type Polygon = readonly number[]

const bit = (value: number, at: number): number => (value >> at) & 1

/** Cube edge between two corners that differ along one axis. */
function edgeBetween(a: number, b: number): number {
  const low = a & b
  const axis = a ^ b
  if (axis === 1) return bit(low, 1) + 2 * bit(low, 2)
  if (axis === 2) return 4 + bit(low, 0) + 2 * bit(low, 2)
  return 8 + bit(low, 0) + 2 * bit(low, 1)
}

/** The corners of each face, in turn, counter-clockwise seen from outside the cube. */
const faces: readonly Polygon[] = [0, 1, 2].flatMap((axis) => {
  const [u, v] = [1 << ((axis + 1) % 3), 1 << ((axis + 2) % 3)]
  const ring = [0, u, u | v, v]
  return [ring.toReversed(), ring.map((corner) => corner | (1 << axis))]
})

/** Sets of faces, as bits, that hold each cube edge. */
const facesOfEdge: readonly number[] = Array.from({ length: 12 }, (_, edge) =>
  faces.reduce((set, ring, face) => {
    const holds = ring.some((corner, at) => edgeBetween(corner, ring[(at + 1) % 4] as number) === edge)
    return holds ? set | (1 << face) : set
  }, 0),
)

const shareFace = (a: number, b: number): boolean => ((facesOfEdge[a] as number) & (facesOfEdge[b] as number)) !== 0

/** For each cut edge the next one along the outline; its direction makes the polygons counter-clockwise from outside the mask. */
function outline(inside: number): Map<number, number> {
  const next = new Map<number, number>()
  for (const ring of faces) {
    for (let at = 0; at < 4; at++) {
      const outer = ring[at] as number
      let inner = ring[(at + 1) % 4] as number
      if (bit(inside, outer) === 1 || bit(inside, inner) === 0) continue
      const entry = edgeBetween(outer, inner)
      let step = at + 2
      let corner = ring[step % 4] as number
      while (bit(inside, corner) === 1) {
        inner = corner
        corner = ring[++step % 4] as number
      }
      next.set(entry, edgeBetween(inner, corner))
    }
  }
  return next
}

function polygonsOf(inside: number): Polygon[] {
  const next = outline(inside)
  const polygons: Polygon[] = []
  while (next.size > 0) {
    const [start] = next.keys()
    const polygon: number[] = []
    let at = start
    while (at !== undefined && next.has(at)) {
      polygon.push(at)
      const to = next.get(at)
      next.delete(at)
      at = to
    }
    polygons.push(polygon)
  }
  return polygons
}

/** Triangles of a polygon whose diagonals lie in no face of the cube; null where there are none such. */
function triangulate(polygon: Polygon): number[] | null {
  if (polygon.length < 3) return []
  const [first, last] = [polygon[0] as number, polygon.at(-1) as number]
  for (let at = 1; at < polygon.length - 1; at++) {
    const corner = polygon[at] as number
    if (at > 1 && shareFace(first, corner)) continue
    if (at < polygon.length - 2 && shareFace(corner, last)) continue
    const before = triangulate(polygon.slice(0, at + 1))
    const after = triangulate(polygon.slice(at))
    if (before !== null && after !== null) return [first, corner, last, ...before, ...after]
  }
  return null
}

function makeCubeTriangles(): CubeTriangles {
  const first = new Uint16Array(257)
  const edges: number[] = []
  for (let inside = 0; inside < 256; inside++) {
    for (const polygon of polygonsOf(inside)) {
      const triangles = triangulate(polygon)
      if (triangles === null) throw new RangeError(`Case ${inside} of marching cubes has no triangulation.`)
      edges.push(...triangles)
    }
    first[inside + 1] = edges.length
  }
  return { first, edges: Uint8Array.from(edges) }
}

export const cubeTriangles: CubeTriangles = makeCubeTriangles()
