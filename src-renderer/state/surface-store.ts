import { create } from 'zustand'
import { byteRoutes, type MeshInfo, type Progress } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import { type SurfaceOptions, sameSurface } from '../../src-shared/surface-options.ts'
import { readFailure } from '../host/client.ts'
import { announceNow } from './app-store.ts'
import { engine } from './engine.ts'
import { failureText } from './finding-text.ts'
import { createJob, followEvents } from './job.ts'
import { surfaceOptionsOf } from './method.ts'
import { createNewestWins } from './newest-wins.ts'
import { isStale, useSegmentation } from './segmentation-store.ts'
import { text } from './use-text.ts'

interface SurfaceState {
  readonly info: MeshInfo | null
  /** Of each label, in the order of `info.parts`; null while there is none. */
  readonly meshes: readonly Mesh[] | null
  readonly running: boolean
  readonly progress: Progress | null
  readonly failure: Failure | null
}

const nothing: SurfaceState = {
  info: null,
  meshes: null,
  running: false,
  progress: null,
  failure: null,
}

export const useSurface = create<SurfaceState>(() => nothing)

interface Request {
  readonly segmentationId: string
  readonly options: Required<SurfaceOptions>
}

const queue = createNewestWins<Request>(runOnce, { patienceMs: 0, now: () => performance.now() })

export function resetSurface(): void {
  queue.cancel()
  useSurface.setState(nothing)
}

async function runOnce(request: Request, signal: AbortSignal): Promise<void> {
  const job = createJob()
  if (signal.aborted) job.cancel()
  signal.addEventListener('abort', () => job.cancel(), { once: true })
  useSurface.setState({ running: true, progress: null, failure: null })
  try {
    let info: MeshInfo | null = null
    await followEvents(
      job,
      () =>
        engine().client.segmentation.surface({
          jobId: job.id,
          segmentationId: request.segmentationId,
          ...request.options,
        }),
      (event) => {
        if (event.type === 'progress') useSurface.setState({ progress: event })
        else info = event.mesh
      },
    )
    if (info !== null) await showMesh(info, signal)
  } catch (thrown) {
    const failure = readFailure(thrown)
    if (failure.code !== 'E_CANCELLED') {
      announceNow(failureText(text(), failure))
      useSurface.setState({ failure })
    }
  } finally {
    useSurface.setState({ running: false, progress: null })
  }
}

async function showMesh(info: MeshInfo, signal: AbortSignal): Promise<void> {
  const meshes = await Promise.all(info.parts.map(({ meshId }) => fetchMesh(meshId, signal)))
  if (signal.aborted) return
  useSurface.setState({ info, meshes })
}

async function fetchMesh(meshId: string, signal: AbortSignal): Promise<Mesh> {
  const [positions, indices] = await Promise.all([
    engine().fetchBytes(byteRoutes.mesh(meshId, 'positions'), signal),
    engine().fetchBytes(byteRoutes.mesh(meshId, 'indices'), signal),
  ])
  return { positions: new Float32Array(positions.buffer), indices: new Uint32Array(indices.buffer) }
}

/** True when the surface on screen is not of the mask and the smoothing on screen. */
export function isSurfaceStale(surface: SurfaceState, segmentationId: string | null): boolean {
  return surface.info !== null && surface.info.segmentationId !== segmentationId
}

/** The full surface waits until parameters have rested this long: the hand may go on. */
const restMs = 250

/** Makes the surface follow the mask: a new one whenever a result is complete, differs and its parameters rest. */
export function followMask(): () => void {
  let changedAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | null = null
  const follow = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const state = useSegmentation.getState()
    const { info, run } = state
    if (info === null) {
      if (useSurface.getState().info !== null) resetSurface()
      return
    }
    if (isStale(state)) {
      changedAt = performance.now()
      if (queue.busy) {
        // what is made is of a mask that goes
        queue.cancel()
        asked = null
      }
      return
    }
    if (run !== null) return
    if (info.empty) {
      resetSurface()
      return
    }
    const request = {
      segmentationId: info.segmentationId,
      options: surfaceOptionsOf(state.method, state.history.present),
    }
    if (state.beforeDrag !== null || sameRequest(request, asked)) return
    const left = changedAt + restMs - performance.now()
    if (left > 0) {
      timer = setTimeout(follow, left)
      return
    }
    asked = request
    queue.request(request)
  }
  let asked: Request | null = null
  return useSegmentation.subscribe(follow)
}

const sameRequest = (a: Request, b: Request | null): boolean =>
  b !== null && a.segmentationId === b.segmentationId && sameSurface(a.options, b.options)
