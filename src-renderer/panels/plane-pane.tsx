import { type ReactElement, useState } from 'react'
import type { Plane } from '../../src-shared/geometry.ts'
import { planeView } from '../../src-shared/plane-view.ts'
import type { OverlayLayer, RailMarks } from '../slice-view/view-props.ts'
import type { ZoomGroup } from '../slice-view/zoom-group.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { toggleAlone, useView } from '../state/view-store.ts'
import { useVolume } from '../state/volume-store.ts'
import { SeriesSlice } from './series-slice.tsx'
import { useOfferedPicture } from './use-offered-picture.ts'

/** One plane of Review, with what the method found, linked with the other planes by the crosshair. */
export function PlanePane(props: {
  readonly plane: Plane
  readonly layers: readonly OverlayLayer[]
  readonly marks: RailMarks
  readonly zoomGroup: ZoomGroup
  readonly onScreen: boolean
}): ReactElement {
  const { plane, zoomGroup, onScreen, marks } = props
  const axis = useVolume((state) => (state.view === null ? 2 : planeView(state.view.grid, plane).axes[2]))
  const hasVolume = useVolume((state) => state.view !== null)
  const isActive = useView((state) => state.activePlane === plane)
  const layers = useSettledLayers(props.layers, axis === 2)
  return (
    <SeriesSlice
      ref={useOfferedPicture(plane, onScreen && hasVolume)}
      plane={plane}
      layers={layers}
      marks={marks}
      zoomGroup={zoomGroup}
      onScreen={onScreen}
      active={isActive}
      onFocus={() => useView.setState({ activePlane: plane, activePane: plane })}
      onToggleBig={() => toggleAlone(plane)}
    />
  )
}

/**
 * While V is dragged one stored slice shows it ahead of its run. Only the plane of that slice draws it (`follows`): tracing
 * cuts across it anew for one line of voxels would cost the frame.
 */
function useSettledLayers(layers: readonly OverlayLayer[], follows: boolean): readonly OverlayLayer[] {
  const ahead = useSegmentation((state) => state.preview !== null)
  const [settled, setSettled] = useState(layers)
  if (follows) return layers
  if (!ahead && settled !== layers) setSettled(layers)
  return ahead ? settled : layers
}
