import type { ReactElement } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'
import css from './checkbox.module.css'
import { classes } from './classes.ts'
import { Icon } from './icons.tsx'

const c = classes(css)

/** A box with its name; `detail` stands at the right end of the row. */
export function Checkbox(props: {
  readonly name: string
  readonly detail?: string
  readonly isSelected: boolean
  readonly isDisabled?: boolean
  readonly onChange: (selected: boolean) => void
}): ReactElement {
  return (
    <AriaCheckbox
      className={c('checkbox')}
      isSelected={props.isSelected}
      isDisabled={props.isDisabled ?? false}
      onChange={props.onChange}
    >
      <span className={c('box')}>
        <Icon name="check" size={12} />
      </span>
      <span>{props.name}</span>
      {props.detail !== undefined && <span className={c('detail')}>{props.detail}</span>}
    </AriaCheckbox>
  )
}
