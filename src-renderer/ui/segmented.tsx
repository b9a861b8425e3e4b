import type { ReactElement } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { classes } from './classes.ts'
import css from './segmented.module.css'

const c = classes(css)

export interface Choice<Id extends string> {
  readonly id: Id
  readonly name: string
  readonly shortcut?: string | undefined
}

/** One choice of a few, side by side; `selected` null shows none as chosen. */
export function Segmented<Id extends string>(props: {
  readonly label: string
  readonly choices: readonly Choice<Id>[]
  readonly selected: Id | null
  readonly onChange: (id: Id) => void
  readonly wide?: boolean
}): ReactElement {
  return (
    <ToggleButtonGroup
      className={c('group', props.wide && 'wide')}
      aria-label={props.label}
      selectionMode="single"
      disallowEmptySelection={props.selected !== null}
      selectedKeys={props.selected === null ? [] : [props.selected]}
      onSelectionChange={(keys) => {
        const chosen = props.choices.find((choice) => keys.has(choice.id))
        if (chosen !== undefined) props.onChange(chosen.id)
      }}
    >
      {props.choices.map((choice) => (
        <ToggleButton key={choice.id} id={choice.id} className={c('item')}>
          {choice.name}
          {choice.shortcut !== undefined && (
            <span className={c('key')} aria-hidden="true">
              {choice.shortcut}
            </span>
          )}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
