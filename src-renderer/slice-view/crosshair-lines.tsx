import type { ReactElement, Ref } from 'react'

/** Two lines with a gap where they would cross; `placeCrosshair` moves them without React. */
export function CrosshairLines({ ref }: { readonly ref: Ref<HTMLDivElement> }): ReactElement {
  return (
    <div ref={ref} className="crosshair" hidden>
      <div className="crosshair-line crosshair-left" />
      <div className="crosshair-line crosshair-right" />
      <div className="crosshair-line crosshair-above" />
      <div className="crosshair-line crosshair-below" />
    </div>
  )
}

/** Puts the lines at a place in CSS pixels of the viewport, or hides them (null). */
export function placeCrosshair(lines: HTMLElement | null, at: { readonly x: number; readonly y: number } | null): void {
  if (lines === null) return
  lines.hidden = at === null
  if (at === null) return
  lines.style.setProperty('--x', `${Math.floor(at.x)}px`)
  lines.style.setProperty('--y', `${Math.floor(at.y)}px`)
}
