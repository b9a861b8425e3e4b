import { create } from 'zustand'
import type { CoarseSurface } from './coarse-surface.ts'
import type { CoarseRequest } from './coarse-surface-worker.ts'
import { type SegmentationState, useSegmentation } from './segmentation-store.ts'
import { useSurface } from './surface-store.ts'
import { useVolume } from './volume-store.ts'

/** What makes coarse surfaces away from the page's own thread; null for a result it could not make. */
export type MakeCoarse = (request: CoarseRequest) => Promise<readonly CoarseSurface[] | null>

/** The coarse surface shown while V is dragged, of result `segmentationId`; null while the full one is shown. */
export const useCoarse = create<{
  readonly shown: { readonly segmentationId: string; readonly surfaces: readonly CoarseSurface[] } | null
}>(() => ({ shown: null }))

/**
 * Makes a coarse surface of every result that comes while a drag goes on, the newest only where they come faster than
 * surfaces are made; the full surface takes its place once it is there.
 */
export function followDrag(make: MakeCoarse): () => void {
  let busy = false
  let made: string | null = null
  const follow = (): void => {
    const state = useSegmentation.getState()
    const { info, beforeDrag } = state
    if (info === null || info.empty) {
      clear()
      return
    }
    // what was there before the drag has its full surface
    if (beforeDrag === null) made = info.segmentationId
    if (busy || made === info.segmentationId) return
    const grid = useVolume.getState().info?.grid
    const labels = labelsOf(state)
    if (grid === undefined || labels.length === 0) return
    made = info.segmentationId
    busy = true
    void make({ labels, grid }).then((surfaces) => {
      busy = false
      const newest = useSegmentation.getState().info
      const full = useSurface.getState().info
      const isWanted = newest !== null && full?.segmentationId !== newest.segmentationId
      if (surfaces !== null && isWanted) {
        useCoarse.setState({ shown: { segmentationId: info.segmentationId, surfaces } })
      }
      follow()
    })
  }
  const stops = [
    useSegmentation.subscribe(follow),
    useSurface.subscribe(({ info }) => {
      if (info === null || info.segmentationId === useSegmentation.getState().info?.segmentationId) clear()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function clear(): void {
  if (useCoarse.getState().shown !== null) useCoarse.setState({ shown: null })
}

function labelsOf({ labels, mask }: SegmentationState): CoarseRequest['labels'] {
  if (labels.length > 0) return labels
  return mask === null ? [] : [{ name: 'lungs', label: 1, mask }]
}

/** Coarse surfaces from a thread of this page; after it broke down there are none. */
export function coarseThread(): MakeCoarse {
  const url = new URL('./coarse-surface-worker.ts', import.meta.url)
  let worker: Worker | null = null
  let broken = false
  return (request) =>
    new Promise((resolve) => {
      if (broken) {
        resolve(null)
        return
      }
      worker ??= new Worker(url, { type: 'module', name: 'coarse surface' })
      worker.onmessage = ({ data }: MessageEvent<readonly CoarseSurface[]>) => resolve(data)
      worker.onerror = () => {
        broken = true
        resolve(null)
      }
      worker.postMessage(request)
    })
}
