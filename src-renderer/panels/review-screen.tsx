import type { ReactElement } from 'react'
import { useApp } from '../state/app-store.ts'
import { classes } from '../ui/classes.ts'
import { LeftPanel } from './left-panel.tsx'
import css from './review-screen.module.css'
import { RightPanel } from './right-panel.tsx'
import frame from './screen-frame.module.css'
import { ViewToolbar } from './view-toolbar.tsx'
import { Viewports } from './viewports.tsx'

const c = classes(frame, css)

/** Slices and surface of the open series, between its layers and its method. */
export function ReviewScreen(): ReactElement {
  const panelsHidden = useApp((state) => state.panelsHidden)
  return (
    <div className={c('screen')}>
      {panelsHidden ? <span /> : <LeftPanel />}
      <main className={c('middle')}>
        <ViewToolbar />
        <Viewports />
      </main>
      {!panelsHidden && <RightPanel />}
    </div>
  )
}
