import { rgbOf } from '../../src-shared/hex-colour.ts'
import type { PlaneView } from '../../src-shared/plane-view.ts'
import { contourPath } from './contour-path.ts'
import type { SliceTransform } from './cornerstone.ts'
import { cutMask } from './cut-slice.ts'
import { maskContour } from './mask-contour.ts'
import type { OverlayLayer } from './view-props.ts'

/** What a slice of a layer became; kept until mask, revision, slice, plane or smoothing change. */
interface CachedOutline {
  readonly mask: object
  readonly revision: number
  readonly key: string
  readonly path: Path2D
}

interface CachedFill {
  readonly masks: readonly object[]
  readonly key: string
  readonly canvas: HTMLCanvasElement
}

/** Lines of the hatch: distance and width in CSS pixels. */
const hatchPitchPx = 6
const hatchLinePx = 1.2

/** A dark edge on both sides of an outline, so that it shows on white tissue as on grey lung; CSS pixels. */
const casingPx = 1
const casingColour = 'rgb(0 0 0 / 72%)'

/** The layer's colour at its opacity as a little-endian RGBA word. */
function fillWord(layer: OverlayLayer): number {
  const [red, green, blue] = rgbOf(layer.colour)
  return ((Math.round(layer.fillOpacity * 255) << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

function hatchPattern(context: CanvasRenderingContext2D, colour: string, pixelRatio: number): CanvasPattern | null {
  const size = Math.round(hatchPitchPx * pixelRatio)
  const tile = document.createElement('canvas')
  tile.width = size
  tile.height = size
  const draw = tile.getContext('2d')
  if (draw === null) return null
  draw.strokeStyle = colour
  draw.lineWidth = hatchLinePx * pixelRatio
  for (const shift of [-size, 0, size]) {
    draw.moveTo(shift - 1, size + 1)
    draw.lineTo(shift + size + 1, -1)
  }
  draw.stroke()
  return context.createPattern(tile, 'repeat')
}

export interface OverlayPainter {
  /**
   * Draws the visible layers of a slice. `transform` leads to pixels of the canvas; outlines are `outlinePx * pixelRatio` wide
   * whatever the zoom. Panning, zooming and widths use what is kept; another slice or mask is cut and traced anew.
   */
  paint(
    context: CanvasRenderingContext2D,
    layers: readonly OverlayLayer[],
    view: PlaneView,
    slice: number,
    transform: SliceTransform,
    options: { readonly smooth: boolean; readonly pixelRatio: number },
  ): void
}

export function createOverlayPainter(): OverlayPainter {
  const outlines = new Map<string, CachedOutline>()
  const hatches = new Map<string, CanvasPattern | null>()
  let fill: CachedFill | null = null
  let pixels: Uint8Array | undefined
  let cutFor: { mask: object; key: string } | null = null

  const cut = (layer: OverlayLayer, view: PlaneView, slice: number): Uint8Array => {
    const key = `${layer.revision ?? 0} ${view.plane} ${slice}`
    if (cutFor?.mask !== layer.mask || cutFor.key !== key || pixels === undefined) {
      pixels = cutMask(layer.mask, view, slice, pixels)
      cutFor = { mask: layer.mask, key }
    }
    return pixels
  }

  const outlineOf = (layer: OverlayLayer, view: PlaneView, slice: number, smooth: boolean): Path2D => {
    const key = `${view.plane} ${slice} ${smooth}`
    const revision = layer.revision ?? 0
    const kept = outlines.get(layer.id)
    if (kept !== undefined && kept.mask === layer.mask && kept.revision === revision && kept.key === key)
      return kept.path
    const path = contourPath(maskContour(cut(layer, view, slice), view.columns, view.rows), smooth)
    outlines.set(layer.id, { mask: layer.mask, revision, key, path })
    return path
  }

  const fillOf = (layers: readonly OverlayLayer[], view: PlaneView, slice: number): HTMLCanvasElement | null => {
    const look = layers.map((layer) => `${layer.id} ${layer.revision ?? 0} ${fillWord(layer)}`)
    const key = `${view.plane} ${slice} ${view.columns}x${view.rows} ${look.join(' ')}`
    const masks = layers.map((layer) => layer.mask)
    if (fill !== null && fill.key === key && masks.every((mask, n) => fill?.masks[n] === mask)) return fill.canvas
    const canvas = fill?.canvas ?? document.createElement('canvas')
    if (canvas.width !== view.columns || canvas.height !== view.rows) {
      canvas.width = view.columns
      canvas.height = view.rows
    }
    const draw = canvas.getContext('2d')
    if (draw === null) return null
    const image = draw.createImageData(view.columns, view.rows)
    const words = new Uint32Array(image.data.buffer)
    for (const layer of layers) {
      const word = fillWord(layer)
      const inside = cut(layer, view, slice)
      for (let n = 0; n < words.length; n++) if (inside[n] !== 0) words[n] = word
    }
    draw.putImageData(image, 0, 0)
    fill = { masks, key, canvas }
    return canvas
  }

  return {
    paint(context, layers, view, slice, transform, { smooth, pixelRatio }) {
      const shown = layers.filter((layer) => layer.visible)
      const { scaleX, scaleY, offsetX, offsetY } = transform
      const plain = shown.filter((layer) => !layer.hatch && layer.fillOpacity > 0)
      const filled = plain.length === 0 ? null : fillOf(plain, view, slice)
      if (filled !== null) {
        context.setTransform(scaleX, 0, 0, scaleY, offsetX, offsetY)
        context.imageSmoothingEnabled = smooth
        context.drawImage(filled, 0, 0)
      }
      context.setTransform(1, 0, 0, 1, 0, 0)
      const toScreen = new DOMMatrix([scaleX, 0, 0, scaleY, offsetX, offsetY])
      for (const layer of shown) {
        if (layer.outlinePx <= 0 && !layer.hatch) continue
        const path = new Path2D()
        path.addPath(outlineOf(layer, view, slice, smooth), toScreen)
        if (layer.hatch) {
          const key = `${layer.colour} ${pixelRatio}`
          if (!hatches.has(key)) hatches.set(key, hatchPattern(context, layer.colour, pixelRatio))
          const hatch = hatches.get(key)
          if (hatch) {
            context.fillStyle = hatch
            context.fill(path, 'evenodd')
          }
        }
        if (layer.outlinePx > 0) {
          context.lineJoin = 'round'
          context.strokeStyle = casingColour
          context.lineWidth = (layer.outlinePx + 2 * casingPx) * pixelRatio
          context.stroke(path)
          context.strokeStyle = layer.colour
          context.lineWidth = layer.outlinePx * pixelRatio
          context.stroke(path)
        }
      }
    },
  }
}
