import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writePhantom } from '../../src-main/engine/sample/write-phantom.ts'
import { measure } from '../bench/measured.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const slices = 100
const volumeBytes = 512 * 512 * slices * 2

it('holds no more memory after ten series worked on and let go of than after two', async () => {
  const folder = temporaryFolder()
  const { dicomFolder } = await writePhantom(folder, { slices, size: 512 })
  const peakOf = (runs: number): number =>
    measure('hilum-run.ts', [dicomFolder, 'rows', runs, join(folder, 'saved')]).peakBytes
  const [two, ten] = [peakOf(2), peakOf(10)]
  console.info(`peak memory: 2 series ${(two / 1e6).toFixed(0)} MB, 10 series ${(ten / 1e6).toFixed(0)} MB`)
  // one volume may wait for the next collection of garbage
  expect(ten).toBeLessThan(two + 1.5 * volumeBytes)
})
