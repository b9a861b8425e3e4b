import { type ReactElement, useRef } from 'react'
import { NumberField as AriaNumberField, Input, Label, useLocale } from 'react-aria-components'
import { classes } from './classes.ts'
import css from './field.module.css'
import { misplacedSeparator, typedNumber } from './typed-number.ts'

const c = classes(css)

/** A number with its unit; arrow keys step, the language's own separators are read. `width` in px of the box. */
export function NumberField(props: {
  readonly label: string
  readonly showLabel?: boolean
  readonly value: number
  readonly minimum?: number
  readonly maximum?: number
  readonly step?: number
  readonly unit?: string
  readonly width: number
  readonly active?: boolean
  readonly isDisabled?: boolean
  readonly maximumFractionDigits?: number
  readonly onChange: (value: number) => void
  /** Called when something typed is taken, with the number it means. */
  readonly onTyped?: (value: number) => void
}): ReactElement {
  const { locale } = useLocale()
  const typed = useRef<string | null>(null)
  /** Called before the field itself takes what was typed; a misplaced separator is read here, never as thousands. */
  const take = (text: string): void => {
    const number = typed.current === null ? null : typedNumber(text, locale)
    if (number !== null) props.onTyped?.(number)
  }
  const change = (value: number): void => {
    const misread = typed.current === null ? null : misplacedSeparator(typed.current, locale)
    typed.current = null
    if (misread === null) {
      if (Number.isFinite(value)) props.onChange(value)
      return
    }
    const digits = 10 ** (props.maximumFractionDigits ?? 0)
    const rounded = Math.round(misread * digits) / digits
    props.onChange(Math.min(props.maximum ?? rounded, Math.max(props.minimum ?? rounded, rounded)))
  }
  return (
    <AriaNumberField
      className={c('field')}
      value={props.value}
      isDisabled={props.isDisabled ?? false}
      formatOptions={{ maximumFractionDigits: props.maximumFractionDigits ?? 0 }}
      {...(props.minimum === undefined ? {} : { minValue: props.minimum })}
      {...(props.maximum === undefined ? {} : { maxValue: props.maximum })}
      {...(props.step === undefined ? {} : { step: props.step })}
      {...(props.showLabel ? {} : { 'aria-label': props.label })}
      onChange={change}
    >
      {props.showLabel && <Label className={c('label')}>{props.label}</Label>}
      <span className={c('box', props.active && 'active')} style={{ width: props.width }}>
        <Input
          className={c('input', 'number')}
          onInput={(event) => {
            typed.current = event.currentTarget.value
          }}
          onKeyDownCapture={(event) => {
            if (event.key === 'Enter') take(event.currentTarget.value)
            else if (event.key.startsWith('Arrow') || event.key.startsWith('Page')) typed.current = null
          }}
          onBlurCapture={(event) => take(event.currentTarget.value)}
        />
        {props.unit !== undefined && <span className={c('unit')}>{props.unit}</span>}
      </span>
    </AriaNumberField>
  )
}
