import type { ReactElement } from 'react'
import { SearchField as AriaSearchField, TextField as AriaTextField, Input } from 'react-aria-components'
import { classes } from './classes.ts'
import css from './field.module.css'
import { Icon } from './icons.tsx'

const c = classes(css)

/** A line of text; Enter calls `onSubmit`. */
export function TextField(props: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onSubmit?: () => void
  readonly autoFocus?: boolean
  readonly placeholder?: string
  readonly isDisabled?: boolean
}): ReactElement {
  return (
    <AriaTextField
      className={c('full')}
      aria-label={props.label}
      value={props.value}
      onChange={props.onChange}
      isDisabled={props.isDisabled ?? false}
      autoFocus={props.autoFocus ?? false}
    >
      <span className={c('box', 'tall')}>
        <Input
          className={c('input')}
          placeholder={props.placeholder ?? ''}
          spellCheck="false"
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key === 'Enter') props.onSubmit?.()
          }}
        />
      </span>
    </AriaTextField>
  )
}

/** The line a list is narrowed by; Esc is left to the dialog around it. */
export function FilterField(props: { readonly label: string; readonly placeholder: string }): ReactElement {
  return (
    <AriaTextField className={c('full')} aria-label={props.label} autoFocus>
      <span className={c('box', 'search', 'tall')}>
        <Icon name="search" size={14} />
        <Input className={c('input')} placeholder={props.placeholder} spellCheck="false" autoComplete="off" />
      </span>
    </AriaTextField>
  )
}

/** A search line with its glass. */
export function SearchField(props: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder: string
}): ReactElement {
  return (
    <AriaSearchField className={c('full')} aria-label={props.label} value={props.value} onChange={props.onChange}>
      <span className={c('box', 'search')}>
        <Icon name="search" size={14} />
        <Input className={c('input')} placeholder={props.placeholder} spellCheck="false" autoComplete="off" />
      </span>
    </AriaSearchField>
  )
}
