import type { ReactElement } from 'react'
import { ProgressBar } from 'react-aria-components'
import { classes } from './classes.ts'
import css from './progress.module.css'

const c = classes(css)

/** A bar that fills from 0 to 1. */
export function Progress({ label, fraction }: { label: string; fraction: number }): ReactElement {
  return (
    <ProgressBar aria-label={label} value={Math.round(fraction * 100)}>
      <div className={c('bar')}>
        <div className={c('fill')} style={{ width: `${(fraction * 100).toFixed(1)}%` }} />
      </div>
    </ProgressBar>
  )
}

/** A small ring that fills from 0 to 1; silent, since words stand beside it. */
export function Ring({ fraction }: { fraction: number }): ReactElement {
  const round = 2 * Math.PI * 5
  return (
    <svg
      className={c('ring')}
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      strokeWidth="2"
      aria-hidden="true"
    >
      <circle className={c('track')} cx="7" cy="7" r="5" />
      <circle
        cx="7"
        cy="7"
        r="5"
        stroke="currentColor"
        strokeDasharray={`${Math.max(0.05, fraction) * round} ${round}`}
        transform="rotate(-90 7 7)"
      />
    </svg>
  )
}
