import { availableParallelism } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { collectGarbage } from '../../src-main/engine/collect-garbage.ts'
import { createPool } from '../../src-main/engine/pool.ts'
import { segmentInPool } from '../../src-main/engine/segment-in-pool.ts'
import type { Tasks } from '../../src-main/engine/tasks/task-table.ts'
import { runWithCrew } from '../../src-main/engine/with-crew.ts'
import type { MethodState } from '../../src-shared/segmentation/method.ts'
import { finalLabels, runMethod } from '../../src-shared/segmentation/run-method.ts'
import { createTimer } from './timer.ts'
import { readVoxels } from './voxels.ts'

/**
 * Child process of the benchmark, without files: `memory-run.ts VOXELS NX NY NZ PLANES RUNS` segments and makes the surface
 * with all threads, segments with one, and moves V with one; prints its measurements as JSON.
 */
const [file, ...numbers] = process.argv.slice(2)
const [nx, ny, nz] = numbers.slice(0, 3).map(Number) as [number, number, number]
const planes = numbers[3] ?? 'axial'
const runs = Number(numbers[4] ?? 5)
/** Threads collect their garbage when they rest, which is not work of the next run. */
const restMs = 150
const vs = [0, 30, 100, 300, 1000, 3000, 10_000]

const volume = readVoxels(file ?? '', [nx, ny, nz])
const pool = createPool<Tasks>(availableParallelism())
const { timed, note, measured } = createTimer()
let [voxels, triangles] = [0, 0]
for (let run = 0; run < runs; run++) {
  const { state, info } = await timed('mask', () =>
    segmentInPool(pool, { method: 'article', parameters: { planes }, volume, previous: null }, { onEvent: () => {} }),
  )
  for (const { stage, seconds } of info.stages) note(stage, seconds)
  const { parts } = await timed('surface', () =>
    runWithCrew(pool, 'surface', { labels: finalLabels(state), grid: volume.grid, smoothingIterations: 0 }, {}),
  )
  voxels = info.volumes['lungs']?.voxels ?? 0
  triangles = (parts[0]?.mesh.indices.length ?? 0) / 3
  pool.tidy()
  await wait(restMs)
}
await pool.close()

const hooks = { progress: () => {}, stage: () => {}, seconds: () => performance.now() / 1000 }
const alone = (minComponentPx: number, previous: MethodState | null): MethodState =>
  runMethod('article', volume, { planes, minComponentPx }, previous, hooks)
let state: MethodState | null = null
for (let run = 0; run < runs; run++) {
  state = await timed('mask, one thread', async () => alone(100, null))
  for (const v of vs) {
    const previous: MethodState = state
    state = await timed('move V, one thread', async () => alone(v, previous))
  }
  collectGarbage()
}
console.log(JSON.stringify({ ...measured(), voxels, triangles }))
