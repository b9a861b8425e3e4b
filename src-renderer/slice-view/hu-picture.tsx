import { useEffect, useRef } from 'react'
import { greyTable, paintGrey } from './grey-table.ts'
import type { HuPictureProps } from './view-props.ts'
import './hu-picture.css'

/** A small picture of HU under a window, its shape in mm kept, filling its box or lying within it. */
export function HuPicture(props: HuPictureProps) {
  const { image, window, width, height, fit = 'cover', label } = props
  const { columns, rows, columnMm, rowMm, hu } = image
  const { widthHU, centreHU } = window
  const canvasRef = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const canvas = canvasRef.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const source = document.createElement('canvas')
    source.width = columns
    source.height = rows
    const sourceContext = source.getContext('2d')
    if (sourceContext === null) return
    const pixels = sourceContext.createImageData(columns, rows)
    paintGrey(hu, greyTable({ widthHU, centreHU }, false), new Uint32Array(pixels.data.buffer))
    sourceContext.putImageData(pixels, 0, 0)
    canvas.width = Math.round(width * globalThis.devicePixelRatio)
    canvas.height = Math.round(height * globalThis.devicePixelRatio)
    const scales = [canvas.width / (columns * columnMm), canvas.height / (rows * rowMm)] as const
    const scale = fit === 'cover' ? Math.max(...scales) : Math.min(...scales)
    const drawnWidth = columns * columnMm * scale
    const drawnHeight = rows * rowMm * scale
    context.imageSmoothingQuality = 'high'
    context.drawImage(
      source,
      (canvas.width - drawnWidth) / 2,
      (canvas.height - drawnHeight) / 2,
      drawnWidth,
      drawnHeight,
    )
  }, [hu, columns, rows, columnMm, rowMm, widthHU, centreHU, width, height, fit])

  return <canvas ref={canvasRef} className="hu-picture" role="img" aria-label={label} style={{ width, height }} />
}
