import type { SceneSide } from '../slice-view/view-props.ts'
import { sceneSides } from './scene-side.ts'

/** CSS transform that places a face in a cube of LPS axes: its x, y and normal as columns, half an edge off the middle. */
export function faceTransform(side: SceneSide, halfPx: number): string {
  const { right, down, toViewer } = sceneSides[side]
  const middle = toViewer.map((part) => part * halfPx)
  return `matrix3d(${[...right, 0, ...down, 0, ...toViewer, 0, ...middle, 1].join(',')})`
}

/** CSS transform of such a cube under a camera's rotation (world to camera, 3x3 by columns); CSS has y down. */
export function cubeTransform(rotation: readonly number[]): string {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0, i = 1] = rotation
  return `matrix3d(${[a, -b, c, 0, d, -e, f, 0, g, -h, i, 0, 0, 0, 0, 1].map((n) => n.toFixed(6)).join(',')})`
}
