import { z } from 'zod'
import { rgbOf } from '../hex-colour.ts'
import { labelColours, labelTitles } from '../label-looks.ts'
import type { LabelSurface } from './format.ts'

const float32 = 5126
const uint32 = 5125
const vertexBuffer = 34962
const indexBuffer = 34963

const index = z.number().int().min(0)

/** The part of a glTF document that Hilum writes. */
export const gltfSchema = z.object({
  asset: z.object({ version: z.literal('2.0'), generator: z.string(), extras: z.record(z.string(), z.string()) }),
  scene: index,
  scenes: z.array(z.object({ nodes: z.array(index) })),
  nodes: z.array(z.object({ name: z.string(), mesh: index })),
  meshes: z.array(
    z.object({
      name: z.string(),
      primitives: z.array(
        z.object({ attributes: z.object({ POSITION: index, NORMAL: index }), indices: index, material: index }),
      ),
    }),
  ),
  materials: z.array(
    z.object({
      name: z.string(),
      pbrMetallicRoughness: z.object({
        baseColorFactor: z.array(z.number()),
        metallicFactor: z.number(),
        roughnessFactor: z.number(),
      }),
    }),
  ),
  accessors: z.array(
    z.object({
      bufferView: index,
      componentType: index,
      count: index,
      type: z.enum(['VEC3', 'SCALAR']),
      min: z.array(z.number()).optional(),
      max: z.array(z.number()).optional(),
    }),
  ),
  bufferViews: z.array(z.object({ buffer: index, byteOffset: index, byteLength: index, target: index })),
  buffers: z.array(z.object({ byteLength: index })),
})
export type GltfDocument = z.infer<typeof gltfSchema>

/** Describes surfaces whose places, normals and corners follow each other in one buffer, surface after surface. */
export function gltfDocument(surfaces: readonly LabelSurface[], text: string): GltfDocument {
  const accessors: GltfDocument['accessors'] = []
  const bufferViews: GltfDocument['bufferViews'] = []
  let byteLength = 0
  const add = (bytes: number, target: number): number => {
    bufferViews.push({ buffer: 0, byteOffset: byteLength, byteLength: bytes, target })
    byteLength += bytes
    return bufferViews.length - 1
  }
  for (const { mesh } of surfaces) {
    const { low, high } = metresOf(mesh.positions)
    const count = mesh.positions.length / 3
    const vector = { componentType: float32, count, type: 'VEC3' } as const
    accessors.push({ bufferView: add(count * 12, vertexBuffer), ...vector, min: low, max: high })
    accessors.push({ bufferView: add(count * 12, vertexBuffer), ...vector })
    const corners = mesh.indices.length
    accessors.push({
      bufferView: add(corners * 4, indexBuffer),
      componentType: uint32,
      count: corners,
      type: 'SCALAR',
    })
  }
  const generator = text.split(' ').slice(0, 2).join(' ')
  return {
    asset: { version: '2.0', generator, extras: { run: text, axes: '(x, z, -y) / 1000 of LPS mm' } },
    scene: 0,
    scenes: [{ nodes: surfaces.map((_, n) => n) }],
    nodes: surfaces.map(({ name }, n) => ({ name: labelTitles[name], mesh: n })),
    meshes: surfaces.map(({ name }, n) => ({
      name: labelTitles[name],
      primitives: [{ attributes: { POSITION: n * 3, NORMAL: n * 3 + 1 }, indices: n * 3 + 2, material: n }],
    })),
    materials: surfaces.map(({ name }) => ({
      name: labelTitles[name],
      pbrMetallicRoughness: {
        baseColorFactor: [...linearColour(labelColours[name]), 1],
        metallicFactor: 0,
        roughnessFactor: 0.7,
      },
    })),
    accessors,
    bufferViews,
    buffers: [{ byteLength }],
  }
}

/** Lowest and highest place in glTF's axes and metres, as float32 holds them. */
export function metresOf(positions: Float32Array): { low: number[]; high: number[] } {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let n = 0; n < positions.length; n++) {
    const value = positions[n] as number
    const axis = n % 3
    if (value < (low[axis] as number)) low[axis] = value
    if (value > (high[axis] as number)) high[axis] = value
  }
  const metres = (value: number | undefined, sign = 1): number => Math.fround((sign * (value ?? 0)) / 1000)
  return {
    low: [metres(low[0]), metres(low[2]), metres(high[1], -1)],
    high: [metres(high[0]), metres(high[2]), metres(low[1], -1)],
  }
}

/** sRGB as #rrggbb to linear parts of three decimals, glTF's base colours being linear (IEC 61966-2-1). */
function linearColour(colour: string): number[] {
  return rgbOf(colour).map((level) => {
    const part = level / 255
    return Math.round(1000 * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) / 1000
  })
}
