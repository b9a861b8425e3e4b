import { Failure } from '../failure.ts'
import type { Mesh } from '../mesh.ts'
import { english } from '../number-format.ts'
import type { Report } from '../report.ts'
import { readAscii, writeAscii } from './ascii-field.ts'
import { checkClosed } from './check-closed.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'
import { sameBytes } from './same-bytes.ts'

const textBytes = 80
const headerBytes = textBytes + 4
const triangleBytes = 50
const trianglesOfChunk = 20_000
const space = 'SPACE=LPS'

/**
 * Surface of the lungs as binary STL in LPS mm with outward normals, airways left out, each lung closed; the header begins with `SPACE=LPS`, which 3D Slicer reads.
 * 80 bytes of text, a count, then normal and three corners a triangle as float32, little-endian.
 */
export const stl: Format = {
  id: 'stl',
  group: 'surfaces',
  title: 'STL surface',
  fileName: 'lungs.stl',
  needs: 'mesh',
  compression: null,
  provesEveryByte: true,
  estimateBytes: ({ triangles, maskVoxels }) =>
    // without a mesh: a lung of n voxels has about 50 n^(2/3) triangles, vessels included
    headerBytes + triangleBytes * (triangles ?? Math.round(50 * Math.cbrt(maskVoxels) ** 2)),
  encode,
  verify,
}

function* encode({ mesh, text }: ExportInput, report: Report): Chunks {
  if (mesh === null) throw new Failure('E_INTERNAL', 'A surface file needs a surface, and none was made.')
  const triangles = mesh.indices.length / 3
  yield encodeHeader(text, triangles)
  const bytes = new Uint8Array(triangleBytes * Math.min(triangles, trianglesOfChunk))
  const view = new DataView(bytes.buffer)
  for (let t = 0; t < triangles; t += trianglesOfChunk) {
    report(t, triangles)
    const count = Math.min(trianglesOfChunk, triangles - t)
    writeTriangles(view, mesh, t, count)
    yield bytes.subarray(0, count * triangleBytes)
  }
  report(triangles, triangles)
}

function encodeHeader(text: string, triangles: number): Uint8Array {
  const header = new Uint8Array(headerBytes)
  writeAscii(header, 0, textBytes, `${space} UNIT=mm ${text}`, 32)
  viewOf(header).setUint32(textBytes, triangles, true)
  return header
}

/** Returns the signed volume in mm3 between these triangles and the mesh's first vertex (divergence theorem). */
function writeTriangles(view: DataView, { positions: p, indices }: Mesh, first: number, count: number): number {
  const x0 = p[0] as number
  const y0 = p[1] as number
  const z0 = p[2] as number
  let six = 0
  for (let t = first, at = 0; t < first + count; t++, at += triangleBytes) {
    const a = (indices[t * 3] as number) * 3
    const b = (indices[t * 3 + 1] as number) * 3
    const c = (indices[t * 3 + 2] as number) * 3
    const ax = p[a] as number
    const ay = p[a + 1] as number
    const az = p[a + 2] as number
    const bx = p[b] as number
    const by = p[b + 1] as number
    const bz = p[b + 2] as number
    const cx = p[c] as number
    const cy = p[c + 1] as number
    const cz = p[c + 2] as number
    const nx = (by - ay) * (cz - az) - (bz - az) * (cy - ay)
    const ny = (bz - az) * (cx - ax) - (bx - ax) * (cz - az)
    const nz = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    // a triangle without area has no normal: zeros, as readers then compute their own
    const norm = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1
    view.setFloat32(at, nx / norm, true)
    view.setFloat32(at + 4, ny / norm, true)
    view.setFloat32(at + 8, nz / norm, true)
    view.setFloat32(at + 12, ax, true)
    view.setFloat32(at + 16, ay, true)
    view.setFloat32(at + 20, az, true)
    view.setFloat32(at + 24, bx, true)
    view.setFloat32(at + 28, by, true)
    view.setFloat32(at + 32, bz, true)
    view.setFloat32(at + 36, cx, true)
    view.setFloat32(at + 40, cy, true)
    view.setFloat32(at + 44, cz, true)
    six += (ax - x0) * nx + (ay - y0) * ny + (az - z0) * nz
  }
  return six / 6
}

/**
 * Every byte; besides, of the mesh whose bytes they are, a closed surface and an enclosed volume above zero: its corners are
 * counter-clockwise seen from outside then, and the normals, made from them, point outwards.
 */
function* verify({ mesh, text, same = sameBytes }: ExportInput, report: Report): Proof {
  if (mesh === null) fail('there is no surface to compare it with')
  if (!checkClosed(mesh)) fail('its surface is not closed')
  const triangles = mesh.indices.length / 3
  const header = yield headerBytes
  if (!readAscii(header, 0, textBytes).startsWith(space)) fail('its header does not name the space')
  if (viewOf(header).getUint32(textBytes, true) !== triangles) fail('its number of triangles is wrong')
  if (!sameBytes(header, encodeHeader(text, triangles))) fail('its header differs')
  const expected = new Uint8Array(triangleBytes * Math.min(triangles, trianglesOfChunk))
  const view = viewOf(expected)
  let mm3 = 0
  for (let t = 0; t < triangles; t += trianglesOfChunk) {
    report(t, triangles)
    const count = Math.min(trianglesOfChunk, triangles - t)
    const bytes = yield count * triangleBytes
    mm3 += writeTriangles(view, mesh, t, count)
    if (!same(bytes, expected.subarray(0, bytes.length))) {
      const at = bytes.findIndex((byte, n) => byte !== expected[n])
      fail(`triangle ${t + Math.floor(at / triangleBytes)} differs`)
    }
  }
  report(triangles, triangles)
  if (!(mm3 > 0)) fail('its faces point inwards')
  report(triangles, triangles)
  const volume = english.number(mm3 / 1000, 1)
  return `Read back: ${english.number(triangles)} triangles all equal; closed; normals point outwards; ${volume} mL.`
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function fail(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The STL file was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
