import { marchingCubes } from '../../src-shared/imaging/marching-cubes.ts'
import { smoothMesh } from '../../src-shared/imaging/smooth-mesh.ts'
import { createPhantom } from '../../src-shared/phantom/phantom.ts'
import type { MethodState } from '../../src-shared/segmentation/method.ts'
import { runMethod, stageMask } from '../../src-shared/segmentation/run-method.ts'
import { segmentationInfo } from '../../src-shared/segmentation/segmentation-info.ts'
import type { Volume } from '../../src-shared/volume.ts'

function phantomVolume(size: number, slices: number): Volume {
  const { grid, slice } = createPhantom({ slices, size })
  const hu = new Int16Array(new SharedArrayBuffer(size * size * slices * 2))
  for (let k = 0; k < slices; k++) hu.set(slice(k).hu, k * size * size)
  const described = Array.from({ length: slices }, (_, k) => ({
    instanceNumber: slices - k,
    slope: 1,
    intercept: -1024,
    present: true,
  }))
  return { grid, hu, stored: null, slices: described }
}

/**
 * Child process of the benchmark: `kernels-run.ts SIZE SLICES RUNS` segments the phantom of that size in one thread and
 * moves V, without files; prints seconds as JSON.
 */
const hooks = { progress: () => {}, stage: () => {}, seconds: () => performance.now() / 1000 }
const [size, slices, runs] = process.argv.slice(2).map(Number) as [number, number, number]
const volume = phantomVolume(size, slices)
const seconds: Record<string, number[]> = {}
const timed = <Result>(name: string, work: () => Result): Result => {
  const start = performance.now()
  const result = work()
  seconds[name] = [...(seconds[name] ?? []), (performance.now() - start) / 1000]
  return result
}
let triangles = 0
for (const planes of ['axial', 'rows']) {
  const run = (minComponentPx: number, previous: MethodState | null): MethodState =>
    runMethod('article', volume, { planes, minComponentPx }, previous, hooks)
  for (let n = 0; n < runs; n++) {
    const state = timed(`mask, ${planes}`, () => run(100, null))
    for (const v of [10, 30, 300, 1000]) {
      const moved = timed(`move V, ${planes}`, () => run(v, state))
      timed('figures for the page', () => segmentationInfo(moved, volume))
    }
    const mesh = timed(`surface, ${planes}`, () => marchingCubes(stageMask(state, 'final'), volume.grid))
    timed('smoothing, 10 iterations', () => smoothMesh(mesh, 10))
    triangles = mesh.indices.length / 3
  }
}
console.log(JSON.stringify({ seconds, triangles, peakBytes: process.resourceUsage().maxRSS * 1024 }))
