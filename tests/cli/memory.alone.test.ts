import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = join(root, 'src-main/cli/main.ts')
// as `npm run hilum` starts it
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { hilum: string } }
const flags = scripts.hilum.split(' ').filter((word) => word.startsWith('--'))

/**
 * Runs the program and gives the largest resident memory of its life in bytes. Linux counts the size of the process that
 * started it into `maxRSS`, so that there its own high-water mark is asked for.
 */
function peakBytes(args: readonly string[]): number {
  const peakFile = join(temporaryFolder(), 'peak')
  const tellPeak = `
    import { readFileSync, writeFileSync } from 'node:fs'
    process.on('exit', () => {
      const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
      const kib = /^VmHWM:\\s*(\\d+)/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS
      writeFileSync(${JSON.stringify(peakFile)}, String(kib))
    })`
  const preload = `data:text/javascript,${encodeURIComponent(tellPeak)}`
  const { status, stderr } = spawnSync(process.execPath, [...flags, '--import', preload, program, ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return Number(readFileSync(peakFile, 'utf8')) * 1024
}

test('a whole job on two cores takes no more than 1.5 times the volume and 200 MB', { timeout: 120_000 }, () => {
  const folder = temporaryFolder()
  const small = join(folder, 'small')
  const large = join(folder, 'large')
  // the first run after a change of the sources takes types out of them, and the memory for that
  peakBytes(['phantom', small, '--slices', '20', '--size', '128'])
  peakBytes(['segment', join(small, 'dicom'), '--out', join(folder, 'small-out'), '--method', 'article'])
  peakBytes(['phantom', large, '--slices', '120', '--size', '512'])
  const peak = peakBytes(['segment', join(large, 'dicom'), '--out', join(folder, 'large-out'), '--method', 'article'])
  const volumeBytes = 512 * 512 * 120 * 2
  expect(peak).toBeGreaterThan(volumeBytes)
  // on two cores; each thread more has code and a heap of its own
  const moreThreads = Math.max(0, availableParallelism() - 2)
  expect(peak).toBeLessThan(1.5 * volumeBytes + 200e6 + moreThreads * 35e6)
})
