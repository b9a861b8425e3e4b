import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder = ''
const program = join(root, 'src-main/cli/main.ts')
// as `npm run hilum` starts it
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { hilum: string } }
const flags = scripts.hilum.split(' ').filter((word) => word.startsWith('--'))

/**
 * Runs the program and gives the largest resident memory of its life in bytes. Linux counts the size of the process that
 * started it into `maxRSS`, so that there its own high-water mark is asked for.
 */
function peakBytes(args: readonly string[]): number {
  const peakFile = join(folder, 'peak')
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

const segment = (study: string, method: string): number =>
  peakBytes(['segment', join(folder, study, 'dicom'), '--out', join(folder, `${study}-${method}`), '--method', method])

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilum-test-'))
  peakBytes(['phantom', join(folder, 'small'), '--slices', '20', '--size', '128'])
  peakBytes(['phantom', join(folder, 'large'), '--slices', '300', '--size', '512'])
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(['article', 'standard'])(
  'a whole job of method %s on two cores takes no more than 1.5 times the volume and 200 MB',
  // when garbage is collected varies: a second run decides
  { timeout: 120_000, retry: 1 },
  (method) => {
    // the first run after a change of the sources takes types out of them, and the memory for that
    segment('small', method)
    const peak = segment('large', method)
    const volumeBytes = 512 * 512 * 300 * 2
    expect(peak).toBeGreaterThan(volumeBytes)
    // on two cores; each thread more has code and a heap of its own
    const moreThreads = Math.max(0, availableParallelism() - 2)
    expect(peak).toBeLessThan(1.5 * volumeBytes + 200e6 + moreThreads * 35e6)
  },
)
