import type { ReactElement } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'
import { classes } from './classes.ts'
import css from './tooltip.module.css'

const c = classes(css)

/** Shows name, key and one sentence after half a second on the control it wraps. */
export function WithTooltip(props: {
  readonly children: ReactElement
  readonly label: string
  readonly shortcut?: string | undefined
  readonly hint?: string | undefined
}): ReactElement {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {props.children}
      <Tooltip className={c('tooltip')} offset={6}>
        {props.label}
        {props.shortcut !== undefined && <kbd className={c('key')}>{props.shortcut}</kbd>}
        {props.hint !== undefined && <div className={c('hint')}>{props.hint}</div>}
      </Tooltip>
    </TooltipTrigger>
  )
}
