import type { Vec3 } from '../../src-shared/geometry.ts'
import type { SceneSide } from '../slice-view/view-props.ts'

/** From the patient to the viewer, LPS, and what lies to the right and at the bottom of the screen then. */
export const sceneSides: Readonly<Record<SceneSide, { toViewer: Vec3; right: Vec3; down: Vec3 }>> = {
  A: { toViewer: [0, -1, 0], right: [1, 0, 0], down: [0, 0, -1] },
  P: { toViewer: [0, 1, 0], right: [-1, 0, 0], down: [0, 0, -1] },
  L: { toViewer: [1, 0, 0], right: [0, 1, 0], down: [0, 0, -1] },
  R: { toViewer: [-1, 0, 0], right: [0, -1, 0], down: [0, 0, -1] },
  S: { toViewer: [0, 0, 1], right: [1, 0, 0], down: [0, -1, 0] },
  I: { toViewer: [0, 0, -1], right: [1, 0, 0], down: [0, 1, 0] },
}

/** A side is named from this part of the direction on: about 20 degrees off the others. */
const namedPart = 0.34
const axisSides = [
  ['L', 'R'],
  ['P', 'A'],
  ['S', 'I'],
] as const

/** The sides a direction from the patient to the viewer (unit, LPS) lies on, the main one first. */
export function sidesOfDirection(toViewer: Vec3): SceneSide[] {
  return ([0, 1, 2] as const)
    .filter((axis) => Math.abs(toViewer[axis]) >= namedPart)
    .sort((a, b) => Math.abs(toViewer[b]) - Math.abs(toViewer[a]))
    .map((axis) => axisSides[axis][toViewer[axis] >= 0 ? 0 : 1])
}

/** The side a key shows; L and R want Shift, since the bare letters belong to tools. Null for other keys. */
export function sideForKey(key: string, shiftKey: boolean): SceneSide | null {
  const letter = key.toUpperCase()
  if (shiftKey) return letter === 'L' || letter === 'R' ? letter : null
  return letter === 'A' || letter === 'P' || letter === 'S' || letter === 'I' ? letter : null
}
