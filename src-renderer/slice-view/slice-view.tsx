import { type PointerEvent, useEffect, useEffectEvent, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { Failure } from '../../src-shared/failure.ts'
import { edgeLetters, indexToPixel, planeView, voxelAt } from '../../src-shared/plane-view.ts'
import { createSliceViewport, type SliceViewport } from './cornerstone.ts'
import { CrosshairLines, placeCrosshair } from './crosshair-lines.tsx'
import { createOverlayPainter } from './overlay-painter.ts'
import { readPixel } from './pixel-readout.ts'
import { longestBar, scaleBar } from './scale-bar.ts'
import { hasArrived, isMissing, sliceImage } from './slice-image.ts'
import { clampSlice, crosshairForKey, sliceForKey } from './slice-keys.ts'
import { slicePicture } from './slice-picture.ts'
import { SliceRail } from './slice-rail.tsx'
import { positionLabel, shownLayers, spokenPosition, windowLabel } from './view-labels.ts'
import type { SliceViewProps } from './view-props.ts'
import { englishViewTexts } from './view-texts.ts'
import { createWheelSteps } from './wheel-steps.ts'
import { createZoomGroup, type ZoomMember } from './zoom-group.ts'
import '../style/viewport.css'
import './slice-view.css'

/** Pixels of wheel that zoom by a factor of e. */
const zoomWheelPx = 400
/** A wheel reports lines or pages on some systems: their height in pixels. */
const wheelUnitPx = [1, 16, 400] as const

/**
 * A slice of the volume with overlay, labels and rail. Mouse, wheel and keys as on the page's list: left drag the chosen tool,
 * right drag window, middle or Shift left drag pan, wheel slices (Shift: five), Ctrl wheel zoom at the pointer.
 */
export function SliceView(props: SliceViewProps) {
  const { volume, plane, window, tool, layers, interpolate, invert, fitRequest, marks } = props
  const { onSliceChange, onWindowChange, onToggleBig, onFocus, hideLayers = false, texts = englishViewTexts } = props
  const { link, heading = texts.planes[plane], pictureHeading = heading } = props
  const { crosshair = null, onCrosshairChange, onScreen = true, active = false } = props
  const { grid } = volume
  const view = useMemo(() => planeView(grid, plane), [grid, plane])
  const letters = useMemo(() => edgeLetters(grid, view), [grid, view])
  const slice = clampSlice(props.slice, view.count)
  const arrived = hasArrived(volume, view, slice)
  const missing = isMissing(volume, view, slice)

  const groupRef = useRef<HTMLDivElement>(null)
  const imageRef = useRef<HTMLDivElement>(null)
  const overlayRef = useRef<HTMLCanvasElement>(null)
  const readoutRef = useRef<HTMLDivElement>(null)
  const pointer = useRef<{ pageX: number; pageY: number } | null>(null)
  const [viewport, setViewport] = useState<SliceViewport | null>(null)
  const [painter] = useState(createOverlayPainter)
  const [pixelsPerMm, setPixelsPerMm] = useState(1)
  const [barRoom, setBarRoom] = useState(1)
  const crosshairRef = useRef<HTMLDivElement>(null)
  const member = useRef<ZoomMember | null>(null)
  const [ownZoom] = useState(createZoomGroup)
  const zoom = props.zoomGroup ?? ownZoom

  const paintOverlay = (target: SliceViewport): void => {
    const canvas = overlayRef.current
    const transform = target.transform()
    const context = canvas?.getContext('2d')
    if (!canvas || !context || transform === null) return
    const pixelRatio = globalThis.devicePixelRatio
    const width = Math.round(canvas.clientWidth * pixelRatio)
    const height = Math.round(canvas.clientHeight * pixelRatio)
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, width, height)
    setPixelsPerMm(transform.scaleX / view.columnMm)
    setBarRoom(longestBar(canvas.clientWidth))
    if (hideLayers || !arrived) return
    const toCanvas = {
      scaleX: transform.scaleX * pixelRatio,
      scaleY: transform.scaleY * pixelRatio,
      offsetX: transform.offsetX * pixelRatio,
      offsetY: transform.offsetY * pixelRatio,
    }
    painter.paint(context, layers, view, slice, toCanvas, { smooth: interpolate, pixelRatio })
  }

  const showReadout = (target: SliceViewport): void => {
    if (readoutRef.current === null) return
    const at = pointer.current
    const pixel = at === null || !arrived ? null : target.pixelAt(at.pageX, at.pageY)
    const readout = pixel === null ? null : readPixel(volume, view, slice, pixel, hideLayers ? [] : layers, texts)
    readoutRef.current.textContent = readout ?? ''
  }

  /** Where the crosshair's voxel has its middle, in CSS pixels of the viewport. */
  const crosshairPlace = (target: SliceViewport): { x: number; y: number } | null => {
    const transform = target.transform()
    if (transform === null || crosshair === null || hideLayers) return null
    const { x, y } = indexToPixel(view, crosshair)
    return {
      x: (x + 0.5) * transform.scaleX + transform.offsetX,
      y: (y + 0.5) * transform.scaleY + transform.offsetY,
    }
  }

  const drawn = useEffectEvent((target: SliceViewport) => {
    if (!onScreen) return
    link?.drawn(target)
    if (member.current !== null) zoom.drawn(member.current)
    paintOverlay(target)
    placeCrosshair(crosshairRef.current, crosshairPlace(target))
    showReadout(target)
  })
  const resized = useEffectEvent(() => {
    if (member.current !== null) zoom.resized(member.current)
  })
  const follow = useEffectEvent((target: SliceViewport, pixelsPerMm: number) => {
    const before = crosshairPlace(target)
    target.setPixelsPerMm(pixelsPerMm)
    const after = crosshairPlace(target)
    if (before !== null && after !== null) target.moveBy(before.x - after.x, before.y - after.y)
  })
  const windowDragged = useEffectEvent(onWindowChange)

  useImperativeHandle(props.ref, () => ({
    renderPicture: async (pixelRatio) => {
      const transform = viewport?.transform() ?? null
      if (viewport === null || transform === null) {
        throw new Failure('E_NOT_FOUND', 'There is no slice in this viewport yet. Take the picture once it is read.')
      }
      const { clientWidth: width, clientHeight: height } = viewport.canvas
      const look = { window, invert, interpolate }
      const drawn = { volume, view, look, layers: hideLayers ? [] : layers }
      return slicePicture({ ...drawn, slice, width, height, transform, heading: pictureHeading, texts }, pixelRatio)
    },
  }))

  useEffect(() => {
    const element = imageRef.current
    if (element === null) return
    const created = createSliceViewport(element, {
      onWindow: (next) => windowDragged(next),
      onRendered: () => drawn(created),
    })
    created.canvas.setAttribute('role', 'img')
    setViewport(created)
    const observer = new ResizeObserver(() => {
      created.resize()
      resized()
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      created.destroy()
      setViewport(null)
    }
  }, [])

  useEffect(() => (viewport === null ? undefined : link?.join(viewport)), [viewport, link])

  useEffect(() => {
    if (viewport === null) return
    const joined: ZoomMember = { ...viewport, follow: (pixelsPerMm) => follow(viewport, pixelsPerMm) }
    member.current = joined
    const leave = zoom.join(joined)
    zoom.resized(joined)
    return () => {
      leave()
      member.current = null
    }
  }, [viewport, zoom])

  useEffect(() => {
    viewport?.setLook({ window, invert, interpolate })
  }, [viewport, window, invert, interpolate])

  useEffect(() => viewport?.setTool(tool), [viewport, tool])

  const fitted = useRef('')
  useEffect(() => {
    if (viewport === null || !arrived || !onScreen) return
    viewport.show(sliceImage(volume, view, slice))
    const shape = `${volume.volumeId} ${view.plane} ${fitRequest}`
    if (fitted.current !== shape) zoom.fit()
    fitted.current = shape
  }, [viewport, volume, view, slice, arrived, onScreen, fitRequest, zoom])

  // biome-ignore lint/correctness/useExhaustiveDependencies: these change what is drawn, and cornerstone draws by itself for all else
  useEffect(() => {
    if (viewport !== null) drawn(viewport)
  }, [viewport, layers, hideLayers, arrived, onScreen, texts])

  const crosshairMoved = useEffectEvent((target: SliceViewport) => {
    const place = onScreen ? crosshairPlace(target) : null
    placeCrosshair(crosshairRef.current, place)
    const { clientWidth, clientHeight } = target.canvas
    const seen = place === null || (place.x >= 0 && place.y >= 0 && place.x < clientWidth && place.y < clientHeight)
    // What the crosshair points at would be off the screen: bring it to the middle.
    if (place !== null && !seen && !zoom.isFitted()) {
      target.moveBy(clientWidth / 2 - place.x, clientHeight / 2 - place.y)
    }
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the crosshair itself is what to answer to
  useEffect(() => {
    if (viewport !== null) crosshairMoved(viewport)
  }, [viewport, crosshair])

  const place = spokenPosition(grid, view, slice, texts)
  const shown = shownLayers(layers, hideLayers, texts)
  const description = texts.sliceImage(texts.planes[plane], slice + 1, view.count, place, shown)
  useEffect(() => viewport?.canvas.setAttribute('aria-label', description), [viewport, description])

  const goTo = (next: number): void => {
    const target = clampSlice(next, view.count)
    if (target !== slice) onSliceChange(target)
  }
  const pointCrosshair = (event: PointerEvent): void => {
    const pixel = viewport?.pixelAt(event.pageX, event.pageY)
    if (pixel) onCrosshairChange?.(voxelAt(view, pixel, slice))
  }
  const [wheelSteps] = useState(createWheelSteps)
  const wheeled = useEffectEvent((event: WheelEvent) => {
    event.preventDefault()
    if (event.ctrlKey || event.metaKey) {
      const pixels = event.deltaY * (wheelUnitPx[event.deltaMode as 0 | 1 | 2] ?? 1)
      viewport?.zoomAt(event.pageX, event.pageY, Math.exp(-pixels / zoomWheelPx))
      return
    }
    const steps = wheelSteps(event)
    if (steps !== 0) goTo(slice - steps * (event.shiftKey ? 5 : 1) * view.upStep)
  })
  useEffect(() => {
    const group = groupRef.current
    // React listens to the wheel passively: the page would zoom and scroll along.
    const listen = (event: WheelEvent) => wheeled(event)
    group?.addEventListener('wheel', listen, { passive: false })
    return () => group?.removeEventListener('wheel', listen)
  }, [])

  const bar = scaleBar(pixelsPerMm, barRoom)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls; this groups an image and its slider
    <div
      ref={groupRef}
      className="viewport slice-view"
      role="group"
      aria-label={props.heading ?? texts.sliceView(texts.planes[plane])}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the viewport has keys of its own while focused
      tabIndex={0}
      data-tool={tool}
      data-shown={arrived && !missing}
      data-active={active}
      onFocus={onFocus}
      onPointerDown={(event) => {
        if ((event.target as HTMLElement).closest('.slice-rail')) return
        event.currentTarget.focus({ preventScroll: true })
        if (tool !== 'crosshair' || event.button !== 0 || event.shiftKey || event.ctrlKey || event.metaKey) return
        event.currentTarget.setPointerCapture(event.pointerId)
        pointCrosshair(event)
      }}
      onPointerMove={(event) => {
        pointer.current = { pageX: event.pageX, pageY: event.pageY }
        if (event.currentTarget.hasPointerCapture(event.pointerId)) pointCrosshair(event)
        if (viewport !== null) showReadout(viewport)
      }}
      onPointerLeave={() => {
        pointer.current = null
        if (viewport !== null) showReadout(viewport)
      }}
      onContextMenu={(event) => event.preventDefault()}
      onDoubleClick={onToggleBig}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return
        const next = sliceForKey(event.key, slice, view.count, view.upStep)
        const across = crosshair === null ? null : crosshairForKey(event.key)
        if (next === null && across === null) return
        event.preventDefault()
        event.stopPropagation()
        if (next !== null) goTo(next)
        else if (crosshair !== null && across !== null) {
          const { x, y } = indexToPixel(view, crosshair)
          onCrosshairChange?.(voxelAt(view, { x: x + across, y }, slice))
        }
      }}
    >
      <div ref={imageRef} className="slice-view-image" />
      <canvas ref={overlayRef} className="slice-view-overlay" />
      <CrosshairLines ref={crosshairRef} />
      {arrived && !missing ? null : (
        <div className="viewport-message view-message">{missing ? texts.missingSlice : texts.notLoaded}</div>
      )}
      <div className="image-text view-text view-top-left">
        <strong>{heading}</strong>
        {'  '}
        <span className="view-count">{`${slice + 1} / ${view.count}`}</span>
        {`\n${positionLabel(grid, view, slice, texts)}`}
      </div>
      <div className="image-text view-text view-top-right">{windowLabel(window)}</div>
      <div ref={readoutRef} className="image-text view-text view-bottom-left" />
      <div className="image-text view-text view-bottom-right scale-bar">
        <div className="scale-bar-line" style={{ width: bar.pixels }} />
        {`${texts.numbers.number(bar.lengthMm, bar.lengthMm < 1 ? 1 : 0)} mm`}
      </div>
      <div className="image-text view-letter view-letter-top">{letters.top}</div>
      <div className="image-text view-letter view-letter-bottom">{letters.bottom}</div>
      <div className="image-text view-letter view-letter-left">{letters.left}</div>
      <div className="image-text view-letter view-letter-right">{letters.right}</div>
      <SliceRail
        slice={slice}
        count={view.count}
        upStep={view.upStep}
        marks={marks}
        label={texts.rail}
        valueText={`${slice + 1} / ${view.count}, ${place}`}
        onSliceChange={goTo}
      />
    </div>
  )
}
