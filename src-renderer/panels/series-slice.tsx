import { type ReactElement, useMemo } from 'react'
import { planeView } from '../../src-shared/plane-view.ts'
import { SliceView } from '../slice-view/slice-view.tsx'
import type { SliceViewProps } from '../slice-view/view-props.ts'
import { goToPlace, goToVoxel } from '../state/crosshair.ts'
import { useSettings } from '../state/settings-store.ts'
import { useText } from '../state/use-text.ts'
import { setWindow, useView, voxelOf } from '../state/view-store.ts'
import { useVolume } from '../state/volume-store.ts'
import { classes } from '../ui/classes.ts'
import css from './screen-frame.module.css'
import { useViewTexts } from './use-view-texts.ts'

const c = classes(css)

type Own = Pick<SliceViewProps, 'plane' | 'layers' | 'marks'> &
  Partial<
    Pick<
      SliceViewProps,
      'ref' | 'heading' | 'pictureHeading' | 'link' | 'zoomGroup' | 'onScreen' | 'active' | 'onFocus' | 'onToggleBig'
    >
  >

/** The open series in one plane, where the crosshair is and as it is to look everywhere; until it is there, words in its place. */
export function SeriesSlice(own: Own): ReactElement {
  const t = useText()
  const texts = useViewTexts()
  const volume = useVolume((state) => state.view)
  const failed = useVolume((state) => state.failure !== null)
  const view = useView()
  const interpolate = useSettings((state) => state.settings.interpolate)
  const { column, row, slice } = view
  const voxel = useMemo(() => voxelOf({ column, row, slice }), [column, row, slice])
  if (volume === null) return <p className={c('wait')}>{failed ? t.review.notRead : t.review.loading}</p>
  const { plane } = own
  return (
    <SliceView
      {...own}
      volume={volume}
      slice={voxel[planeView(volume.grid, plane).axes[2]]}
      onSliceChange={(next) => goToPlace({ plane, slice: next })}
      crosshair={view.tool === 'crosshair' ? voxel : null}
      onCrosshairChange={goToVoxel}
      window={view.window}
      onWindowChange={setWindow}
      tool={view.tool}
      hideLayers={view.hideLayers}
      interpolate={interpolate}
      invert={view.invert}
      fitRequest={view.fitRequest}
      texts={texts}
    />
  )
}
