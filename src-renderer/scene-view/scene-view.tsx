import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import { Failure } from '../../src-shared/failure.ts'
import type { Vec3 } from '../../src-shared/geometry.ts'
import type { SceneSide, SceneViewProps } from '../slice-view/view-props.ts'
import { englishViewTexts } from '../slice-view/view-texts.ts'
import { cubeTransform } from './cube-transform.ts'
import { OrientationCube } from './orientation-cube.tsx'
import { scenePicture } from './scene-picture.ts'
import { sideForKey, sidesOfDirection } from './scene-side.ts'
import { createSurfaceScene, type SurfaceScene } from './three-scene.ts'
import { useReadyMeshes } from './use-ready-meshes.ts'
import '../style/viewport.css'
import './scene-view.css'

const reducedMotionQuery = '(prefers-reduced-motion: reduce)'

/** Surfaces in 3-D with an orientation cube: left drag turns, right drag pans, wheel zooms, A P S I Shift L Shift R show a side. */
export function SceneView(props: SceneViewProps) {
  const { meshes, emptyText, fitRequest, reducedMotion = false, onToggleBig, onFocus } = props
  const texts = props.texts ?? englishViewTexts
  const ready = useReadyMeshes(meshes)
  const hostRef = useRef<HTMLDivElement>(null)
  const cubeRef = useRef<HTMLDivElement>(null)
  const [scene, setScene] = useState<SurfaceScene | null>(null)
  const [problem, setProblem] = useState<'none' | 'lost' | null>(null)
  const [sides, setSides] = useState<readonly SceneSide[]>(['A'])

  const cameraMoved = useEffectEvent((rotation: readonly number[], toViewer: Vec3) => {
    if (cubeRef.current !== null) cubeRef.current.style.transform = cubeTransform(rotation)
    const next = sidesOfDirection(toViewer)
    setSides((previous) => (previous.join() === next.join() ? previous : next))
  })

  useEffect(() => {
    const host = hostRef.current
    if (host === null) return
    const created = createSurfaceScene(host, {
      onCamera: (rotation, toViewer) => cameraMoved(rotation, toViewer),
      onContext: (lost) => setProblem(lost ? 'lost' : null),
    })
    if (created === null) {
      setProblem('none')
      return
    }
    created.canvas.setAttribute('role', 'img')
    created.resize()
    setScene(created)
    const observer = new ResizeObserver(() => created.resize())
    observer.observe(host)
    return () => {
      observer.disconnect()
      created.destroy()
      setScene(null)
    }
  }, [])

  useEffect(() => {
    const query = matchMedia(reducedMotionQuery)
    const apply = () => scene?.setReducedMotion(reducedMotion || query.matches)
    apply()
    query.addEventListener('change', apply)
    return () => query.removeEventListener('change', apply)
  }, [scene, reducedMotion])

  useEffect(() => {
    if (ready !== null) scene?.setMeshes(ready)
  }, [scene, ready])

  const fitted = useRef(fitRequest)
  useEffect(() => {
    if (fitted.current !== fitRequest) scene?.fit()
    fitted.current = fitRequest
  }, [scene, fitRequest])

  const shown = (ready ?? []).filter((mesh) => mesh.visible)
  const triangleCount = shown.reduce((sum, mesh) => sum + mesh.indices.length / 3, 0)
  const triangles = texts.triangles(texts.numbers.number(triangleCount, 0))
  const from = texts.from(sides.map((side) => texts.fromSides[side]))
  const description = texts.surfaceImage(triangles, from)
  useEffect(() => scene?.canvas.setAttribute('aria-label', description), [scene, description])

  const message =
    problem === 'none'
      ? texts.noWebGL
      : problem === 'lost'
        ? texts.lostWebGL
        : meshes.length === 0
          ? emptyText
          : triangleCount === 0 && ready === null
            ? texts.preparing
            : ''
  const hasSurface = message === '' && triangleCount > 0
  useImperativeHandle(props.ref, () => ({
    renderPicture: async (pixelRatio) => {
      if (scene === null || !hasSurface) {
        throw new Failure('E_NOT_FOUND', 'There is no surface to be seen yet. Take the picture once it is there.')
      }
      const words = { heading: texts.surface, triangles, from }
      return scenePicture(await scene.picture(pixelRatio), words, pixelRatio)
    },
  }))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls; this groups an image and its cube
    <div
      className="viewport scene-view"
      role="group"
      aria-label={texts.surface}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the viewport has keys of its own while focused
      tabIndex={0}
      onFocus={onFocus}
      onPointerDown={(event) => event.currentTarget.focus({ preventScroll: true })}
      onContextMenu={(event) => event.preventDefault()}
      onDoubleClick={onToggleBig}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return
        const side = sideForKey(event.key, event.shiftKey)
        if (side === null) return
        event.preventDefault()
        event.stopPropagation()
        scene?.showSide(side)
      }}
    >
      <div ref={hostRef} className="scene-view-host" data-shown={message === ''} />
      <div className="image-text scene-view-label">
        <strong>{texts.surface}</strong>
        {hasSurface ? `\n${triangles}` : ''}
      </div>
      {message === '' ? null : <div className="viewport-message scene-view-message">{message}</div>}
      <div className="scene-view-surface-only" data-shown={hasSurface}>
        <OrientationCube cubeRef={cubeRef} texts={texts} onSide={(side) => scene?.showSide(side)} />
        <div className="image-text scene-view-hint">{texts.dragToTurn}</div>
        <div className="image-text scene-view-from">{from}</div>
      </div>
    </div>
  )
}
