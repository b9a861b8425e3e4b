/**
 * Triangles in LPS mm: `positions` is [x, y, z] a vertex, `indices` three vertices a triangle,
 * counter-clockwise seen from outside. Vertices are shared.
 */
export interface Mesh {
  readonly positions: Float32Array
  readonly indices: Uint32Array
}
