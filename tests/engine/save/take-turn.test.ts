import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type FileSystem, nodeFileSystem } from '../../../src-main/engine/save/file-system.ts'
import type { SaveJob } from '../../../src-main/engine/save/save-job.ts'
import { saveResults } from '../../../src-main/engine/save/save-results.ts'
import { takeTurn } from '../../../src-main/engine/save/take-turn.ts'
import { temporaryPath } from '../../../src-main/engine/save/temporary-file.ts'
import { verifyFolder } from '../../../src-main/engine/save/verify-folder.ts'
import { cancelled } from '../../../src-shared/failure.ts'
import { noReport } from '../../../src-shared/report.ts'
import { boxMesh } from '../../support/sample-shapes.ts'
import { sampleJob } from '../../support/save-job.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const quiet = (): void => {}
const formats = ['nifti', 'stl', 'ply', 'npy']

/** The save of run n: each of its files differs from those of every other run. */
function jobOf(n: number, folder: string, changes: Partial<SaveJob> = {}): SaveJob {
  const job = sampleJob(folder, { formats, mesh: boxMesh([n, 0, 0], [10, 10, 10]), ...changes })
  return { ...job, record: { ...job.record, parameters: { planes: 'axial', minComponentPx: 100 + n } } }
}

const contents = (folder: string): Map<string, string> =>
  new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]))

/** The real file system, on a disk that takes its time, never the same, to give a file its name. */
function slow(): FileSystem {
  const late =
    <A extends unknown[]>(work: (...parts: A) => Promise<void>) =>
    async (...parts: A): Promise<void> => {
      await wait(Math.random() * 8)
      await work(...parts)
    }
  return { ...nodeFileSystem, link: late(nodeFileSystem.link), rename: late(nodeFileSystem.rename) }
}

describe('saves of different runs into one folder at once', () => {
  const runs = [0, 1, 2, 3]
  const alone = async (n: number): Promise<Map<string, string>> => {
    const folder = temporaryFolder()
    await saveResults(jobOf(n, folder), quiet, noReport)
    return contents(folder)
  }

  test('exactly one is saved, all of it, and the others say that its names are taken', async () => {
    const sets = await Promise.all(runs.map(alone))
    for (let round = 0; round < 8; round++) {
      const folder = temporaryFolder()
      const saves = await Promise.all(runs.map((n) => saveResults(jobOf(n, folder), quiet, noReport, slow())))
      const winners = saves.flatMap((rows, n) => (rows.every(({ status }) => status === 'verified') ? [n] : []))
      expect(winners).toHaveLength(1)
      for (const [n, rows] of saves.entries()) {
        if (n !== winners[0]) expect(rows.map(({ code }) => code)).toEqual(rows.map(() => 'E_OUTPUT_EXISTS'))
      }
      expect(contents(folder)).toEqual(sets[winners[0] as number])
    }
  })

  test('also where they save other formats: no file is left that its record does not list', async () => {
    for (let round = 0; round < 8; round++) {
      const folder = temporaryFolder()
      const wanted = [['nifti'], ['stl', 'npy'], ['nifti', 'ply'], ['npy', 'ply']]
      const saves = await Promise.all(
        runs.map((n) => saveResults(jobOf(n, folder, { formats: wanted[n] as string[] }), quiet, noReport, slow())),
      )
      const winners = saves.filter((rows) => rows.every(({ status }) => status === 'verified'))
      expect(winners).toHaveLength(1)
      expect(readdirSync(folder).sort()).toEqual(winners[0]?.map(({ name }) => name).sort())
    }
  })

  test('where they may replace, all are saved and the files are those of one of them', async () => {
    const sets = await Promise.all(runs.map(alone))
    for (let round = 0; round < 8; round++) {
      const folder = temporaryFolder()
      await saveResults(jobOf(9, folder), quiet, noReport)
      const saves = await Promise.all(
        runs.map((n) => saveResults(jobOf(n, folder, { existing: 'replace' }), quiet, noReport, slow())),
      )
      expect(saves.flat().every(({ status }) => status === 'verified')).toBe(true)
      expect(sets).toContainEqual(contents(folder))
    }
  })

  test('parts of one run at once all join its record', async () => {
    const folder = temporaryFolder()
    const saves = await Promise.all(
      formats.map((id) => saveResults(jobOf(1, folder, { formats: [id] }), quiet, noReport, slow())),
    )
    expect(saves.flat().every(({ status }) => status === 'verified')).toBe(true)
    const { files } = await verifyFolder({ folder, study: null }, noReport)
    expect(files.map(({ file, state }) => `${file} ${state}`).sort()).toEqual([
      'lungs.nii.gz same',
      'lungs.npy same',
      'lungs.ply same',
      'lungs.stl same',
      'run.json same',
    ])
  })
})

describe('a turn', () => {
  const leaveTurn = (folder: string, pid: number, secondsOld = 0): void => {
    const path = temporaryPath(folder, 'turn').replace(`-${process.pid}-`, `-${pid}-`)
    writeFileSync(path, '')
    const time = Date.now() / 1000 - secondsOld
    utimesSync(path, time, time)
  }
  const dead = (): number => spawnSync('true').pid ?? 0

  test('of a program that is dead, or of one that stopped long ago, keeps nobody waiting, and is swept', async () => {
    const folder = temporaryFolder()
    leaveTurn(folder, dead())
    leaveTurn(folder, process.ppid, 200)
    expect(await takeTurn(nodeFileSystem, folder, quiet, async () => 'done', 0)).toBe('done')
    await saveResults(sampleJob(folder), quiet, noReport)
    expect(readdirSync(folder).sort()).toEqual(['lungs.nii.gz', 'lungs.stl', 'run.json'])
  })

  test('that does not end is told after a while, and nothing of this save is left', async () => {
    const folder = temporaryFolder()
    leaveTurn(folder, process.ppid)
    const turn = takeTurn(nodeFileSystem, folder, quiet, async () => 'done', 30)
    await expect(turn).rejects.toMatchObject({
      code: 'E_OUTPUT_NOT_WRITABLE',
      message: expect.stringContaining('another save into it does not come to its end'),
    })
    expect(readdirSync(folder)).toHaveLength(1)
  })

  test('is waited for until the save is cancelled, and nothing of it is left', async () => {
    const folder = temporaryFolder()
    leaveTurn(folder, process.ppid)
    let ready = 0
    const report = (done: number, total: number): void => {
      if (done === total && ++ready === 4) throw cancelled()
    }
    await expect(saveResults(sampleJob(folder), quiet, report)).rejects.toMatchObject({ code: 'E_CANCELLED' })
    expect(readdirSync(folder)).toHaveLength(1)
  })

  test('ends where its work fails', async () => {
    const folder = temporaryFolder()
    const work = takeTurn(nodeFileSystem, folder, quiet, () => Promise.reject(new Error('no')))
    await expect(work).rejects.toThrow('no')
    expect(readdirSync(folder)).toEqual([])
  })
})
