import { type ReactElement, useRef } from 'react'
import { classes } from './classes.ts'
import css from './splitter.module.css'

const c = classes(css)
const keyStep = 8

/** The movable edge of a panel: drag it, or use the arrow keys. `side` is the edge of the panel it stands at. */
export function Splitter(props: {
  readonly label: string
  readonly side: 'left' | 'right'
  readonly width: number
  readonly minimum: number
  readonly maximum: number
  readonly onChange: (width: number) => void
}): ReactElement {
  const drag = useRef<{ x: number; width: number } | null>(null)
  const grow = props.side === 'right' ? 1 : -1
  const set = (width: number): void =>
    props.onChange(Math.round(Math.min(props.maximum, Math.max(props.minimum, width))))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule can't be focused and moved
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={props.label}
      aria-valuenow={props.width}
      aria-valuemin={props.minimum}
      aria-valuemax={props.maximum}
      tabIndex={0}
      className={c('splitter', props.side)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { x: event.clientX, width: props.width }
      }}
      onPointerMove={(event) => {
        if (drag.current !== null) set(drag.current.width + grow * (event.clientX - drag.current.x))
      }}
      onPointerUp={() => {
        drag.current = null
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
        event.preventDefault()
        set(props.width + grow * (event.key === 'ArrowRight' ? keyStep : -keyStep))
      }}
    />
  )
}
