import type { ReactElement } from 'react'
import { Select as AriaSelect, Button, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { classes } from './classes.ts'
import { Icon } from './icons.tsx'
import type { Choice } from './segmented.tsx'
import css from './select.module.css'

const c = classes(css)

/** One choice from a list; `emptyText` stands on the button while nothing is chosen. */
export function Select<Id extends string>(props: {
  readonly label: string
  readonly choices: readonly Choice<Id>[]
  readonly selected: Id | null
  readonly onChange: (id: Id) => void
  readonly emptyText?: string
  readonly plain?: boolean
}): ReactElement {
  const chosen = props.choices.find((choice) => choice.id === props.selected)
  return (
    <AriaSelect
      className={c('select')}
      aria-label={props.label}
      value={props.selected}
      onChange={(key) => {
        const next = props.choices.find((choice) => choice.id === key)
        if (next !== undefined) props.onChange(next.id)
      }}
    >
      <Button className={c('button', props.plain && 'plain')}>
        <span>{chosen?.name ?? props.emptyText ?? ''}</span>
        {chosen?.shortcut !== undefined && <kbd className={c('key')}>{chosen.shortcut}</kbd>}
        <Icon name="chevron-down" size={12} />
      </Button>
      <Popover className={c('popover')} offset={4}>
        <ListBox className={c('list')}>
          {props.choices.map((choice) => (
            <ListBoxItem key={choice.id} id={choice.id} textValue={choice.name} className={c('item')}>
              <span>{choice.name}</span>
              {choice.shortcut !== undefined && <kbd className={c('key')}>{choice.shortcut}</kbd>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
