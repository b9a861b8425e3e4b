import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const named = process.env['HILUM_TEST_DATA']
const folder = named === undefined ? join(root, '..', 'shared', 'data') : resolve(named)

/** Path of a real scan below the test data folder; null where it is absent. Throws where HILUM_TEST_DATA names a folder that is not there. */
export function testData(...parts: string[]): string | null {
  if (named !== undefined && !existsSync(folder))
    throw new Error(`HILUM_TEST_DATA names ${folder}, which is not there.`)
  const path = join(folder, ...parts)
  return existsSync(path) ? path : null
}

/** A suite on a real scan; where the scan is absent, one skipped test that gives the reason stands for it. */
export function describeWithData(name: string, parts: string[], suite: (path: string) => void): void {
  const path = testData(...parts)
  if (path !== null) {
    describe(name, () => suite(path))
    return
  }
  const reason = `no test data: ${parts.join('/')}`
  console.warn(`SKIPPED ${name}: ${reason}`)
  describe(name, () => {
    it.skip(`not run (${reason})`, () => {})
  })
}
