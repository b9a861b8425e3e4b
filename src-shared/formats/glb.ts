import { Failure } from '../failure.ts'
import { vertexNormals } from '../imaging/vertex-normals.ts'
import { labelTitles } from '../label-looks.ts'
import type { LabelName } from '../labels.ts'
import { english } from '../number-format.ts'
import type { Report } from '../report.ts'
import { decodeUtf8, encodeUtf8 } from '../utf8.ts'
import type { Chunks, ExportInput, Format, LabelSurface, Proof } from './format.ts'
import { type GltfDocument, gltfDocument, gltfSchema, metresOf } from './gltf-document.ts'
import { provenNormals, provenVolume, proveSides } from './surface-proof.ts'

const magic = 0x46546c67
const jsonChunk = 0x4e4f534a
const binaryChunk = 0x004e4942
const headBytes = 20
const verticesOfChunk = 60_000

/**
 * Surface of each label as binary glTF 2.0: a node, a mesh and a material a label, airways too. Metres, the patient's left
 * along x, head along y, front along z: (x, z, -y) / 1000 of LPS mm, as glTF's viewers look at the front along -z.
 * Source: Khronos, glTF 2.0 specification, sections 3.4 (units and axes) and 4.4 (GLB).
 */
export const glb: Format = {
  id: 'glb',
  group: 'surfaces',
  title: 'glTF surface',
  fileName: 'lungs.glb',
  needs: 'surfaces',
  compression: null,
  estimateBytes: ({ triangles, maskVoxels }) => 4000 + 24 * (triangles ?? Math.round(50 * Math.cbrt(maskVoxels) ** 2)),
  encode,
  verify,
}

/** The document's bytes, filled up with spaces to a multiple of four as the format asks for. */
function documentBytes({ surfaces, text }: ExportInput): Uint8Array<ArrayBuffer> {
  const json = encodeUtf8(JSON.stringify(gltfDocument(someSurfaces(surfaces), text)))
  const bytes = new Uint8Array(Math.ceil(json.length / 4) * 4).fill(32)
  bytes.set(json)
  return bytes
}

const binaryBytes = (surfaces: readonly LabelSurface[]): number =>
  surfaces.reduce((sum, { mesh }) => sum + 8 * mesh.positions.length + 4 * mesh.indices.length, 0)

function* encode(input: ExportInput, report: Report): Chunks {
  const surfaces = someSurfaces(input.surfaces)
  const json = documentBytes(input)
  const binary = binaryBytes(surfaces)
  const head = new DataView(new ArrayBuffer(headBytes + json.length + 8))
  const words = [magic, 2, head.byteLength + binary, json.length, jsonChunk]
  for (const [n, word] of words.entries()) head.setUint32(n * 4, word, true)
  new Uint8Array(head.buffer).set(json, headBytes)
  head.setUint32(headBytes + json.length, binary, true)
  head.setUint32(headBytes + json.length + 4, binaryChunk, true)
  yield new Uint8Array(head.buffer)
  const floats = new Float32Array(verticesOfChunk * 3)
  for (const [n, { mesh }] of surfaces.entries()) {
    report(n, surfaces.length)
    yield* turned(mesh.positions, floats, 1000)
    yield* turned(vertexNormals(mesh), floats, 1)
    for (let at = 0; at < mesh.indices.length; at += verticesOfChunk * 3) {
      yield asBytes(mesh.indices.slice(at, at + verticesOfChunk * 3))
    }
  }
  report(1, 1)
}

/** Triples turned into glTF's axes and divided, in chunks. */
function* turned(values: Float32Array, out: Float32Array, divisor: number): Chunks {
  for (let first = 0; first < values.length; first += out.length) {
    const count = Math.min(out.length, values.length - first)
    for (let n = 0; n < count; n += 3) {
      out[n] = (values[first + n] as number) / divisor
      out[n + 1] = (values[first + n + 2] as number) / divisor
      out[n + 2] = -(values[first + n + 1] as number) / divisor
    }
    yield asBytes(out.subarray(0, count))
  }
}

const asBytes = (values: Float32Array | Uint32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

/**
 * The document is read and its nodes, counts and places compared; then every vertex, normal and corner. Each surface closed and
 * looking outwards, the right lung on its side.
 */
function* verify(input: ExportInput, report: Report): Proof {
  const surfaces = someSurfaces(input.surfaces)
  const expected = documentBytes(input)
  const head = viewOf(yield headBytes)
  const binary = binaryBytes(surfaces)
  const words = [magic, 2, headBytes + expected.length + 8 + binary, expected.length, jsonChunk]
  if (words.some((word, n) => head.getUint32(n * 4, true) !== word)) fail('its header is wrong')
  const document = parseDocument(yield expected.length)
  const next = viewOf(yield 8)
  if (next.getUint32(0, true) !== binary || next.getUint32(4, true) !== binaryChunk) fail('its second part is wrong')
  const meanX: Partial<Record<LabelName, number>> = {}
  let at = 0
  for (const [n, surface] of surfaces.entries()) {
    report(n, surfaces.length)
    const { name, mesh } = surface
    checkNode(document, n, surface, at)
    const places = mesh.positions
    meanX[name] = (yield* compareTurned(places, 1000, 'vertex')) / (places.length / 3)
    yield* compareTurned(provenNormals(mesh, fail), 1, 'the normal of vertex')
    for (let from = 0; from < mesh.indices.length; from += verticesOfChunk * 3) {
      const count = Math.min(verticesOfChunk * 3, mesh.indices.length - from)
      const view = viewOf(yield count * 4)
      for (let m = 0; m < count; m++) {
        if (view.getUint32(m * 4, true) !== mesh.indices[from + m])
          fail(`triangle ${Math.floor((from + m) / 3)} differs`)
      }
    }
    at += 8 * mesh.positions.length + 4 * mesh.indices.length
  }
  proveSides(meanX, fail)
  const volumes = surfaces.map(
    ({ name, mesh }) =>
      `${labelTitles[name]} ${english.number(mesh.indices.length / 3)} triangles, ${provenVolume([mesh], fail)}`,
  )
  report(1, 1)
  return `Read back: all equal; closed; normals point outwards; ${volumes.join('; ')}.`
}

/** Compares triples in glTF's axes and returns the sum of their x. */
function* compareTurned(values: Float32Array, divisor: number, what: string): Generator<number, number, Uint8Array> {
  let sum = 0
  for (let first = 0; first < values.length; first += verticesOfChunk * 3) {
    const count = Math.min(verticesOfChunk * 3, values.length - first)
    const view = viewOf(yield count * 4)
    for (let n = 0; n < count; n += 3) {
      const [x, y, z] = [0, 4, 8].map((to) => view.getFloat32(n * 4 + to, true)) as [number, number, number]
      const [left, back, head] = [first + n, first + n + 1, first + n + 2].map((m) => values[m] as number) as [
        number,
        number,
        number,
      ]
      const same =
        x === Math.fround(left / divisor) && y === Math.fround(head / divisor) && z === Math.fround(-back / divisor)
      if (!same) fail(`${what} ${(first + n) / 3} differs`)
      sum += x
    }
  }
  return sum
}

function parseDocument(bytes: Uint8Array): GltfDocument {
  try {
    return gltfSchema.parse(JSON.parse(decodeUtf8(bytes)))
  } catch {
    return fail('its description is not glTF')
  }
}

/** The node of a surface names it, and its accessors lie where its vertices, normals and corners do. */
function checkNode(document: GltfDocument, n: number, { name, mesh }: LabelSurface, start: number): void {
  const { nodes, meshes, accessors, bufferViews } = document
  const node = nodes[n]
  const primitive = meshes[node?.mesh ?? -1]?.primitives[0]
  if (node?.name !== labelTitles[name] || primitive === undefined) fail(`it does not name the ${labelTitles[name]}`)
  const vertices = mesh.positions.length / 3
  const wanted = [
    [primitive.attributes.POSITION, vertices, start],
    [primitive.attributes.NORMAL, vertices, start + vertices * 12],
    [primitive.indices, mesh.indices.length, start + vertices * 24],
  ] as const
  for (const [at, count, offset] of wanted) {
    const accessor = accessors[at]
    const view = bufferViews[accessor?.bufferView ?? -1]
    if (accessor?.count !== count || view?.byteOffset !== offset) fail('its counts or places are wrong')
  }
  const { low, high } = metresOf(mesh.positions)
  const box = accessors[primitive.attributes.POSITION]
  const same = (a: readonly number[] | undefined, b: readonly number[]) => b.every((value, axis) => a?.[axis] === value)
  if (!same(box?.min, low) || !same(box?.max, high)) fail('its extent is wrong')
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function someSurfaces(surfaces: ExportInput['surfaces']): readonly LabelSurface[] {
  if (surfaces !== undefined && surfaces.length > 0) return surfaces
  throw new Failure('E_INTERNAL', 'A surface file needs a surface, and none was made.')
}

function fail(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The glTF file was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
