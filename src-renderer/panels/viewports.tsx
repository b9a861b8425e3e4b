import { type CSSProperties, type ReactElement, useState } from 'react'
import type { Plane } from '../../src-shared/geometry.ts'
import { createZoomGroup } from '../slice-view/zoom-group.ts'
import { patchSettings, useSettings } from '../state/settings-store.ts'
import { useText } from '../state/use-text.ts'
import { type Pane, useView } from '../state/view-store.ts'
import { classes } from '../ui/classes.ts'
import { PaneSplitter } from '../ui/pane-splitter.tsx'
import { useReviewLayers } from './difference-layers.ts'
import { DifferencePill } from './difference-pill.tsx'
import { PlanePane } from './plane-pane.tsx'
import css from './review-screen.module.css'
import frame from './screen-frame.module.css'
import { SurfacePane } from './surface-pane.tsx'
import { usePlaneMarks } from './use-plane-marks.ts'

const c = classes(frame, css)
const panes: readonly Pane[] = ['axial', 'scene', 'coronal', 'sagittal']

/** Three planes and the surface: two by two, one big with the others beside it, or one alone. */
export function Viewports(): ReactElement {
  const t = useText()
  const layout = useView((state) => state.layout)
  const mainPane = useView((state) => state.mainPane)
  const splitAcross = useSettings((state) => state.settings.splitAcross)
  const splitDown = useSettings((state) => state.settings.splitDown)
  const splitMain = useSettings((state) => state.settings.splitMain)
  const layers = useReviewLayers()
  const marks = usePlaneMarks()
  const [shared] = useState(createZoomGroup)
  // Beside small ones a big viewport is there to be big.
  const [apart] = useState(createZoomGroup)
  const styles: Readonly<Record<typeof layout, CSSProperties>> = {
    grid: { gridTemplateColumns: parts(splitAcross), gridTemplateRows: parts(splitDown) },
    main: { gridTemplateColumns: parts(splitMain) },
    single: {},
  }
  const planePane = (plane: Plane): ReactElement => {
    const zoomGroup = layout === 'grid' || mainPane !== plane ? shared : apart
    const onScreen = layout !== 'single' || mainPane === plane
    return <PlanePane plane={plane} layers={layers} marks={marks[plane]} {...{ zoomGroup, onScreen }} />
  }
  return (
    <section
      className={c('views', layout)}
      style={styles[layout]}
      aria-label={t.review.viewports}
      data-region="viewports"
      data-layout={layout}
    >
      {panes.map((pane) => (
        <div
          key={pane}
          className={c('view', pane === mainPane && 'mainPane', layout === 'single' && pane !== mainPane && 'away')}
        >
          {pane === 'scene' ? <SurfacePane onScreen={layout !== 'single' || mainPane === 'scene'} /> : planePane(pane)}
          {pane === 'axial' && <DifferencePill />}
        </div>
      ))}
      {layout === 'grid' && (
        <>
          <PaneSplitter
            label={t.review.splitAcross}
            direction="across"
            part={splitAcross}
            minimum={0.2}
            maximum={0.8}
            standard={0.5}
            onChange={(part) => patchSettings({ splitAcross: part })}
          />
          <PaneSplitter
            label={t.review.splitDown}
            direction="down"
            part={splitDown}
            minimum={0.2}
            maximum={0.8}
            standard={0.5}
            onChange={(part) => patchSettings({ splitDown: part })}
          />
        </>
      )}
      {layout === 'main' && (
        <PaneSplitter
          label={t.review.splitMain}
          direction="across"
          part={splitMain}
          minimum={0.4}
          maximum={0.85}
          standard={0.7}
          onChange={(part) => patchSettings({ splitMain: part })}
        />
      )}
    </section>
  )
}

const parts = (first: number): string => `minmax(0, ${first}fr) minmax(0, ${1 - first}fr)`
