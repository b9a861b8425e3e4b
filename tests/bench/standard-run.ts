import { availableParallelism } from 'node:os'
import { createPool } from '../../src-main/engine/pool.ts'
import { segmentInPool } from '../../src-main/engine/segment-in-pool.ts'
import type { Tasks } from '../../src-main/engine/tasks/task-table.ts'
import { createTimer } from './timer.ts'
import { readVoxels } from './voxels.ts'

/**
 * Child process of the benchmark, without files: `standard-run.ts VOXELS NX NY NZ RUNS` segments with the standard method, voxels to labels
 * and measurements, and prints its measurements as JSON.
 */
const [file, ...numbers] = process.argv.slice(2)
const [nx, ny, nz] = numbers.slice(0, 3).map(Number) as [number, number, number]

const volume = readVoxels(file ?? '', [nx, ny, nz])
const pool = createPool<Tasks>(availableParallelism())
const { timed, note, measured } = createTimer()
let voxels = 0
for (let run = 0; run < Number(numbers[3] ?? 3); run++) {
  const { info } = await timed('labels', () =>
    segmentInPool(pool, { method: 'standard', parameters: {}, volume, previous: null }, { onEvent: () => {} }),
  )
  for (const { stage, seconds } of info.stages) note(stage, seconds)
  voxels = (info.volumes['right']?.voxels ?? 0) + (info.volumes['left']?.voxels ?? 0)
}
await pool.close()
console.log(JSON.stringify({ ...measured(), voxels, triangles: 0 }))
