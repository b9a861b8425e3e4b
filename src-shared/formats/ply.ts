import { Failure } from '../failure.ts'
import { vertexNormals } from '../imaging/vertex-normals.ts'
import type { Mesh } from '../mesh.ts'
import { english } from '../number-format.ts'
import type { Report } from '../report.ts'
import { encodeUtf8 } from '../utf8.ts'
import { readAscii } from './ascii-field.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'
import { provenNormals, provenVolume } from './surface-proof.ts'

const vertexBytes = 24
const faceBytes = 13
const rowsOfChunk = 40_000

/**
 * Surface of the lungs as binary little-endian PLY in LPS mm, airways left out; a comment says `SPACE=LPS`, which 3D Slicer reads.
 * A vertex is six float32, its place and its outward unit normal weighted by area; a face is the number 3 and three int32.
 */
export const ply: Format = {
  id: 'ply',
  group: 'surfaces',
  title: 'PLY surface',
  fileName: 'lungs.ply',
  needs: 'mesh',
  compression: null,
  // a closed surface has about half as many vertices as triangles
  estimateBytes: ({ triangles, maskVoxels }) =>
    400 + (faceBytes + vertexBytes / 2) * (triangles ?? Math.round(50 * Math.cbrt(maskVoxels) ** 2)),
  encode,
  verify,
}

/** The header with one value a line; text is kept to printable ASCII. */
function header({ positions, indices }: Mesh, text: string): string {
  return [
    'ply',
    'format binary_little_endian 1.0',
    'comment SPACE=LPS',
    'comment UNIT=mm',
    `comment ${text.replace(/[^ -~]/g, '?')}`,
    `element vertex ${positions.length / 3}`,
    ...['x', 'y', 'z', 'nx', 'ny', 'nz'].map((name) => `property float ${name}`),
    `element face ${indices.length / 3}`,
    'property list uchar int vertex_indices',
    'end_header\n',
  ].join('\n')
}

function* encode({ mesh, text }: ExportInput, report: Report): Chunks {
  if (mesh === null) throw new Failure('E_INTERNAL', 'A surface file needs a surface, and none was made.')
  const { positions, indices } = mesh
  const [vertices, faces] = [positions.length / 3, indices.length / 3]
  yield encodeUtf8(header(mesh, text))
  const normals = vertexNormals(mesh)
  const bytes = new Uint8Array(rowsOfChunk * vertexBytes)
  const view = new DataView(bytes.buffer)
  for (let first = 0; first < vertices; first += rowsOfChunk) {
    report(first, vertices + faces)
    const end = Math.min(vertices, first + rowsOfChunk)
    for (let v = first * 3, at = 0; v < end * 3; v += 3, at += vertexBytes) {
      for (let axis = 0; axis < 3; axis++) {
        view.setFloat32(at + axis * 4, positions[v + axis] as number, true)
        view.setFloat32(at + 12 + axis * 4, normals[v + axis] as number, true)
      }
    }
    yield bytes.subarray(0, (end - first) * vertexBytes)
  }
  for (let first = 0; first < faces; first += rowsOfChunk) {
    report(vertices + first, vertices + faces)
    const end = Math.min(faces, first + rowsOfChunk)
    for (let n = first * 3, at = 0; n < end * 3; n += 3, at += faceBytes) {
      view.setUint8(at, 3)
      for (let corner = 0; corner < 3; corner++) view.setInt32(at + 1 + corner * 4, indices[n + corner] as number, true)
    }
    yield bytes.subarray(0, (end - first) * faceBytes)
  }
  report(1, 1)
}

/** The counts its header names, every vertex, normal and face, and a surface that is closed and looks outwards. */
function* verify({ mesh, text }: ExportInput, report: Report): Proof {
  if (mesh === null) fail('there is no surface to compare it with')
  const { positions, indices } = mesh
  const [vertices, faces] = [positions.length / 3, indices.length / 3]
  const length = header(mesh, text).length
  const lines = readAscii(yield length, 0, length).split('\n')
  if (lines[0] !== 'ply' || !lines.includes('comment SPACE=LPS')) fail('its header does not name the space')
  if (!lines.includes(`element vertex ${vertices}`)) fail('its number of vertices is wrong')
  if (!lines.includes(`element face ${faces}`)) fail('its number of faces is wrong')
  const normals = provenNormals(mesh, fail)
  for (let first = 0; first < vertices; first += rowsOfChunk) {
    report(first, vertices + faces)
    const end = Math.min(vertices, first + rowsOfChunk)
    const view = viewOf(yield (end - first) * vertexBytes)
    for (let v = first * 3, at = 0; v < end * 3; v++, at += v % 3 === 0 ? 16 : 4) {
      if (view.getFloat32(at, true) !== positions[v]) fail(`vertex ${Math.floor(v / 3)} differs`)
      if (view.getFloat32(at + 12, true) !== normals[v]) fail(`the normal of vertex ${Math.floor(v / 3)} differs`)
    }
  }
  for (let first = 0; first < faces; first += rowsOfChunk) {
    report(vertices + first, vertices + faces)
    const end = Math.min(faces, first + rowsOfChunk)
    const view = viewOf(yield (end - first) * faceBytes)
    for (let face = first, at = 0; face < end; face++, at += faceBytes) {
      const same =
        view.getUint8(at) === 3 && [0, 1, 2].every((n) => view.getInt32(at + 1 + n * 4, true) === indices[face * 3 + n])
      if (!same) fail(`face ${face} differs`)
    }
  }
  const volume = provenVolume([mesh], fail)
  report(1, 1)
  return `Read back: ${english.number(vertices)} vertices, their normals and ${english.number(faces)} triangles all equal; closed; normals point outwards; ${volume}.`
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function fail(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The PLY file was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
