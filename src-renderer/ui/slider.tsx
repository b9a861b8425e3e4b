import { type ReactElement, useEffect, useLayoutEffect, useRef } from 'react'
import { Slider as AriaSlider, SliderThumb, SliderTrack } from 'react-aria-components'
import { classes } from './classes.ts'
import css from './slider.module.css'

const c = classes(css)

/**
 * A slider; wheel moves it while it has focus, double click calls `onReset`.
 * `valueText` is what assistive technology reads for the value.
 */
export function Slider(props: {
  readonly label: string
  readonly value: number
  readonly minimum: number
  readonly maximum: number
  readonly step: number
  readonly onChange: (value: number) => void
  readonly onChangeEnd?: (value: number) => void
  readonly onReset?: () => void
  /** One step of the wheel or the arrow keys, up or down, where it is not `step`. */
  readonly onStep?: (direction: 1 | -1) => void
  readonly valueText?: string
  readonly large?: boolean
  readonly isDisabled?: boolean
}): ReactElement {
  const input = useRef<HTMLInputElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const { onStep, valueText } = props
  // React Aria words the value by itself, as a plain number; what it means is known here only.
  useLayoutEffect(() => {
    if (valueText !== undefined) input.current?.setAttribute('aria-valuetext', valueText)
  })
  useEffect(() => {
    const element = box.current
    if (element === null || onStep === undefined) return
    // Before React Aria's own keys, which would move by one step of the track.
    const listen = (event: KeyboardEvent): void => {
      const up = event.key === 'ArrowRight' || event.key === 'ArrowUp'
      const down = event.key === 'ArrowLeft' || event.key === 'ArrowDown'
      if (!up && !down) return
      event.preventDefault()
      event.stopPropagation()
      onStep(up ? 1 : -1)
    }
    element.addEventListener('keydown', listen, true)
    return () => element.removeEventListener('keydown', listen, true)
  }, [onStep])
  const share = (props.value - props.minimum) / (props.maximum - props.minimum)
  const stepBy = (direction: 1 | -1): void => {
    if (props.onStep !== undefined) {
      props.onStep(direction)
      return
    }
    const next = Math.min(props.maximum, Math.max(props.minimum, props.value + direction * props.step))
    props.onChange(next)
    props.onChangeEnd?.(next)
  }
  return (
    <AriaSlider
      ref={box}
      className={c('slider')}
      aria-label={props.label}
      value={props.value}
      minValue={props.minimum}
      maxValue={props.maximum}
      step={props.step}
      isDisabled={props.isDisabled ?? false}
      onChange={props.onChange}
      {...(props.onReset === undefined ? {} : { onDoubleClick: props.onReset })}
      onWheel={(event) => {
        if (document.activeElement === input.current && event.deltaY !== 0) stepBy(event.deltaY < 0 ? 1 : -1)
      }}
      {...(props.onChangeEnd === undefined ? {} : { onChangeEnd: props.onChangeEnd })}
    >
      <SliderTrack className={c('track', props.large && 'large')}>
        <span className={c('rail')} />
        <span
          className={c('fill')}
          style={{ width: `calc(${(share * 100).toFixed(3)}% + ${props.large ? 8 : 6}px)` }}
        />
        <SliderThumb inputRef={input} className={c('thumb')} />
      </SliderTrack>
    </AriaSlider>
  )
}
