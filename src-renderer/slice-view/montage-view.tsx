import { useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { planeView } from '../../src-shared/plane-view.ts'
import { cellForKey, montageSlices, nearestCell } from './montage-cells.ts'
import { patientBox, wholeSlice } from './montage-crop.ts'
import { montageImage } from './montage-image.ts'
import { cellOrigin, cellSize, type MontagePicture, paintMontage } from './montage-painter.ts'
import { hasArrived } from './slice-image.ts'
import { shownLayers, spokenPosition } from './view-labels.ts'
import type { MontageViewProps } from './view-props.ts'
import { englishViewTexts } from './view-texts.ts'
import '../style/viewport.css'
import './montage-view.css'

const gapPx = 2
const montageKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'])

/** Rows and columns of slices with overlay, number and position; all cells at one scale. */
export function MontageView(props: MontageViewProps) {
  const { volume, plane = 'axial', rows, columns, first, last, order, window, layers } = props
  const { interpolate, invert, selected, onSelect, onOpen, hideLayers = false, crop = 'body', ref } = props
  const texts = props.texts ?? englishViewTexts
  const view = useMemo(() => planeView(volume.grid, plane), [volume.grid, plane])
  const slices = useMemo(
    () => montageSlices(first, last, rows * columns, order === 'head-first', view.upStep),
    [first, last, rows, columns, order, view.upStep],
  )
  const box = useMemo(() => {
    const arrived = slices.filter((slice) => hasArrived(volume, view, slice))
    return crop === 'whole' || arrived.length === 0 ? wholeSlice(view) : patientBox(volume, view, arrived)
  }, [volume, view, slices, crop])
  const picture = useMemo<MontagePicture>(
    () => ({
      volume,
      view,
      slices,
      rows,
      columns,
      crop: box,
      window,
      invert,
      interpolate,
      layers: hideLayers ? [] : layers,
      texts,
    }),
    [volume, view, slices, rows, columns, box, window, invert, interpolate, hideLayers, layers, texts],
  )
  const [area, setArea] = useState({ width: 0, height: 0 })
  useImperativeHandle(
    ref,
    () => ({
      renderPicture: async (pixelRatio) => montageImage(picture, Math.round(area.width * pixelRatio)),
    }),
    [picture, area.width],
  )

  const boxRef = useRef<HTMLDivElement>(null)
  const canvasRef = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = boxRef.current
    if (element === null) return
    const observer = new ResizeObserver(() => setArea({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    const canvas = canvasRef.current
    if (canvas === null || area.width === 0 || area.height === 0) return
    // One frame can bring several changes: the last one is drawn.
    const frame = requestAnimationFrame(() => {
      const pixelRatio = globalThis.devicePixelRatio
      canvas.width = Math.round(area.width * pixelRatio)
      canvas.height = Math.round(area.height * pixelRatio)
      const context = canvas.getContext('2d')
      const size = cellSize(canvas.width, canvas.height, rows, columns, Math.round(gapPx * pixelRatio))
      if (context !== null) paintMontage(context, picture, size, pixelRatio)
    })
    return () => cancelAnimationFrame(frame)
  }, [picture, area, rows, columns])

  const selectedCell = selected === null ? -1 : nearestCell(slices, selected)
  const size = cellSize(area.width, area.height, rows, columns, gapPx)
  const cellAt = (event: { clientX: number; clientY: number }): number => {
    const bounds = boxRef.current?.getBoundingClientRect()
    if (bounds === undefined) return -1
    const column = Math.min(columns - 1, Math.floor((event.clientX - bounds.left) / (size.width + gapPx)))
    const row = Math.min(rows - 1, Math.floor((event.clientY - bounds.top) / (size.height + gapPx)))
    const cell = row * columns + column
    return cell < slices.length ? cell : -1
  }
  const choose = (cell: number, act: (slice: number) => void): void => {
    const slice = slices[cell]
    if (slice !== undefined) act(slice)
  }
  const shownSlice = slices[selectedCell]
  const shown = shownLayers(layers, hideLayers, texts)
  const description =
    shownSlice === undefined
      ? texts.montage(rows, columns)
      : texts.sliceImage(
          texts.planes[plane],
          shownSlice + 1,
          view.count,
          spokenPosition(volume.grid, view, shownSlice, texts),
          shown,
        )
  const corner = cellOrigin(Math.max(0, selectedCell), columns, size)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls; this groups pictures
    <div
      ref={boxRef}
      className="viewport montage-view"
      role="group"
      aria-label={texts.montage(rows, columns)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the montage has keys of its own while focused
      tabIndex={0}
      onClick={(event) => choose(cellAt(event), onSelect)}
      onDoubleClick={(event) => choose(cellAt(event), onOpen)}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return
        if (event.key === 'Enter') {
          event.preventDefault()
          choose(selectedCell, onOpen)
          return
        }
        if (!montageKeys.has(event.key)) return
        event.preventDefault()
        event.stopPropagation()
        const next = selectedCell < 0 ? 0 : cellForKey(event.key, selectedCell, columns, slices.length)
        if (next !== null) choose(next, onSelect)
      }}
    >
      <canvas ref={canvasRef} role="img" aria-label={description} />
      {shownSlice === undefined ? null : (
        <div
          className="montage-selected"
          style={{ left: corner.x, top: corner.y, width: size.width, height: size.height }}
        />
      )}
      <div className="montage-spoken" aria-live="polite">
        {shownSlice === undefined ? '' : description}
      </div>
    </div>
  )
}
