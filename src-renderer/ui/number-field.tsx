import type { ReactElement } from 'react'
import { NumberField as AriaNumberField, Input, Label } from 'react-aria-components'
import { classes } from './classes.ts'
import css from './field.module.css'

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
}): ReactElement {
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
      onChange={(value) => {
        if (Number.isFinite(value)) props.onChange(value)
      }}
    >
      {props.showLabel && <Label className={c('label')}>{props.label}</Label>}
      <span className={c('box', props.active && 'active')} style={{ width: props.width }}>
        <Input className={c('input', 'number')} />
        {props.unit !== undefined && <span className={c('unit')}>{props.unit}</span>}
      </span>
    </AriaNumberField>
  )
}
