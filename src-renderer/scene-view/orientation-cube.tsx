import type { Ref } from 'react'
import type { SceneSide } from '../slice-view/view-props.ts'
import type { ViewTexts } from '../slice-view/view-texts.ts'
import { faceTransform } from './cube-transform.ts'
import { sceneSides } from './scene-side.ts'
import './orientation-cube.css'

const halfPx = 15

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
            style={{ transform: faceTransform(side, halfPx) }}
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
