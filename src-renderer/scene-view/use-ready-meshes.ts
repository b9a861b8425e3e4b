import { useEffect, useState } from 'react'
import type { SceneMesh } from '../slice-view/view-props.ts'
import type { ReadyMesh } from './three-scene.ts'
import { vertexNormalSteps } from './vertex-normals.ts'

/** Normals computed before, by the vertices they belong to. */
const known = new WeakMap<Float32Array, Float32Array>()

/** Work between two turns of the event loop: input and painting come in between. */
const sliceMs = 8

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

async function normalsOf(mesh: SceneMesh, signal: AbortSignal): Promise<Float32Array | null> {
  const ready = mesh.normals ?? known.get(mesh.positions)
  if (ready !== undefined) return ready
  const steps = vertexNormalSteps(mesh)
  let turnStart = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) {
      known.set(mesh.positions, step.value)
      return step.value
    }
    if (performance.now() - turnStart < sliceMs) continue
    await nextTurn()
    if (signal.aborted) return null
    turnStart = performance.now()
  }
}

/**
 * The meshes with normals, null until the first set is ready. While normals of a new set are computed in small steps, the
 * set before stays.
 */
export function useReadyMeshes(meshes: readonly SceneMesh[]): readonly ReadyMesh[] | null {
  const [ready, setReady] = useState<readonly ReadyMesh[] | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    const prepare = async (): Promise<void> => {
      const next: ReadyMesh[] = []
      for (const mesh of meshes) {
        const normals = await normalsOf(mesh, abort.signal)
        if (normals === null || abort.signal.aborted) return
        next.push({ ...mesh, normals })
      }
      if (!abort.signal.aborted) setReady(next)
    }
    void prepare()
    return () => abort.abort()
  }, [meshes])
  return ready
}
