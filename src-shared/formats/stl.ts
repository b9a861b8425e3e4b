import { Failure } from '../failure.ts'
import type { Mesh } from '../mesh.ts'
import type { Report } from '../report.ts'
import { readAscii, writeAscii } from './ascii-field.ts'
import { checkClosed } from './check-closed.ts'
import type { ExportInput, Format } from './format.ts'

const headerBytes = 80
const triangleBytes = 50
const space = 'SPACE=LPS'
const reportEvery = 1 << 15

/**
 * Binary STL in LPS mm with outward normals; the header begins with `SPACE=LPS`, which 3D Slicer reads.
 * 80 bytes of text, a count, then normal and three corners a triangle as float32, little-endian.
 */
export const stl: Format = {
  id: 'stl',
  group: 'surfaces',
  title: 'STL surface',
  fileName: 'lungs.stl',
  needs: 'mesh',
  compression: null,
  estimateBytes: ({ triangles, maskVoxels }) =>
    // without a mesh: a lung of n voxels has about 50 n^(2/3) triangles, vessels included
    headerBytes + 4 + triangleBytes * (triangles ?? Math.round(50 * Math.cbrt(maskVoxels) ** 2)),
  encode,
  verify,
}

function encode({ mesh, text }: ExportInput, report: Report): Uint8Array<ArrayBuffer> {
  if (mesh === null) throw new Failure('E_INTERNAL', 'A surface file needs a surface, and none was made.')
  const { positions, indices } = mesh
  const triangles = indices.length / 3
  const bytes = new Uint8Array(headerBytes + 4 + triangles * triangleBytes)
  writeAscii(bytes, 0, headerBytes, `${space} UNIT=mm ${text}`, 32)
  const view = new DataView(bytes.buffer)
  view.setUint32(headerBytes, triangles, true)
  for (let t = 0, at = headerBytes + 4; t < triangles; t++, at += triangleBytes) {
    if (t % reportEvery === 0) report(t, triangles)
    writeNormal(view, at, positions, indices, t)
    for (let corner = 0; corner < 3; corner++) {
      const vertex = (indices[t * 3 + corner] as number) * 3
      for (let axis = 0; axis < 3; axis++) {
        view.setFloat32(at + 12 + corner * 12 + axis * 4, positions[vertex + axis] as number, true)
      }
    }
  }
  return bytes
}

function writeNormal(view: DataView, at: number, p: Float32Array, indices: Uint32Array, t: number): void {
  const a = (indices[t * 3] as number) * 3
  const b = (indices[t * 3 + 1] as number) * 3
  const c = (indices[t * 3 + 2] as number) * 3
  const ux = (p[b] as number) - (p[a] as number)
  const uy = (p[b + 1] as number) - (p[a + 1] as number)
  const uz = (p[b + 2] as number) - (p[a + 2] as number)
  const vx = (p[c] as number) - (p[a] as number)
  const vy = (p[c + 1] as number) - (p[a + 1] as number)
  const vz = (p[c + 2] as number) - (p[a + 2] as number)
  const nx = uy * vz - uz * vy
  const ny = uz * vx - ux * vz
  const nz = ux * vy - uy * vx
  // a triangle without area has no normal: zeros, as readers then compute their own
  const norm = Math.hypot(nx, ny, nz) || 1
  view.setFloat32(at, nx / norm, true)
  view.setFloat32(at + 4, ny / norm, true)
  view.setFloat32(at + 8, nz / norm, true)
}

/** Count, every corner, every normal's side, a closed surface and an enclosed volume above zero. */
function verify(bytes: Uint8Array, { mesh }: ExportInput, report: Report): string {
  if (mesh === null) fail('there is no surface to compare it with')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const triangles = mesh.indices.length / 3
  if (bytes.length !== headerBytes + 4 + triangles * triangleBytes) fail('its length is wrong')
  if (view.getUint32(headerBytes, true) !== triangles) fail('its number of triangles is wrong')
  if (!readAscii(bytes, 0, headerBytes).startsWith(space)) fail('its header does not name the space')
  const corners = new Float32Array(triangles * 9)
  for (let t = 0; t < triangles; t++) {
    if (t % reportEvery === 0) report(t, triangles * 2)
    for (let n = 0; n < 9; n++) {
      corners[t * 9 + n] = view.getFloat32(headerBytes + 4 + t * triangleBytes + 12 + n * 4, true) + 0 // -0 is 0
    }
  }
  checkCorners(corners, mesh)
  const volumeMm3 = signedVolume(view, corners)
  report(triangles, triangles * 2)
  if (!checkClosed(corners)) fail('its surface is not closed')
  if (!(volumeMm3 > 0)) fail('its faces point inwards')
  report(triangles, triangles)
  const volume = (volumeMm3 / 1000).toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  return `Read back: ${triangles.toLocaleString('en-US')} triangles all equal; closed; normals point outwards; ${volume} mL.`
}

function checkCorners(corners: Float32Array, { positions, indices }: Mesh): void {
  for (let n = 0; n < indices.length; n++) {
    const vertex = (indices[n] as number) * 3
    for (let axis = 0; axis < 3; axis++) {
      if (corners[n * 3 + axis] !== positions[vertex + axis]) fail(`triangle ${Math.floor(n / 3)} differs`)
    }
  }
}

/** Enclosed volume by the divergence theorem, from the file alone; fails where a stored normal points to the wrong side. */
function signedVolume(view: DataView, q: Float32Array): number {
  let six = 0
  const x0 = q[0] as number
  const y0 = q[1] as number
  const z0 = q[2] as number
  for (let n = 0; n < q.length; n += 9) {
    const ax = (q[n] as number) - x0
    const ay = (q[n + 1] as number) - y0
    const az = (q[n + 2] as number) - z0
    const ux = (q[n + 3] as number) - x0 - ax
    const uy = (q[n + 4] as number) - y0 - ay
    const uz = (q[n + 5] as number) - z0 - az
    const vx = (q[n + 6] as number) - x0 - ax
    const vy = (q[n + 7] as number) - y0 - ay
    const vz = (q[n + 8] as number) - z0 - az
    const cx = uy * vz - uz * vy
    const cy = uz * vx - ux * vz
    const cz = ux * vy - uy * vx
    six += ax * cx + ay * cy + az * cz
    const at = headerBytes + 4 + (n / 9) * triangleBytes
    const side =
      view.getFloat32(at, true) * cx + view.getFloat32(at + 4, true) * cy + view.getFloat32(at + 8, true) * cz
    if (side < 0) fail(`the normal of triangle ${n / 9} points inwards`)
  }
  return six / 6
}

function fail(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The STL file was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
