import { type PointerEvent, useMemo } from 'react'
import { railPart, railSlice } from './rail-place.ts'
import type { RailMarks } from './view-props.ts'

/** The rail at a slice viewport's right edge: mask range, findings and the slice shown; press or drag goes there. */
export function SliceRail(props: {
  readonly slice: number
  readonly count: number
  readonly upStep: 1 | -1
  readonly marks: RailMarks
  readonly label: string
  readonly valueText: string
  readonly onSliceChange: (slice: number) => void
}) {
  const { slice, count, upStep, marks, label, valueText, onSliceChange } = props
  const goTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    onSliceChange(railSlice((event.clientY - box.top) / box.height, count, upStep))
  }
  const maskStyle = useMemo(() => {
    if (marks.maskRange === null) return null
    const ends = marks.maskRange.map((k) => railPart(k, count, upStep))
    const half = 0.5 / Math.max(1, count)
    const top = Math.max(0, Math.min(...ends) - half)
    return { top: `${100 * top}%`, height: `${100 * (Math.max(...ends) + half - top)}%` }
  }, [marks.maskRange, count, upStep])
  const percent = (k: number) => ({ top: `${100 * railPart(k, count, upStep)}%` })
  return (
    <div
      className="slice-rail"
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={slice + 1}
      aria-valuetext={valueText}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        goTo(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) goTo(event)
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <div className="slice-rail-track" />
      {maskStyle === null ? null : <div className="slice-rail-mask" style={maskStyle} />}
      {marks.findings.map((finding) => (
        <div
          key={`${finding.slice} ${finding.title}`}
          className={`slice-rail-finding slice-rail-${finding.severity}`}
          style={percent(finding.slice)}
          title={finding.title}
        />
      ))}
      <div className="slice-rail-here" style={percent(slice)} />
    </div>
  )
}
