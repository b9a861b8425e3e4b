import { cross, dot, type Vec3 } from '../../../src-shared/geometry.ts'
import type { SliceSource } from './series-source.ts'

/** A stray is one image in ten at most. */
const strayShare = 0.1
const smallestStack = 3

/**
 * Parts a stack of slices from the few images that lie across it, such as an overview picture under the same series UID.
 * Where no orientation has nine tenths of the images, all stay together, and the mixture is found later.
 */
export function setAsideStrays(images: readonly SliceSource[]): { stack: SliceSource[]; strays: SliceSource[] } {
  const groups: { normal: Vec3; images: SliceSource[] }[] = []
  for (const image of images) {
    const normal = cross(image.row, image.column)
    const group = groups.find((known) => Math.abs(dot(known.normal, normal)) >= 0.9)
    if (group === undefined) groups.push({ normal, images: [image] })
    else group.images.push(image)
  }
  const stack = groups.find((group) => group.images.length > images.length / 2)?.images ?? []
  const inStack = new Set(stack)
  const strays = images.filter((image) => !inStack.has(image))
  if (strays.length > images.length * strayShare || stack.length < smallestStack)
    return { stack: [...images], strays: [] }
  return { stack, strays }
}
