import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BufferGeometry, Mesh as DrawnMesh, MeshStandardMaterial, type Object3D, SRGBColorSpace } from 'three'
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js'
import { OBJLoader } from 'three/examples/jsm/loaders/OBJLoader.js'
import { PLYLoader } from 'three/examples/jsm/loaders/PLYLoader.js'
import { STLLoader } from 'three/examples/jsm/loaders/STLLoader.js'
import { expect, test } from 'vitest'
import { runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'

interface Read {
  readonly name: string
  readonly triangles: number
  readonly mm3: number
  /** Largest distance of a vertex normal's length from 1. */
  readonly unitOff: number
  /** Part of the triangles whose corners' normals look to the same side. */
  readonly outward: number
  readonly colour: string
}

/** What three's loader made of one surface; `toMm` takes its axes and unit to LPS mm. */
function judged(
  name: string,
  geometry: BufferGeometry,
  colour: string,
  toMm: (point: readonly [number, number, number]) => readonly [number, number, number],
): Read {
  const { position, normal } = geometry.attributes
  if (position === undefined || normal === undefined) throw new TypeError(`${name} has no normals`)
  const vector = (of: typeof position, n: number) => toMm([of.getX(n), of.getY(n), of.getZ(n)])
  const scale = Math.hypot(...toMm([1, 0, 0]))
  const corners = geometry.index === null ? position.count : geometry.index.count
  const corner = (n: number): number => geometry.index?.getX(n) ?? n
  let [six, outward, unitOff] = [0, 0, 0]
  for (let n = 0; n < corners; n += 3) {
    const [a, b, c] = [0, 1, 2].map((m) => [...vector(position, corner(n + m))]) as [number[], number[], number[]]
    const [u, v] = [b, c].map((p) => p.map((part, axis) => part - (a[axis] as number))) as [number[], number[]]
    const face = [0, 1, 2].map((axis) => {
      const [p, q] = [(axis + 1) % 3, (axis + 2) % 3]
      return (u[p] as number) * (v[q] as number) - (u[q] as number) * (v[p] as number)
    })
    six += a.reduce((sum, part, axis) => sum + part * (face[axis] as number), 0)
    const normals = [0, 1, 2].map((m) => vector(normal, corner(n + m)).map((part) => part / scale))
    for (const one of normals) unitOff = Math.max(unitOff, Math.abs(Math.hypot(...one) - 1))
    const along = normals.reduce(
      (sum, one) => sum + one.reduce((s, part, axis) => s + part * (face[axis] as number), 0),
      0,
    )
    if (along > 0) outward++
  }
  return { name, triangles: corners / 3, mm3: six / 6, unitOff, outward: outward / (corners / 3), colour }
}

const asTheyAre = (point: readonly [number, number, number]) => point
// (x, z, -y) / 1000 turned back
const fromGltf = ([x, y, z]: readonly [number, number, number]) => [1000 * x, -1000 * z, 1000 * y] as const

function meshesOf(root: Object3D): { name: string; geometry: BufferGeometry; colour: string }[] {
  const found: { name: string; geometry: BufferGeometry; colour: string }[] = []
  root.traverse((object) => {
    if (!(object instanceof DrawnMesh) || !(object.geometry instanceof BufferGeometry)) return
    const { material } = object
    const colour = material instanceof MeshStandardMaterial ? material.color.getHexString(SRGBColorSpace) : ''
    found.push({ name: object.name, geometry: object.geometry, colour })
  })
  return found
}

const bytesOf = (path: string): ArrayBuffer => Uint8Array.from(readFileSync(path)).buffer

async function readAll(folder: string): Promise<Record<'stl' | 'ply' | 'obj' | 'glb', Read[]>> {
  const path = (kind: string) => join(folder, `lungs.${kind}`)
  const obj = new OBJLoader().parse(readFileSync(path('obj'), 'utf8'))
  const { scene } = await new GLTFLoader().parseAsync(bytesOf(path('glb')), '')
  return {
    stl: [judged('', new STLLoader().parse(bytesOf(path('stl'))), '', asTheyAre)],
    ply: [judged('', new PLYLoader().parse(bytesOf(path('ply'))), '', asTheyAre)],
    obj: meshesOf(obj).map(({ name, geometry }) => judged(name, geometry, '', asTheyAre)),
    glb: meshesOf(scene).map(({ name, geometry, colour }) => judged(name, geometry, colour, fromGltf)),
  }
}

const sum = (surfaces: readonly Read[], of: (one: Read) => number): number =>
  surfaces.reduce((total, one) => total + of(one), 0)

describeWithData('surfaces of a real chest in the loaders of three', ['chest-ct64', 'dicom'], (study) => {
  test.each([
    ['as they are', []],
    ['smoothed and decimated', ['--smoothing-iterations', '10', '--decimation-percent', '60']],
  ] as const)('%s: equal in every file, outward, named and coloured', async (_, flags) => {
    const out = join(temporaryFolder(), 'out')
    const run = await runCommand(['segment', study, '--out', out, '--formats', 'stl,ply,obj,glb', '--json', ...flags])
    expect(run.status, run.err).toBe(0)
    const read = await readAll(out)
    const volumeMl = (name: string): number => run.json.volumes[name]?.volumeMl ?? Number.NaN
    const voxelMm3 = 1000 * (volumeMl('right') + volumeMl('left'))
    for (const [kind, surfaces] of Object.entries({ ...read, glb: read.glb.slice(0, 2) })) {
      const [triangles, mm3] = [sum(surfaces, (one) => one.triangles), sum(surfaces, (one) => one.mm3)]
      expect(triangles, kind).toBe(sum(read.ply, (one) => one.triangles))
      expect(mm3 / sum(read.ply, (one) => one.mm3), kind).toBeCloseTo(1, 5)
      expect(Math.abs(mm3 / voxelMm3 - 1), kind).toBeLessThan(0.02)
    }
    for (const [kind, surfaces] of Object.entries(read)) {
      for (const one of surfaces) {
        expect(one.outward, kind).toBeGreaterThan(0.99)
        // OBJ has four decimals
        expect(one.unitOff, kind).toBeLessThan(kind === 'obj' ? 2e-4 : 1e-5)
      }
    }
    expect(read.obj.map(({ name }) => name)).toEqual(['right_lung', 'left_lung'])
    expect(read.glb.map(({ name, colour }) => [name, colour])).toEqual([
      ['Right_lung', '56b4e9'],
      ['Left_lung', 'e69f00'],
      ['Trachea_and_main_bronchi', 'cc79a7'],
    ])
  })
})
