import type { ReactElement } from 'react'
import { planeView } from '../../src-shared/plane-view.ts'
import { MontageView } from '../slice-view/montage-view.tsx'
import { findAction } from '../state/actions.ts'
import { showScreen, useApp } from '../state/app-store.ts'
import { goToPlace } from '../state/crosshair.ts'
import { failureText } from '../state/finding-text.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { useSettings } from '../state/settings-store.ts'
import { useText } from '../state/use-text.ts'
import { patchMontage, useView, voxelOf } from '../state/view-store.ts'
import { useVolume } from '../state/volume-store.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { NumberField } from '../ui/number-field.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { narrowQuery, useMedia } from '../ui/use-media.ts'
import { useLayers } from './layers.ts'
import { LeftPanel } from './left-panel.tsx'
import css from './montage-screen.module.css'
import screenCss from './review-screen.module.css'
import frame from './screen-frame.module.css'
import { useOfferedPicture } from './use-offered-picture.ts'
import { useViewTexts } from './use-view-texts.ts'
import { Presets } from './view-toolbar.tsx'

const c = classes(frame, css)
const s = classes(screenCss)
const mostRows = 10

/** The series on one page: as many slices as cells. */
export function MontageScreen(): ReactElement {
  const panelsHidden = useApp((state) => state.panelsHidden)
  return (
    <div className={c('screen')}>
      {panelsHidden ? <span /> : <LeftPanel />}
      <main className={c('middle')}>
        <MontageToolbar />
        <div className={c('view')} data-region="viewports">
          <Cells />
        </div>
      </main>
    </div>
  )
}

function MontageToolbar(): ReactElement {
  const t = useText()
  const narrow = useMedia(narrowQuery)
  const { rows, columns, first, last, order } = useView((state) => state.montage)
  const total = useVolume((state) => state.info?.grid.size[2] ?? 1)
  const range = useSegmentation((state) => state.info?.sliceRange ?? null)
  const isLungs = range !== null && range[0] === first && range[1] === last
  return (
    <div className={c('toolbar')} data-region="toolbar">
      <NumberField
        showLabel
        label={t.montage.rows}
        value={rows}
        minimum={1}
        maximum={mostRows}
        width={52}
        onChange={(value) => patchMontage({ rows: value })}
      />
      <NumberField
        showLabel
        label={t.montage.columns}
        value={columns}
        minimum={1}
        maximum={mostRows}
        width={52}
        onChange={(value) => patchMontage({ columns: value })}
      />
      <span>{t.montage.slices}</span>
      <NumberField
        label={t.montage.from}
        value={first + 1}
        minimum={1}
        maximum={last + 1}
        width={64}
        onChange={(value) => patchMontage({ first: value - 1 })}
      />
      <span>{t.montage.to}</span>
      <NumberField
        label={t.montage.last}
        value={last + 1}
        minimum={first + 1}
        maximum={total}
        width={64}
        onChange={(value) => patchMontage({ last: value - 1 })}
      />
      {range !== null && (range[0] > 0 || range[1] < total - 1) && (
        <Button
          kind="link"
          onPress={() => patchMontage(isLungs ? { first: 0, last: total - 1 } : { first: range[0], last: range[1] })}
        >
          {isLungs ? t.montage.allSlices : t.montage.lungsOnly}
        </Button>
      )}
      <span className={c('end')}>
        <Presets asList={narrow} withKeys={false} />
        <Segmented
          label={t.montage.order}
          choices={[
            { id: 'head-first', name: t.montage.headFirst },
            { id: 'feet-first', name: t.montage.feetFirst },
          ]}
          selected={order}
          onChange={(next) => patchMontage({ order: next })}
        />
        <Button size="compact" icon="save" onPress={findAction('savePicture').run}>
          {t.actions.savePicture}
        </Button>
      </span>
    </div>
  )
}

/** Why there are no slices: they are on their way, or the series was not read. */
function Nothing(): ReactElement {
  const t = useText()
  const failure = useVolume((state) => state.failure)
  if (failure === null) return <p className={s('empty')}>{t.review.loading}</p>
  return (
    <div className={s('empty')}>
      <p>{t.review.notRead}</p>
      {failure.code === 'E_CANCELLED' ? (
        <Button size="small" kind="primary" onPress={findAction('run').run}>
          {t.progress.readAgain}
        </Button>
      ) : (
        <p>{failureText(t, failure)}</p>
      )}
    </div>
  )
}

function Cells(): ReactElement | null {
  const texts = useViewTexts()
  const volume = useVolume((state) => state.view)
  const view = useView()
  const interpolate = useSettings((state) => state.settings.interpolate)
  const layers = useLayers()
  const failure = useVolume((state) => state.failure)
  const nothing = failure !== null || volume === null || volume.arrived.size === 0
  const picture = useOfferedPicture('montage', !nothing)
  if (nothing) return <Nothing />
  const { rows, columns, first, last, order } = view.montage
  const axial = planeView(volume.grid, 'axial')
  return (
    <MontageView
      ref={picture}
      volume={volume}
      rows={rows}
      columns={columns}
      first={first}
      last={Math.min(last, axial.count - 1)}
      order={order}
      window={view.window}
      layers={layers}
      hideLayers={view.hideLayers}
      interpolate={interpolate}
      invert={view.invert}
      selected={view.montageSelected ?? voxelOf(view)[axial.axes[2]]}
      onSelect={(slice) => {
        useView.setState({ montageSelected: slice })
        goToPlace({ plane: 'axial', slice })
      }}
      onOpen={(slice) => {
        goToPlace({ plane: 'axial', slice })
        showScreen('review')
      }}
      texts={texts}
    />
  )
}
