import {
  AmbientLight,
  BufferAttribute,
  BufferGeometry,
  Color,
  DirectionalLight,
  Matrix4,
  Mesh,
  MeshPhongMaterial,
  PerspectiveCamera,
  Scene,
  Sphere,
  Vector3,
  WebGLRenderer,
} from 'three'
import { OrbitControls } from 'three/addons/controls/OrbitControls.js'
import type { Vec3 } from '../../src-shared/geometry.ts'
import type { SceneMesh, SceneSide } from '../slice-view/view-props.ts'
import { createFramePacer } from './frame-pacer.ts'
import { frontDistance, leavesBounds, type MeshBounds, meshBounds } from './mesh-bounds.ts'
import { readDrawingBuffer } from './read-drawing-buffer.ts'
import { sceneSides } from './scene-side.ts'

export interface ReadyMesh extends SceneMesh {
  readonly normals: Float32Array
}

export interface SceneHandlers {
  /** The camera moved: its rotation (world to camera, 3x3 by columns) and the unit vector from the patient to the viewer. */
  onCamera(rotation: readonly number[], toViewer: Vec3): void
  onContext(lost: boolean): void
}

export interface SurfaceScene {
  readonly canvas: HTMLCanvasElement
  setMeshes(meshes: readonly ReadyMesh[]): void
  /** Everything visible in view, from the front. */
  fit(): void
  showSide(side: SceneSide): void
  setReducedMotion(reduced: boolean): void
  resize(): void
  /** The scene as it is seen, `pixelRatio` pixels for each CSS pixel. */
  picture(pixelRatio: number): Promise<ImageData>
  destroy(): void
}

const fieldOfViewDegrees = 26
const maxPixelRatio = 2
/** While turning a scene that draws slower than this, the picture is drawn with fewer pixels until it rests. */
const slowFrameMs = 70
const restMs = 250
const turningPixelRatio = 0.5

let knownKind: { readonly software: boolean } | null = null

/** What draws WebGL 2 here: null for nothing, otherwise whether it is a program on the CPU. Asked until there is an answer. */
function webglKind(): { readonly software: boolean } | null {
  if (knownKind !== null) return knownKind
  const canvas = document.createElement('canvas')
  const gl = canvas.getContext('webgl2')
  if (gl === null) return null
  const info = gl.getExtension('WEBGL_debug_renderer_info')
  const renderer = String(gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  knownKind = { software: /swiftshader|llvmpipe|software|basic render/i.test(renderer) }
  return knownKind
}

/**
 * A scene of surfaces in LPS mm drawn into a new canvas inside `host`, only when something changed. Null where the system has
 * no WebGL 2. Left drag turns, right drag pans, wheel zooms. Call `destroy` once.
 */
export function createSurfaceScene(host: HTMLElement, handlers: SceneHandlers): SurfaceScene | null {
  const kind = webglKind()
  if (kind === null) return null
  const canvas = document.createElement('canvas')
  host.append(canvas)
  const renderer = new WebGLRenderer({ canvas, antialias: !kind.software, powerPreference: 'high-performance' })
  renderer.setClearColor(0x000000, 1)

  const scene = new Scene()
  const camera = new PerspectiveCamera(fieldOfViewDegrees, 1, 1, 5000)
  camera.up.set(0, 0, 1)
  // Lights hang on the camera, so that the side looked at is always lit from above left.
  const key = new DirectionalLight(0xffffff, 1.9)
  key.position.set(-0.7, 0.9, 1)
  const fill = new DirectionalLight(0xffffff, 0.5)
  fill.position.set(0.8, -0.2, 0.8)
  camera.add(key, fill)
  scene.add(camera, new AmbientLight(0xffffff, 0.28))

  const controls = new OrbitControls(camera, canvas)
  controls.dampingFactor = 0.15
  const meshes = new Map<string, { mesh: Mesh<BufferGeometry, MeshPhongMaterial>; source: ReadyMesh }>()
  let moving = false
  /** The user turned, moved or zoomed: a new size of the viewport leaves the view as it is. */
  let ownView = false
  /** What the view was last fitted to. */
  let fitted: MeshBounds | null = null
  let restTimer = 0

  const pacer = createFramePacer(renderer.getContext() as WebGL2RenderingContext, () => {
    const again = controls.update()
    renderer.render(scene, camera)
    return again
  })

  const fullRatio = (): number => Math.min(maxPixelRatio, kind.software ? 1 : globalThis.devicePixelRatio)
  const setRatio = (ratio: number): void => {
    if (renderer.getPixelRatio() !== ratio) renderer.setPixelRatio(ratio)
  }
  const rest = (): void => {
    if (moving) return
    setRatio(fullRatio())
    pacer.request()
  }
  controls.addEventListener('start', () => {
    moving = true
    ownView = true
  })
  controls.addEventListener('end', () => {
    moving = false
    clearTimeout(restTimer)
    restTimer = window.setTimeout(rest, restMs)
  })
  controls.addEventListener('change', () => {
    if (moving && pacer.frameMs() > slowFrameMs) setRatio(turningPixelRatio)
    camera.updateMatrixWorld()
    const rotation = new Matrix4().extractRotation(camera.matrixWorldInverse)
    const e = rotation.elements
    const toViewer = camera.position.clone().sub(controls.target).normalize()
    handlers.onCamera([e[0], e[1], e[2], e[4], e[5], e[6], e[8], e[9], e[10]], toViewer.toArray())
    pacer.request()
  })
  const onLost = (event: Event): void => {
    event.preventDefault()
    handlers.onContext(true)
  }
  const onRestored = (): void => {
    handlers.onContext(false)
    pacer.reset()
    pacer.request()
  }
  canvas.addEventListener('webglcontextlost', onLost)
  canvas.addEventListener('webglcontextrestored', onRestored)

  const lookFrom = (side: SceneSide, target: Vector3, distance: number): void => {
    const direction = new Vector3(...sceneSides[side].toViewer)
    // Straight above or below, "up" would be undefined: a hair to the front decides it.
    if (side === 'S' || side === 'I') direction.y = -1e-3
    controls.target.copy(target)
    camera.position.copy(target).addScaledVector(direction.normalize(), distance)
    controls.update()
    pacer.request()
  }

  const visibleBounds = (): MeshBounds | null => {
    const visible = [...meshes.values()].filter(({ source }) => source.visible)
    return meshBounds(visible.map(({ source }) => source.positions))
  }

  const fitVisible = (bounds: MeshBounds | null = visibleBounds()): void => {
    if (bounds === null) return
    fitted = bounds
    const distance = frontDistance(bounds, fieldOfViewDegrees, camera.aspect)
    camera.near = distance / 100
    camera.far = distance * 20
    camera.updateProjectionMatrix()
    ownView = false
    lookFrom('A', new Vector3(...bounds.centre), distance)
  }

  const removeMesh = (id: string): void => {
    const entry = meshes.get(id)
    if (entry === undefined) return
    scene.remove(entry.mesh)
    entry.mesh.geometry.dispose()
    entry.mesh.material.dispose()
    meshes.delete(id)
  }

  const addMesh = (source: ReadyMesh): void => {
    const geometry = new BufferGeometry()
    geometry.setAttribute('position', new BufferAttribute(source.positions, 3))
    geometry.setAttribute('normal', new BufferAttribute(source.normals, 3))
    geometry.setIndex(new BufferAttribute(source.indices, 1))
    const bounds = meshBounds([source.positions])
    geometry.boundingSphere =
      bounds === null ? new Sphere() : new Sphere(new Vector3(...bounds.centre), Math.hypot(...bounds.half))
    const material = new MeshPhongMaterial({ specular: 0x3a3a3a, shininess: 14 })
    const mesh = new Mesh(geometry, material)
    meshes.set(source.id, { mesh, source })
    scene.add(mesh)
  }

  return {
    canvas,
    fit: () => fitVisible(),
    setMeshes(next) {
      const first = meshes.size === 0
      const ids = new Set(next.map((mesh) => mesh.id))
      const gone = [...meshes.keys()].filter((id) => !ids.has(id))
      for (const id of gone) removeMesh(id)
      let changed = gone.length > 0
      for (const source of next) {
        const old = meshes.get(source.id)?.source
        if (old?.positions !== source.positions || old.indices !== source.indices) {
          removeMesh(source.id)
          addMesh(source)
        } else if (old.colour === source.colour && old.visible === source.visible) {
          continue
        }
        changed = true
        const entry = meshes.get(source.id)
        if (entry === undefined) continue
        meshes.set(source.id, { mesh: entry.mesh, source })
        entry.mesh.visible = source.visible
        entry.mesh.material.color = new Color(source.colour)
      }
      if (first && meshes.size > 0) fitVisible()
      else if (changed && !ownView) {
        const bounds = visibleBounds()
        if (bounds !== null && (fitted === null || leavesBounds(bounds, fitted))) fitVisible(bounds)
      }
      if (changed) pacer.request()
    },
    showSide(side) {
      ownView = true
      lookFrom(side, controls.target.clone(), camera.position.distanceTo(controls.target))
    },
    setReducedMotion(reduced) {
      // Inertia on a slow renderer only queues frames nobody waits for.
      controls.enableDamping = !reduced && !kind.software
    },
    resize() {
      const { clientWidth, clientHeight } = host
      if (clientWidth === 0 || clientHeight === 0) return
      setRatio(fullRatio())
      renderer.setSize(clientWidth, clientHeight)
      camera.aspect = clientWidth / clientHeight
      camera.updateProjectionMatrix()
      if (!ownView) fitVisible()
      pacer.request()
    },
    async picture(pixelRatio) {
      setRatio(pixelRatio)
      renderer.render(scene, camera)
      try {
        return await readDrawingBuffer(renderer.getContext() as WebGL2RenderingContext)
      } finally {
        if (renderer.getPixelRatio() !== fullRatio()) {
          setRatio(fullRatio())
          // in the same task, or the screen would be black for a frame
          renderer.render(scene, camera)
        }
      }
    },
    destroy() {
      clearTimeout(restTimer)
      pacer.stop()
      canvas.removeEventListener('webglcontextlost', onLost)
      canvas.removeEventListener('webglcontextrestored', onRestored)
      controls.dispose()
      for (const id of [...meshes.keys()]) removeMesh(id)
      renderer.dispose()
      renderer.forceContextLoss()
      canvas.remove()
    },
  }
}
