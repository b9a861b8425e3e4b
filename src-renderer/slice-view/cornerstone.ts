/// <reference path="./cornerstone-modules.d.ts" />
import cornerstone from 'cornerstone-core'
import cornerstoneMath from 'cornerstone-math'
import cornerstoneTools, { type ToolEventDetail } from 'cornerstone-tools'
import Hammer from 'hammerjs'
import { Failure } from '../../src-shared/failure.ts'
import type { LinkedViewport, SlicePlacement } from './view-link.ts'
import type { HUWindow, SliceTool } from './view-props.ts'

/** A slice as it lies on screen; `imageId` must differ wherever pixels may. `range` bounds every pixel. */
export interface SliceImage {
  readonly imageId: string
  readonly pixels: Int16Array
  readonly columns: number
  readonly rows: number
  readonly columnMm: number
  readonly rowMm: number
  readonly range: readonly [number, number]
}

/** From pixels of the slice to CSS pixels of the viewport: screen = scale * pixel + offset. */
export interface SliceTransform {
  readonly scaleX: number
  readonly scaleY: number
  readonly offsetX: number
  readonly offsetY: number
}

export interface SliceLook {
  readonly window: HUWindow
  readonly invert: boolean
  readonly interpolate: boolean
}

export interface SliceViewport extends LinkedViewport {
  readonly canvas: HTMLCanvasElement
  show(image: SliceImage): void
  setLook(look: SliceLook): void
  setTool(tool: SliceTool): void
  /** CSS pixels a mm on screen, and the largest at which the whole slice is seen; null while hidden or empty. */
  pixelsPerMm(): number | null
  fittingPixelsPerMm(): number | null
  setPixelsPerMm(pixelsPerMm: number): void
  /** Puts the slice's middle into the viewport's. */
  centre(): void
  /** Moves the slice by CSS pixels. */
  moveBy(x: number, y: number): void
  /** Call after the element changed its size. */
  resize(): void
  /** Zooms by a factor, the point of the page kept in place. */
  zoomAt(pageX: number, pageY: number, factor: number): void
  /** Pixel coordinates of a point of the page: pixel n covers n to n + 1. Null before the first image. */
  pixelAt(pageX: number, pageY: number): { x: number; y: number } | null
  transform(): SliceTransform | null
  destroy(): void
}

const leftButton = 1
const rightButton = 2
const middleButton = 4
const minScale = 0.05
const maxScale = 64
/** Dragging this many pixels doubles a window's width. */
const windowDragPx = 300
const wholeRange = [-32768, 32767] as const
const toolNames = { window: 'Wwwc', pan: 'Pan', zoom: 'Zoom' } as const

let ready = false

function initialise(): void {
  if (ready) return
  ready = true
  cornerstoneTools.external.cornerstone = cornerstone
  cornerstoneTools.external.cornerstoneMath = cornerstoneMath
  cornerstoneTools.external.Hammer = Hammer
  // Labelmaps are drawn by our own painter: its colour table of 65,535 entries is not needed.
  cornerstoneTools.getModule('segmentation').configuration.segmentsPerLabelmap = 0
  // Tool cursors are blob: pictures, which the content policy need not allow.
  cornerstoneTools.init({
    mouseEnabled: true,
    touchEnabled: true,
    globalToolSyncEnabled: false,
    showSVGCursors: false,
    autoResizeViewports: false,
  })
}

/**
 * A cornerstone viewport in an element: shows slices from memory, and takes the mouse (left: the chosen tool, with Shift
 * pan; right: window; middle: pan) and two-finger zoom. `onWindow` hears of a window while it is dragged, `onRendered` of every
 * drawing in the same frame. Call `destroy` once, before the element goes.
 */
export function createSliceViewport(
  element: HTMLElement,
  handlers: { onWindow(window: HUWindow): void; onRendered(): void },
): SliceViewport {
  initialise()
  cornerstone.enable(element)
  const enabled = cornerstone.getEnabledElement(element)
  const canvas = enabled.canvas
  if (canvas === undefined) throw new Failure('E_INTERNAL', 'The viewport has no canvas to draw on.')
  let tool: SliceTool = 'none'
  let look: SliceLook = { window: { widthHU: 1500, centreHU: -600 }, invert: false, interpolate: true }
  let dragging = false
  let dragged: HUWindow = look.window
  // One table for all images of one range: it is computed again only when the window changes.
  const tables = new Map<string, object>()

  const levelByWidth = (event: CustomEvent<ToolEventDetail>): void => {
    const { viewport, deltaPoints } = event.detail
    const huPerPx = Math.max(0.5, dragged.widthHU / windowDragPx)
    dragged = {
      widthHU: Math.min(65536, Math.max(1, dragged.widthHU + deltaPoints.page.x * huPerPx)),
      centreHU: Math.min(32767, Math.max(-32768, dragged.centreHU + deltaPoints.page.y * huPerPx)),
    }
    const rounded = { widthHU: Math.round(dragged.widthHU), centreHU: Math.round(dragged.centreHU) }
    viewport.voi = { windowWidth: rounded.widthHU, windowCenter: rounded.centreHU }
    handlers.onWindow(rounded)
  }

  cornerstoneTools.addToolForElement(element, cornerstoneTools.WwwcTool, {
    strategies: { basicLevelingStrategy: levelByWidth },
  })
  cornerstoneTools.addToolForElement(element, cornerstoneTools.PanTool)
  const zoomLimits = { configuration: { invert: false, preventZoomOutsideImage: false, minScale, maxScale } }
  cornerstoneTools.addToolForElement(element, cornerstoneTools.ZoomTool, zoomLimits)
  cornerstoneTools.addToolForElement(element, cornerstoneTools.ZoomTouchPinchTool, {
    configuration: { minScale, maxScale },
  })
  for (const name of [...Object.values(toolNames), 'ZoomTouchPinch']) {
    cornerstoneTools.setToolActiveForElement(element, name, { mouseButtonMask: [] })
  }

  // One tool may hold several buttons, and the left one changes with Shift, so the bindings are set as a whole.
  const bind = (left: SliceTool): void => {
    const fixed = { window: [rightButton], pan: [middleButton], zoom: [] }
    for (const [kind, name] of Object.entries(toolNames) as [keyof typeof toolNames, string][]) {
      const mouseButtonMask = left === kind ? [leftButton, ...fixed[kind]] : fixed[kind]
      cornerstoneTools.getToolForElement(element, name)?.mergeOptions({
        mouseButtonMask,
        isMouseActive: mouseButtonMask.length > 0,
        isTouchActive: left === kind,
      })
    }
  }

  const applyLook = (): void => {
    if (enabled.image === undefined) return
    const { window, invert, interpolate } = look
    const viewport = cornerstone.getViewport(element)
    if (viewport === undefined) return
    cornerstone.setViewport(element, {
      ...viewport,
      invert,
      pixelReplication: !interpolate,
      ...(dragging ? {} : { voi: { windowWidth: window.widthHU, windowCenter: window.centreHU } }),
    })
  }

  const startDrag = (): void => {
    dragging = true
    dragged = look.window
  }
  const endDrag = (): void => {
    if (!dragging) return
    dragging = false
    applyLook()
  }
  const onMouseDown = (event: MouseEvent): void => {
    // A middle press would start the browser's own scrolling.
    if (event.button === 1) event.preventDefault()
    startDrag()
    bind(event.button === 0 && event.shiftKey ? 'pan' : tool)
  }
  const onImageRendered = (): void => handlers.onRendered()
  const listening = new AbortController()
  const { signal } = listening
  element.addEventListener('mousedown', onMouseDown, { capture: true, signal })
  element.addEventListener('touchstart', startDrag, { capture: true, passive: true, signal })
  for (const end of ['mouseup', 'touchend', 'touchcancel']) document.addEventListener(end, endDrag, { signal })
  element.addEventListener(cornerstone.EVENTS.IMAGE_RENDERED, onImageRendered, { signal })
  bind(tool)

  const transform = (): SliceTransform | null => {
    if (enabled.image === undefined) return null
    const { m } = cornerstone.internal.getTransform(enabled)
    const [scaleX = 1, , , scaleY = 1, offsetX = 0, offsetY = 0] = m
    return { scaleX, scaleY, offsetX, offsetY }
  }

  const readPlacement = (): SlicePlacement | null => {
    const { scale, translation } = enabled.image === undefined ? {} : (cornerstone.getViewport(element) ?? {})
    return scale === undefined ? null : { scale, x: translation?.x ?? 0, y: translation?.y ?? 0 }
  }

  const isHidden = (): boolean => element.clientWidth === 0 || element.clientHeight === 0

  /** Cornerstone's scale is CSS pixels for the shorter side of a pixel. */
  const shorterMm = (): number | null => {
    const { image } = enabled
    return image === undefined ? null : Math.min(image.columnPixelSpacing, image.rowPixelSpacing)
  }

  const change = (viewport: Partial<cornerstone.Viewport>): void => {
    const present = enabled.image === undefined ? undefined : cornerstone.getViewport(element)
    if (present !== undefined) cornerstone.setViewport(element, { ...present, ...viewport })
  }

  const pixelAt = (pageX: number, pageY: number): { x: number; y: number } | null =>
    enabled.image === undefined ? null : cornerstone.pageToPixel(element, pageX, pageY)

  return {
    canvas,
    transform,
    placement: readPlacement,
    place({ scale, x, y }) {
      const viewport = enabled.image === undefined ? undefined : cornerstone.getViewport(element)
      if (viewport !== undefined) cornerstone.setViewport(element, { ...viewport, scale, translation: { x, y } })
    },
    pixelAt,
    show(image) {
      const [low, high] = image.range[0] < image.range[1] ? image.range : wholeRange
      const key = `${low} ${high}`
      const { pixels, columns, rows } = image
      const memory = {
        imageId: image.imageId,
        minPixelValue: low,
        maxPixelValue: high,
        slope: 1,
        intercept: 0,
        windowWidth: look.window.widthHU,
        windowCenter: look.window.centreHU,
        getPixelData: () => pixels,
        rows,
        columns,
        height: rows,
        width: columns,
        color: false,
        rgba: false,
        invert: look.invert,
        rowPixelSpacing: image.rowMm,
        columnPixelSpacing: image.columnMm,
        sizeInBytes: 1024,
        cachedLut: tables.get(key),
      }
      // The published type asks for members that only colour pictures use.
      cornerstone.displayImage(element, memory as unknown as cornerstone.Image)
      applyLook()
      const remember = (): void => {
        if (memory.cachedLut !== undefined) tables.set(key, memory.cachedLut)
      }
      element.addEventListener(cornerstone.EVENTS.IMAGE_RENDERED, remember, { once: true })
    },
    setLook(next) {
      look = next
      applyLook()
    },
    setTool(next) {
      tool = next
      bind(next)
    },
    pixelsPerMm() {
      const mm = shorterMm()
      const scale = enabled.image === undefined ? undefined : cornerstone.getViewport(element)?.scale
      return mm === null || scale === undefined ? null : scale / mm
    },
    fittingPixelsPerMm() {
      const { image } = enabled
      if (image === undefined || isHidden()) return null
      const width = image.columns * image.columnPixelSpacing
      const height = image.rows * image.rowPixelSpacing
      return Math.min(element.clientWidth / width, element.clientHeight / height)
    },
    setPixelsPerMm(pixelsPerMm) {
      const mm = shorterMm()
      if (mm !== null) change({ scale: Math.min(maxScale, Math.max(minScale, pixelsPerMm * mm)) })
    },
    centre: () => change({ translation: { x: 0, y: 0 } }),
    moveBy(x, y) {
      const now = transform()
      const translation = enabled.image === undefined ? undefined : cornerstone.getViewport(element)?.translation
      if (now === null || translation === undefined) return
      change({ translation: { x: translation.x + x / now.scaleX, y: translation.y + y / now.scaleY } })
    },
    resize() {
      // A hidden viewport has no size: scaling to it and back would lose the zoom.
      if (!isHidden()) cornerstone.resize(element, false)
    },
    zoomAt(pageX, pageY, factor) {
      const before = pixelAt(pageX, pageY)
      const viewport = cornerstone.getViewport(element)
      if (before === null || viewport?.scale === undefined || viewport.translation === undefined) return
      viewport.scale = Math.min(maxScale, Math.max(minScale, viewport.scale * factor))
      cornerstone.setViewport(element, viewport)
      const after = pixelAt(pageX, pageY)
      if (after === null) return
      const translation = {
        x: viewport.translation.x + after.x - before.x,
        y: viewport.translation.y + after.y - before.y,
      }
      cornerstone.setViewport(element, { ...viewport, translation })
    },
    destroy() {
      listening.abort()
      cornerstone.disable(element)
    },
  }
}
