import type { ReactElement, ReactNode } from 'react'
import { Button as AriaButton, ToggleButton } from 'react-aria-components'
import css from './button.module.css'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icons.tsx'
import { WithTooltip } from './tooltip.tsx'

const c = classes(css)

export interface ButtonProps {
  readonly children: ReactNode
  readonly onPress?: () => void
  readonly kind?: 'outline' | 'primary' | 'quiet' | 'link'
  readonly size?: 'normal' | 'small' | 'compact'
  readonly icon?: IconName
  /** Shown behind the name, as people read it: Ctrl O. */
  readonly shortcut?: string
  readonly boxedShortcut?: boolean
  readonly isDisabled?: boolean
  readonly wide?: boolean
  readonly plain?: boolean
  readonly autoFocus?: boolean
  readonly label?: string
  readonly slot?: string
}

/** A button with words; link buttons look like text in the accent colour. */
export function Button(props: ButtonProps): ReactElement {
  const { kind = 'outline', size = 'normal', icon, shortcut } = props
  return (
    <AriaButton
      className={c(
        'button',
        kind !== 'outline' && kind,
        kind !== 'link' && size !== 'normal' && size,
        props.wide && 'wide',
        props.plain && 'plain',
      )}
      isDisabled={props.isDisabled ?? false}
      autoFocus={props.autoFocus ?? false}
      {...(props.onPress === undefined ? {} : { onPress: props.onPress })}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      {...(props.slot === undefined ? {} : { slot: props.slot })}
    >
      {icon !== undefined && <Icon name={icon} />}
      {props.children}
      {shortcut !== undefined && <kbd className={c('key', props.boxedShortcut && 'boxed')}>{shortcut}</kbd>}
    </AriaButton>
  )
}

/** A button with a picture only; its name and key stand in the tooltip. */
export function IconButton(props: {
  readonly icon: IconName
  readonly label: string
  readonly shortcut?: string
  readonly hint?: string
  readonly onPress?: () => void
  readonly isDisabled?: boolean
  readonly outlined?: boolean
  readonly slot?: string
}): ReactElement {
  return (
    <WithTooltip label={props.label} shortcut={props.shortcut} hint={props.hint}>
      <AriaButton
        className={c('button', 'icon', props.outlined && 'outlined')}
        aria-label={props.label}
        isDisabled={props.isDisabled ?? false}
        {...(props.onPress === undefined ? {} : { onPress: props.onPress })}
        {...(props.slot === undefined ? {} : { slot: props.slot })}
      >
        <Icon name={props.icon} />
      </AriaButton>
    </WithTooltip>
  )
}

/** A picture that is on or off. */
export function IconToggle(props: {
  readonly icon: IconName
  readonly label: string
  readonly shortcut?: string | undefined
  readonly hint?: string
  readonly isSelected: boolean
  readonly onChange: (selected: boolean) => void
}): ReactElement {
  return (
    <WithTooltip label={props.label} shortcut={props.shortcut} hint={props.hint}>
      <ToggleButton
        className={c('button', 'icon')}
        aria-label={props.label}
        isSelected={props.isSelected}
        onChange={props.onChange}
      >
        <Icon name={props.icon} />
      </ToggleButton>
    </WithTooltip>
  )
}
