import type { ReactElement, ReactNode } from 'react'
import type { FindingSeverity } from '../../src-shared/finding.ts'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icons.tsx'
import css from './severity.module.css'

const c = classes(css)

const icons: Readonly<Record<FindingSeverity, IconName>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  passed: 'check',
}

/** The picture of a severity in its colour; `title` says it in words. */
export function SeverityIcon({ severity, title }: { severity: FindingSeverity; title?: string }): ReactElement {
  return (
    <span className={c('figure', severity)}>
      <Icon name={icons[severity]} {...(title === undefined ? {} : { title })} />
    </span>
  )
}

/** A sentence with its severity's picture. */
export function SeverityLine({
  severity,
  title,
  children,
}: {
  severity: FindingSeverity
  title: string
  children: ReactNode
}): ReactElement {
  return (
    <span className={c('figure', severity)}>
      <Icon name={icons[severity]} size={14} title={title} />
      <span>{children}</span>
    </span>
  )
}
