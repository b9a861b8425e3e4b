import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { writePhantom } from '../../src-main/engine/sample/write-phantom.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const program = fileURLToPath(new URL('../bench/hilum-run.ts', import.meta.url))
const kernels = ['findRowEnds', 'dilate', 'erode', 'fillSlab', 'writeTriangles']
const runs = 8
/** Until V8 has seen all shapes. */
const mostThrownAway = 3

/** How often each kernel was compiled, and thrown away for want of objects of a shape, in the threads of a program. */
async function compiledKernels(): Promise<{ kernel: string; compiled: number; thrownAway: number }[]> {
  const folder = temporaryFolder()
  const { dicomFolder } = await writePhantom(folder, { slices: 100, size: 512 })
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    ['--trace-opt', '--trace-deopt', program, dicomFolder, 'rows', String(runs), join(folder, 'saved')],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  if (status !== 0) throw new Error(stderr)
  const lines = stdout.split('\n')
  const count = (what: string, named: string): number =>
    lines.filter((line) => line.includes(what) && line.includes(named)).length
  return kernels.map((kernel) => ({
    kernel,
    compiled: count('completed optimizing', `JSFunction ${kernel} `),
    thrownAway: count('embedded weak objects cleared', `SharedFunctionInfo ${kernel}>`),
  }))
}

describe('collecting garbage after a series is closed', () => {
  it('leaves the kernels compiled for the next series', async () => {
    const found = await compiledKernels()
    console.info(
      `compiled, thrown away in ${runs} series: ${found.map(({ kernel, compiled, thrownAway }) => `${kernel} ${compiled}, ${thrownAway}`).join('; ')}`,
    )
    for (const { kernel, compiled, thrownAway } of found) {
      expect(compiled, kernel).toBeGreaterThan(0)
      expect(thrownAway, kernel).toBeLessThanOrEqual(mostThrownAway)
    }
  })
})
