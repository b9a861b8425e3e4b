import { type ReactElement, useRef } from 'react'
import { classes } from './classes.ts'
import css from './pane-splitter.module.css'

const c = classes(css)
const keyStep = 0.02

/**
 * The line between two panes of a box that both fill: drag it, use the arrow keys, or double click for the default.
 * `part` is that of the first pane, 0 to 1; the splitter stands at it in its positioned parent.
 */
export function PaneSplitter(props: {
  readonly label: string
  readonly direction: 'across' | 'down'
  readonly part: number
  readonly minimum: number
  readonly maximum: number
  readonly standard: number
  readonly onChange: (part: number) => void
}): ReactElement {
  const { direction, part } = props
  const dragging = useRef(false)
  const across = direction === 'across'
  const set = (next: number): void =>
    props.onChange(Math.round(1000 * Math.min(props.maximum, Math.max(props.minimum, next))) / 1000)
  const percent = (value: number): number => Math.round(100 * value)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule can't be focused and moved
    <div
      role="separator"
      aria-orientation={across ? 'vertical' : 'horizontal'}
      aria-label={props.label}
      aria-valuenow={percent(part)}
      aria-valuemin={percent(props.minimum)}
      aria-valuemax={percent(props.maximum)}
      tabIndex={0}
      className={c('splitter', direction)}
      style={across ? { left: `${100 * part}%` } : { top: `${100 * part}%` }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        dragging.current = true
      }}
      onPointerMove={(event) => {
        const box = event.currentTarget.parentElement?.getBoundingClientRect()
        if (!dragging.current || box === undefined) return
        set(across ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height)
      }}
      onLostPointerCapture={() => {
        dragging.current = false
      }}
      onDoubleClick={() => set(props.standard)}
      onKeyDown={(event) => {
        const [less, more] = across ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
        if (event.key !== less && event.key !== more) return
        event.preventDefault()
        set(part + (event.key === more ? keyStep : -keyStep))
      }}
    />
  )
}
