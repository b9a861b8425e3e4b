import type { ReactElement } from 'react'
import { Toolbar } from 'react-aria-components'
import type { Plane } from '../../src-shared/geometry.ts'
import { findAction } from '../state/actions.ts'
import { useApp } from '../state/app-store.ts'
import { chooseSide, compareModes, swapSides, toggleOverlay, useCompare } from '../state/compare-store.ts'
import { readableKeys } from '../state/keys.ts'
import { methodIds } from '../state/method.ts'
import { shortName } from '../state/short-name.ts'
import { useText } from '../state/use-text.ts'
import { useView } from '../state/view-store.ts'
import { Button, IconButton, IconToggle } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { type Choice, Segmented } from '../ui/segmented.tsx'
import { Select } from '../ui/select.tsx'
import { narrowQuery, smallestQuery, useMedia } from '../ui/use-media.ts'
import { CompareChart } from './compare-chart.tsx'
import { ComparePanel } from './compare-panel.tsx'
import css from './compare-screen.module.css'
import { CompareViews } from './compare-views.tsx'
import frame from './screen-frame.module.css'
import { StageStrips } from './stage-strips.tsx'
import { useViewTexts } from './use-view-texts.ts'
import { Presets } from './view-toolbar.tsx'

const c = classes(frame, css)
const planes: readonly Plane[] = ['axial', 'coronal', 'sagittal']

/** Two results on the same slices, their difference, and how far they agree. */
export function CompareScreen(): ReactElement {
  const panelsHidden = useApp((state) => state.panelsHidden)
  return (
    <div className={c('screen')}>
      <main className={c('middle')}>
        <CompareToolbar />
        <CompareViews />
        <CompareChart />
        <StageStrips />
      </main>
      {!panelsHidden && <ComparePanel />}
    </div>
  )
}

function CompareToolbar(): ReactElement {
  const t = useText()
  const narrow = useMedia(narrowQuery)
  const smallest = useMedia(smallestQuery)
  const chosen = useCompare((state) => state.chosen)
  const opened = useCompare((state) => state.opened)
  const shown = useCompare((state) => state.overlay.compare)
  const mode = useCompare((state) => state.mode)
  const plane = useView((state) => state.activePlane)
  const texts = useViewTexts()
  const choices = [
    ...methodIds.map((id) => ({ id, name: t.method.names[id] ?? id })),
    ...opened.map(({ labelmapId, title }) => ({ id: labelmapId, name: shortName(title) })),
  ]
  return (
    <Toolbar className={c('toolbar')} aria-label={t.compare.toolbar} data-region="toolbar">
      <strong>A</strong>
      <Select label={t.compare.sideA} choices={choices} selected={chosen[0]} onChange={(id) => chooseSide(0, id)} />
      <IconButton icon="swap" label={t.actions.swapSides} onPress={swapSides} />
      <strong>B</strong>
      <Select label={t.compare.sideB} choices={choices} selected={chosen[1]} onChange={(id) => chooseSide(1, id)} />
      {smallest ? (
        <IconButton icon="folder" label={t.compare.openMask} onPress={findAction('openMask').run} />
      ) : (
        <Button kind="quiet" size="small" icon="folder" onPress={findAction('openMask').run}>
          {t.compare.openMask}
        </Button>
      )}
      <span className={c('end')}>
        <IconToggle
          icon="difference"
          label={t.actions.difference}
          shortcut="D"
          isSelected={shown}
          onChange={() => toggleOverlay('compare')}
        />
        <IconButton
          icon="picture"
          label={t.actions.savePicture}
          shortcut={readableKeys('Ctrl+Shift+S', t.formats.language)}
          onPress={findAction('savePicture').run}
        />
        <IconButton icon="fit" label={t.actions.fit} shortcut="F" onPress={findAction('fit').run} />
        <Presets asList withKeys />
        <Choose
          label={t.compare.plane}
          asList={narrow}
          choices={planes.map((id) => ({ id, name: texts.planes[id] }))}
          selected={plane}
          onChange={(id) => useView.setState({ activePlane: id })}
        />
        <Choose
          label={t.compare.mode}
          asList={narrow}
          choices={compareModes.map((id) => ({ id, name: t.compare.modes[id] }))}
          selected={mode}
          onChange={(id) => useCompare.setState({ mode: id })}
        />
      </span>
    </Toolbar>
  )
}

/** One of a few, side by side where there is room. */
function Choose<Id extends string>(props: {
  readonly label: string
  readonly asList: boolean
  readonly choices: readonly Choice<Id>[]
  readonly selected: Id
  readonly onChange: (id: Id) => void
}): ReactElement {
  const { asList, ...rest } = props
  return asList ? <Select {...rest} /> : <Segmented {...rest} />
}
