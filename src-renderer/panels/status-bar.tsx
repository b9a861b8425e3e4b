import type { ReactElement } from 'react'
import { useApp } from '../state/app-store.ts'
import { isStale, useSegmentation } from '../state/segmentation-store.ts'
import { useText } from '../state/use-text.ts'
import { useView } from '../state/view-store.ts'
import { useVolume } from '../state/volume-store.ts'
import { classes } from '../ui/classes.ts'
import { shownSlices } from './montage-slices.ts'
import css from './shell.module.css'

const c = classes(css)

/** The line at the bottom: what it is for, the grid, and what goes on. */
export function StatusBar(): ReactElement {
  const t = useText()
  const screen = useApp((state) => state.screen)
  const version = useApp((state) => state.info?.version ?? '')
  const inSeries = screen === 'review' || screen === 'montage'
  return (
    <footer className={c('status')}>
      <span>{t.researchUse}</span>
      {screen === 'review' && <GridFacts />}
      {screen === 'compare' && <span>{t.compare.linked}</span>}
      {screen === 'montage' && <MontageFacts />}
      <span className={c('spacer')} />
      {inSeries && <WorkFacts montage={screen === 'montage'} />}
      {screen === 'start' && <span className={c('dim')}>{t.status.version(version)}</span>}
      <span className={c('dim')}>{t.offline}</span>
    </footer>
  )
}

function GridFacts(): ReactElement | null {
  const t = useText()
  const grid = useVolume((state) => state.info?.grid ?? null)
  if (grid === null) return null
  return (
    <>
      <span>{t.status.voxel(grid.spacing.map((mm) => t.formats.number(mm, 2)).join(' × '))}</span>
      <span className={c('facts')}>{grid.size.join(' × ')}</span>
    </>
  )
}

function MontageFacts(): ReactElement | null {
  const t = useText()
  const montage = useView((state) => state.montage)
  const total = useVolume((state) => state.info?.grid.size[2] ?? 0)
  if (total === 0) return null
  return (
    <>
      <span>{t.montage.shown(shownSlices(montage), total)}</span>
      <span>{t.montage.side}</span>
    </>
  )
}

function WorkFacts({ montage }: { montage: boolean }): ReactElement | null {
  const t = useText()
  const threads = useApp((state) => state.info?.threads ?? 1)
  const running = useSegmentation((state) => state.run !== null)
  const seconds = useSegmentation((state) => (state.info !== null && !isStale(state) ? state.info.seconds : null))
  if (montage) return <span>{t.montage.enter}</span>
  if (running) return <span>{t.progress.threads(threads)}</span>
  return seconds === null ? null : <span>{t.progress.doneIn(seconds)}</span>
}
