import { useEffect, useState } from 'react'
import { vertexNormalSteps } from '../../src-shared/imaging/vertex-normals.ts'
import type { SceneMesh } from '../slice-view/view-props.ts'
import type { ReadyMesh } from './three-scene.ts'

/** Normals computed or under way, by the vertices they belong to: another drawing of the page does not start them anew. */
const known = new WeakMap<Float32Array, Promise<Float32Array>>()

/** Work between two turns of the event loop: input and painting come in between. */
const turnMs = 8

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

async function computeNormals(mesh: SceneMesh): Promise<Float32Array> {
  const steps = vertexNormalSteps(mesh)
  let turnStart = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - turnStart < turnMs) continue
    await nextTurn()
    turnStart = performance.now()
  }
}

function normalsOf(mesh: SceneMesh): Float32Array | Promise<Float32Array> {
  if (mesh.normals !== undefined) return mesh.normals
  const normals = known.get(mesh.positions) ?? computeNormals(mesh)
  known.set(mesh.positions, normals)
  return normals
}

/**
 * The meshes with normals, null until the first set is ready. While normals of a new set are computed in small steps, the
 * set before stays.
 */
export function useReadyMeshes(meshes: readonly SceneMesh[]): readonly ReadyMesh[] | null {
  const [ready, setReady] = useState<readonly ReadyMesh[] | null>(null)
  useEffect(() => {
    let current = true
    const prepare = async (): Promise<void> => {
      const next: ReadyMesh[] = []
      for (const mesh of meshes) {
        next.push({ ...mesh, normals: await normalsOf(mesh) })
      }
      if (current) setReady(next)
    }
    void prepare()
    return () => {
      current = false
    }
  }, [meshes])
  return ready
}
