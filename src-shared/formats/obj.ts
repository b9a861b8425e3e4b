import { Failure } from '../failure.ts'
import { vertexNormals } from '../imaging/vertex-normals.ts'
import { isLung, type LabelName } from '../labels.ts'
import { english } from '../number-format.ts'
import type { Report } from '../report.ts'
import { decodeUtf8, encodeUtf8 } from '../utf8.ts'
import type { Chunks, ExportInput, Format, LabelSurface, Proof } from './format.ts'
import { provenNormals, provenVolume, proveSides } from './surface-proof.ts'

const rowsOfChunk = 10_000

/**
 * Surfaces of the lungs as Wavefront OBJ in LPS mm, one object a lung, airways left out; a comment says `SPACE=LPS`, which 3D Slicer reads.
 * Places hold every digit of their float32; outward unit normals, weighted by area, have four decimals.
 */
export const obj: Format = {
  id: 'obj',
  group: 'surfaces',
  title: 'OBJ surface',
  fileName: 'lungs.obj',
  needs: 'surfaces',
  compression: null,
  // measured: about 66 characters a vertex, of which there are half as many as faces, and 45 a face
  estimateBytes: ({ triangles, maskVoxels }) => 200 + 78 * (triangles ?? Math.round(50 * Math.cbrt(maskVoxels) ** 2)),
  encode,
  verify,
}

const objectNames: Readonly<Record<LabelName, string>> = {
  lungs: 'lungs',
  right: 'right_lung',
  left: 'left_lung',
  airways: 'airways',
}

/** The shortest of a few ways to write a float32 so that it is read as the same one. */
function place(value: number): string {
  const short = Math.round(value * 1e4) / 1e4
  return Math.fround(short) === value ? String(short) : value.toPrecision(9)
}

const normal = (value: number): string => String(Math.round(value * 1e4) / 1e4)

function* encode({ surfaces, text }: ExportInput, report: Report): Chunks {
  const lungs = someLungs(surfaces)
  const total = countRows(lungs)
  yield encodeUtf8(`# SPACE=LPS\n# UNIT=mm\n# ${text.replace(/[^ -~]/g, '?')}\n`)
  let done = 0
  let before = 1
  for (const { name, mesh } of lungs) {
    const { positions: p, indices } = mesh
    const n = vertexNormals(mesh)
    yield encodeUtf8(`o ${objectNames[name]}\n`)
    const triple = (values: Float32Array, at: number, write: (value: number) => string): string =>
      `${write(values[at] as number)} ${write(values[at + 1] as number)} ${write(values[at + 2] as number)}`
    const corner = (at: number): string => {
      const vertex = before + (indices[at] as number)
      return `${vertex}//${vertex}`
    }
    const row = [
      { count: p.length / 3, line: (v: number) => `v ${triple(p, v * 3, place)}\n` },
      { count: p.length / 3, line: (v: number) => `vn ${triple(n, v * 3, normal)}\n` },
      {
        count: indices.length / 3,
        line: (t: number) => `f ${corner(t * 3)} ${corner(t * 3 + 1)} ${corner(t * 3 + 2)}\n`,
      },
    ]
    for (const { count, line } of row) {
      for (let first = 0; first < count; first += rowsOfChunk) {
        report(done, total)
        let rows = ''
        const end = Math.min(count, first + rowsOfChunk)
        for (let at = first; at < end; at++) rows += line(at)
        yield encodeUtf8(rows)
        done += end - first
      }
    }
    before += p.length / 3
  }
  report(1, 1)
}

/**
 * Every line is read as a reader of OBJ does, and what it says compared with the meshes: places exactly, normals within the
 * four decimals they have. Both lungs closed and looking outwards, the right one on its side.
 */
function* verify(input: ExportInput, report: Report): Proof {
  const lungs = someLungs(input.surfaces)
  const reader = new ObjReader(lungs)
  // lines differ in length: how long each piece of the file is, is known from writing it once more
  for (const { length } of encode(input, report)) reader.read(yield length)
  reader.end()
  const volume = provenVolume(
    lungs.map(({ mesh }) => mesh),
    fail,
  )
  const [vertices, faces] = [
    lungs.reduce((sum, { mesh }) => sum + mesh.positions.length / 3, 0),
    lungs.reduce((sum, { mesh }) => sum + mesh.indices.length / 3, 0),
  ]
  return `Read back: ${english.number(vertices)} vertices, their normals and ${english.number(faces)} triangles all equal; closed; normals point outwards; ${volume}.`
}

/** Reads OBJ lines and compares them with surfaces one after the other. */
class ObjReader {
  readonly #surfaces: readonly LabelSurface[]
  readonly #meanX: Partial<Record<LabelName, number>> = {}
  #normals = new Float32Array(0)
  #space = false
  #object = -1
  #vertices = 0
  #vertexNormals = 0
  #faces = 0
  #before = 1
  #sumX = 0

  constructor(surfaces: readonly LabelSurface[]) {
    this.#surfaces = surfaces
  }

  read(bytes: Uint8Array): void {
    for (const line of decodeUtf8(bytes).split('\n')) {
      const [word, ...values] = line.split(' ')
      if (word === 'v') this.#vertex(values)
      else if (word === 'vn') this.#normal(values)
      else if (word === 'f') this.#face(values)
      else if (word === 'o') this.#next(values[0])
      else if (line === '# SPACE=LPS') this.#space = true
      else if (word !== '#' && line !== '') fail('it holds a line of no known kind')
    }
  }

  end(): void {
    this.#close()
    if (!this.#space) fail('its header does not name the space')
    if (this.#object !== this.#surfaces.length - 1) fail('an object is missing')
    proveSides(this.#meanX, fail)
  }

  #now(): LabelSurface {
    return this.#surfaces[this.#object] ?? fail('a line belongs to no object')
  }

  #next(name: string | undefined): void {
    this.#close()
    this.#object++
    const surface = this.#now()
    if (name !== objectNames[surface.name]) fail('an object has another name')
    this.#normals = new Float32Array(provenNormals(surface.mesh, fail))
    this.#vertices = 0
    this.#vertexNormals = 0
    this.#faces = 0
    this.#sumX = 0
  }

  #close(): void {
    const surface = this.#surfaces[this.#object]
    if (surface === undefined) return
    const { positions, indices } = surface.mesh
    if (this.#vertices !== positions.length / 3 || this.#vertexNormals !== this.#vertices) fail('vertices are missing')
    if (this.#faces !== indices.length / 3) fail('faces are missing')
    this.#meanX[surface.name] = this.#sumX / this.#vertices
    this.#before += this.#vertices
  }

  #vertex(values: readonly string[]): void {
    const { positions } = this.#now().mesh
    const at = this.#vertices++ * 3
    for (let n = 0; n < 3; n++) {
      if (Math.fround(Number(values[n])) !== positions[at + n]) fail(`vertex ${at / 3} differs`)
    }
    this.#sumX += Number(values[0])
  }

  #normal(values: readonly string[]): void {
    const at = this.#vertexNormals++ * 3
    for (let n = 0; n < 3; n++) {
      const off = Math.abs(Number(values[n]) - (this.#normals[at + n] as number))
      if (!(off < 6e-5)) fail(`the normal of vertex ${at / 3} differs`)
    }
  }

  #face(values: readonly string[]): void {
    const { indices } = this.#now().mesh
    const at = this.#faces++ * 3
    for (let n = 0; n < 3; n++) {
      const [vertex, , own] = (values[n] ?? '').split('/')
      const wanted = this.#before + (indices[at + n] as number)
      if (Number(vertex) !== wanted || Number(own) !== wanted) fail(`face ${at / 3} differs`)
    }
  }
}

const countRows = (surfaces: readonly LabelSurface[]): number =>
  surfaces.reduce((sum, { mesh }) => sum + (2 * mesh.positions.length + mesh.indices.length) / 3, 0)

function someLungs(surfaces: ExportInput['surfaces']): LabelSurface[] {
  const lungs = (surfaces ?? []).filter(isLung)
  if (lungs.length === 0) throw new Failure('E_INTERNAL', 'A surface file needs a surface, and none was made.')
  return lungs
}

function fail(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The OBJ file was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
