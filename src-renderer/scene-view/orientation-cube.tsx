import type { Ref } from 'react'
import type { SceneSide } from '../slice-view/view-props.ts'
import type { ViewTexts } from '../slice-view/view-texts.ts'
import { sceneSides } from './scene-side.ts'
import './orientation-cube.css'

const halfPx = 15

/** Places a face of the cube in the patient: its x, y and normal as LPS columns, half an edge away from the middle. */
function faceTransform(side: SceneSide): string {
  const { right, down, toViewer } = sceneSides[side]
  const middle = toViewer.map((part) => part * halfPx)
  return `matrix3d(${[...right, 0, ...down, 0, ...toViewer, 0, ...middle, 1].join(',')})`
}

/** CSS transform of the whole cube under a camera's rotation (world to camera, 3x3 by columns; CSS has y down). */
export function cubeTransform(rotation: readonly number[]): string {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0, i = 1] = rotation
  return `matrix3d(${[a, -b, c, 0, d, -e, f, 0, g, -h, i, 0, 0, 0, 0, 1].map((n) => n.toFixed(6)).join(',')})`
}

/** Six lettered faces that turn with the patient; a click on one shows the patient from there. */
export function OrientationCube(props: {
  readonly cubeRef: Ref<HTMLDivElement>
  readonly texts: ViewTexts
  readonly onSide: (side: SceneSide) => void
}) {
  const { cubeRef, texts, onSide } = props
  return (
    <div className="orientation-cube">
      <div ref={cubeRef} className="orientation-cube-body">
        {(Object.keys(sceneSides) as SceneSide[]).map((side) => (
          <button
            key={side}
            type="button"
            tabIndex={-1}
            className="orientation-cube-face"
            style={{ transform: faceTransform(side) }}
            aria-label={texts.viewFrom(texts.fromSides[side])}
            title={texts.viewFrom(texts.fromSides[side])}
            onClick={() => onSide(side)}
            onDoubleClick={(event) => event.stopPropagation()}
          >
            {side}
          </button>
        ))}
      </div>
    </div>
  )
}
