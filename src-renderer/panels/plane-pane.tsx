import { type ReactElement, useMemo, useState } from 'react'
import type { Plane } from '../../src-shared/geometry.ts'
import { planeView } from '../../src-shared/plane-view.ts'
import { SliceView } from '../slice-view/slice-view.tsx'
import type { OverlayLayer, RailMarks } from '../slice-view/view-props.ts'
import type { ZoomGroup } from '../slice-view/zoom-group.ts'
import { goToPlace, goToVoxel } from '../state/crosshair.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { useSettings } from '../state/settings-store.ts'
import { useText } from '../state/use-text.ts'
import { setWindow, toggleAlone, useView, voxelOf } from '../state/view-store.ts'
import { useVolume } from '../state/volume-store.ts'
import { classes } from '../ui/classes.ts'
import css from './screen-frame.module.css'
import { useOfferedPicture } from './use-offered-picture.ts'
import { useViewTexts } from './use-view-texts.ts'

const c = classes(css)

/** The open series in one plane, with what the method found, linked with the other planes by the crosshair. */
export function PlanePane(props: {
  readonly plane: Plane
  readonly layers: readonly OverlayLayer[]
  readonly marks: RailMarks
  readonly zoomGroup: ZoomGroup
  readonly onScreen: boolean
}): ReactElement {
  const { plane, zoomGroup, onScreen, marks } = props
  const t = useText()
  const texts = useViewTexts()
  const volume = useVolume((state) => state.view)
  const view = useView()
  const interpolate = useSettings((state) => state.settings.interpolate)
  const failed = useVolume((state) => state.failure !== null)
  const { column, row, slice } = view
  const voxel = useMemo(() => voxelOf({ column, row, slice }), [column, row, slice])
  const axis = volume === null ? 2 : planeView(volume.grid, plane).axes[2]
  const layers = useSettledLayers(props.layers, axis === 2)
  const picture = useOfferedPicture(plane, onScreen && volume !== null)
  if (volume === null) return <p className={c('wait')}>{failed ? t.review.notRead : t.review.loading}</p>
  return (
    <SliceView
      ref={picture}
      volume={volume}
      plane={plane}
      slice={voxel[axis]}
      onSliceChange={(next) => goToPlace({ plane, slice: next })}
      window={view.window}
      onWindowChange={setWindow}
      tool={view.tool}
      layers={layers}
      hideLayers={view.hideLayers}
      interpolate={interpolate}
      invert={view.invert}
      fitRequest={view.fitRequest}
      marks={marks}
      crosshair={view.tool === 'crosshair' ? voxel : null}
      onCrosshairChange={goToVoxel}
      zoomGroup={zoomGroup}
      onScreen={onScreen}
      active={view.activePlane === plane}
      onFocus={() => useView.setState({ activePlane: plane, activePane: plane })}
      onToggleBig={() => toggleAlone(plane)}
      texts={texts}
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
