import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { saveResults } from '../../../src-main/engine/save/save-results.ts'
import { noReport } from '../../../src-shared/report.ts'
import { sampleJob } from '../../support/save-job.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const saver = fileURLToPath(new URL('../../support/save-until-killed.ts', import.meta.url))
const names = ['lungs.nii.gz', 'lungs.stl', 'run.json']
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const rounds = 100
const lateRound = 80

/** Waits until a save has replaced its first file. */
async function firstReplaced(folder: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && readFileSync(join(folder, names[0] as string)).length === 3) {
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

test('killed at any moment, a save leaves every file old or new and whole; the next save sweeps the rest', async () => {
  const whole = temporaryFolder()
  await saveResults(sampleJob(whole), () => {}, noReport)
  const good = new Map(names.map((name) => [name, sha256(readFileSync(join(whole, name)))]))
  const folder = temporaryFolder()
  const replaceAll = async (): Promise<ChildProcess> => {
    for (const name of names) writeFileSync(join(folder, name), 'old')
    const child = spawn(process.execPath, [saver, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    return child
  }
  const unhindered = await replaceAll()
  const start = performance.now()
  await firstReplaced(folder, unhindered)
  const reachMs = performance.now() - start
  unhindered.kill('SIGKILL')
  await once(unhindered, 'close')
  let replaced = 0
  for (let round = 0; round < rounds; round++) {
    const child = await replaceAll()
    // from the first moment to well past the first file's new content; the last rounds see it, however busy the machine is
    if (round >= lateRound) await firstReplaced(folder, child)
    await new Promise((resolve) => setTimeout(resolve, round >= lateRound ? 0 : (round / rounds) * reachMs * 2))
    child.kill('SIGKILL')
    await once(child, 'close')
    for (const name of names) {
      const bytes = readFileSync(join(folder, name))
      if (bytes.equals(Buffer.from('old'))) continue
      replaced++
      expect(sha256(bytes), `round ${round}, ${name}`).toBe(good.get(name))
    }
  }
  expect(replaced).toBeGreaterThan(0)
  await saveResults(sampleJob(folder, { existing: 'replace' }), () => {}, noReport)
  expect(readdirSync(folder).sort()).toEqual(names)
})
