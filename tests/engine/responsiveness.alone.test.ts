import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { writePhantom } from '../../src-main/engine/sample/write-phantom.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'

const program = fileURLToPath(new URL('../support/measure-responsiveness.ts', import.meta.url))

interface Measured {
  slices: number
  p50: number
  p99: number
  max: number
  cancels: { what: string; ms: number; cancelled: boolean; code: string }[]
}

/** In a process of its own, so that only the engine is measured and not the test runner. */
async function measure(folder: string): Promise<Measured> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, folder])
  const measured = JSON.parse(stdout) as Measured
  const slowest = Math.max(...measured.cancels.map(({ ms }) => ms))
  const { slices, p50, p99, max } = measured
  console.info(
    `event loop, ${slices} slices: p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, max ${max.toFixed(1)} ms; slowest cancel ${slowest.toFixed(0)} ms`,
  )
  return measured
}

function expectResponsive({ p99, cancels }: Measured): void {
  expect(p99).toBeLessThan(50)
  expect(cancels.length).toBe(10)
  for (const cancel of cancels) {
    expect(cancel.ms).toBeLessThan(300)
    // work that was in its last moments when it was cancelled may still end as done
    expect(cancel.cancelled ? ['E_CANCELLED', 'done'] : ['done']).toContain(cancel.code)
  }
  for (const what of ['load', 'segment']) {
    const stopped = cancels.filter((cancel) => cancel.what === what && cancel.code === 'E_CANCELLED')
    expect(stopped.length).toBeGreaterThan(0)
  }
}

describeWithData('responsiveness on a real series', ['chest-philips-5mm'], (folder) => {
  it('keeps the event loop under 50 ms at p99 and cancels within 300 ms', async () => {
    expectResponsive(await measure(folder))
  })
})

it('keeps the event loop under 50 ms at p99 and cancels within 300 ms on the phantom', async () => {
  const folder = temporaryFolder()
  const { dicomFolder } = await writePhantom(folder, { slices: 60, size: 512 })
  expectResponsive(await measure(dicomFolder))
})
