/** About how many triangles the surface of lungs of so many voxels has: 50 n^(2/3), vessels included, measured on chests. */
export const estimateTriangles = (voxels: number): number => Math.round(50 * Math.cbrt(voxels) ** 2)
