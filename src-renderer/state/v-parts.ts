import { voxelVolumeMm3 } from '../../src-shared/geometry.ts'
import type { LaidParts } from '../../src-shared/imaging/find-parts.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import type { PreviewFacts } from '../../src-shared/segmentation/method.ts'
import { useSegmentation } from './segmentation-store.ts'
import type { PartsRequest } from './v-parts-worker.ts'
import { useVolume } from './volume-store.ts'

/** What finds parts away from the page's own thread; null where a slice is enough, or nothing can be found. */
export type FindParts = (request: PartsRequest) => Promise<LaidParts | null>

/** By the words of the mask before V: a mask that goes takes its parts along. */
const found = new WeakMap<Uint32Array, LaidParts>()

/** The parts V measures in this mask, once they are found. */
export const partsOf = (beforeV: BitMask): LaidParts | null => found.get(beforeV.words) ?? null

/** What a preview knows of the open series; null where none is open. */
export function previewFacts(): PreviewFacts | null {
  const { info } = useVolume.getState()
  return info === null ? null : { slices: info.slices, voxelMm3: voxelVolumeMm3(info.grid) }
}

/** Finds the parts of every new mask before V, so that the first move of V finds them there. */
export function followParts(find: FindParts): () => void {
  let last: BitMask | null = null
  return useSegmentation.subscribe(({ beforeV, info }) => {
    if (beforeV === last) return
    last = beforeV
    const facts = previewFacts()
    if (beforeV === null || info === null || facts === null) return
    void find({ method: info.method, parameters: info.parameters, facts, beforeV }).then((parts) => {
      if (parts !== null) found.set(beforeV.words, parts)
    })
  })
}

/** Parts found in a thread of this page; after it broke down there are none, and V is shown by whole runs alone. */
export function partsThread(): FindParts {
  let worker: Worker | null = null
  let broken = false
  let before: Promise<LaidParts | null> = Promise.resolve(null)
  const ask = (request: PartsRequest): Promise<LaidParts | null> =>
    new Promise((resolve) => {
      if (broken) {
        resolve(null)
        return
      }
      worker ??= new Worker(new URL('./v-parts-worker.ts', import.meta.url), { type: 'module', name: 'parts' })
      worker.onmessage = ({ data }: MessageEvent<LaidParts | null>) => resolve(data)
      worker.onerror = () => {
        broken = true
        resolve(null)
      }
      worker.postMessage(request)
    })
  return (request) => {
    // one at a time, so that each answer is of its own question
    before = before.then(() => ask(request))
    return before
  }
}
