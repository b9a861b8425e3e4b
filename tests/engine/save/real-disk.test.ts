import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkOutputs } from '../../../src-main/engine/save/check-outputs.ts'
import { type FileSystem, nodeFileSystem } from '../../../src-main/engine/save/file-system.ts'
import { planSave } from '../../../src-main/engine/save/plan-save.ts'
import { saveResults } from '../../../src-main/engine/save/save-results.ts'
import type { SavedFile } from '../../../src-shared/contract.ts'
import { joinMeshes } from '../../../src-shared/imaging/join-meshes.ts'
import { noReport } from '../../../src-shared/report.ts'
import { mounted, noMounts, noQuota, smallDisk } from '../../support/machine.ts'
import { axialGrid, boxMesh } from '../../support/sample-shapes.ts'
import { sampleJob } from '../../support/save-job.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { testWhere } from '../../support/test-where.ts'

const names = ['lungs.nii.gz', 'lungs.stl', 'run.json']
const quiet = (): void => {}
const statuses = (files: readonly SavedFile[]) => files.map(({ name, status, code }) => [name, status, code])

/** Boxes of 1.2 MB as STL. */
const largeMesh = joinMeshes(Array.from({ length: 2000 }, (_, n) => boxMesh([n * 3, 0, 0], [2, 2, 2])))

/** Fills the disk but for this many bytes. */
function fill(folder: string, left: number): void {
  const ballast = openSync(join(folder, 'ballast'), 'a')
  try {
    const block = Buffer.alloc(4096)
    for (;;) writeSync(ballast, block)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(ballast)
  }
  if (left > 0) execFileSync('truncate', ['-s', `-${left}`, join(folder, 'ballast')])
}

/** The real file system that tells of each write that took less than was asked for, and does something before opening a file. */
function watched(onShort: (written: number, asked: number) => void, beforeWriting: () => void): FileSystem {
  return {
    ...nodeFileSystem,
    open: async (path, how) => {
      if (how === 'create') beforeWriting()
      const file = await nodeFileSystem.open(path, how)
      const write = async (bytes: Uint8Array, at: number, length: number): Promise<number> => {
        const written = await file.write(bytes, at, length)
        if (written < length) onShort(written, length)
        return written
      }
      return { ...file, write }
    },
  }
}

describe('a disk that is really full', () => {
  testWhere(noMounts, 'is told before the work, with what is needed and free', async () => {
    const disk = smallDisk(2048)
    fill(disk, 0)
    for (const folder of [disk, join(disk, 'new', 'folder')]) {
      const run = { method: 'article', parameters: {}, identity: 'removed' as const }
      await expect(checkOutputs(folder, names, { sourceFolders: [], overwrite: false, run })).rejects.toMatchObject({
        code: 'E_NO_SPACE',
        message: expect.stringMatching(/12 kB are needed in .+, but 0 B are free/),
      })
      const plan = await planSave({ folder, formats: ['stl'] }, { grid: axialGrid, maskVoxels: 9, triangles: 9000 }, [])
      expect(plan.problem).toMatchObject({ code: 'E_NO_SPACE', details: { freeBytes: 0 } })
    }
    expect(readdirSync(disk)).toEqual(['ballast'])
  })

  testWhere(noMounts, 'takes nothing, and what was there stays as it was', async () => {
    const disk = smallDisk(2048)
    const folder = join(disk, 'out')
    await saveResults(sampleJob(folder), quiet, noReport)
    const before = names.map((name) => readFileSync(join(folder, name)))
    fill(disk, 0)
    const told: SavedFile[] = []
    const job = sampleJob(folder, { mesh: largeMesh, existing: 'replace' })
    const files = await saveResults(job, (file) => told.push(file), noReport)
    expect(files.map(({ code }) => code)).toEqual(['E_NO_SPACE', 'E_NO_SPACE', 'E_OUTPUT_NOT_WRITABLE'])
    expect(files[1]?.message).toMatch(/^lungs\.stl was not saved: 1\.2 MB are needed in .+, but 0 B are free\. Make/)
    expect(told.some(({ status }) => status === 'verified')).toBe(false)
    expect(readdirSync(folder).sort()).toEqual(names)
    expect(names.map((name) => readFileSync(join(folder, name)))).toEqual(before)
  })

  testWhere(noMounts, 'in the middle of a mesh, after the room was found: nothing half-written stays', async () => {
    const disk = smallDisk(4096)
    const folder = join(disk, 'out')
    await saveResults(sampleJob(folder), quiet, noReport)
    const before = readFileSync(join(folder, 'lungs.stl'))
    const short: [number, number][] = []
    const left = 600_000
    const files = watched(
      (...what) => short.push(what),
      () => fill(disk, left),
    )
    const job = sampleJob(folder, { mesh: largeMesh, existing: 'replace', formats: ['stl'] })
    const rows = await saveResults(job, quiet, noReport, files)
    expect(rows[0]).toMatchObject({ name: 'lungs.stl', status: 'not-written', code: 'E_NO_SPACE' })
    expect(rows[0]?.message).toMatch(/1\.2 MB are needed in .+, but \d+ kB are free/)
    // the system itself took part of a piece without an error, and was asked again
    expect(short.length).toBeGreaterThan(0)
    expect(readdirSync(folder).sort()).toEqual(names)
    expect(readFileSync(join(folder, 'lungs.stl')).equals(before)).toBe(true)
  })

  testWhere(noMounts, 'that gets room again takes the same save', async () => {
    const disk = smallDisk(4096)
    const folder = join(disk, 'out')
    mkdirSync(folder)
    fill(disk, 300_000)
    const job = sampleJob(folder, { mesh: largeMesh })
    expect(statuses(await saveResults(job, quiet, noReport))).toEqual([
      ['lungs.nii.gz', 'verified', null],
      ['lungs.stl', 'not-written', 'E_NO_SPACE'],
      ['run.json', 'verified', null],
    ])
    rmSync(join(disk, 'ballast'))
    const again = await saveResults({ ...job, only: ['lungs.stl'] }, quiet, noReport)
    expect(again.every(({ status }) => status === 'verified')).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(names)
  })
})

/** A folder whose owner may put 1 MB there, on a disk with far more room. */
function folderWithQuota(): string {
  const image = join(temporaryFolder(), 'image')
  execFileSync('truncate', ['-s', '120M', image])
  execFileSync('mkfs.btrfs', ['-q', image])
  const disk = mounted('-o', 'loop', image)
  const folder = join(disk, 'share')
  execFileSync('btrfs', ['quota', 'enable', disk])
  execFileSync('btrfs', ['-q', 'subvolume', 'create', folder])
  execFileSync('btrfs', ['qgroup', 'limit', '1M', folder])
  return folder
}

testWhere(noQuota, 'a share of a disk that is used up is told as such, and takes nothing half', async () => {
  const folder = folderWithQuota()
  const rows = await saveResults(sampleJob(folder, { mesh: largeMesh }), quiet, noReport)
  expect(statuses(rows)).toEqual([
    ['lungs.nii.gz', 'verified', null],
    ['lungs.stl', 'not-written', 'E_NO_SPACE'],
    ['run.json', 'verified', null],
  ])
  expect(rows[1]?.message).toMatch(
    /your share \(quota\) of the disk that holds .+ is used up\. lungs\.stl needs about 1/,
  )
  expect(readdirSync(folder).sort()).toEqual(['lungs.nii.gz', 'run.json'])
})

testWhere(noMounts, 'a disk that becomes read-only when all is ready to be named keeps what it had', async () => {
  const disk = smallDisk(4096)
  await saveResults(sampleJob(disk), quiet, noReport)
  const before = names.map((name) => readFileSync(join(disk, name)))
  const files: FileSystem = {
    ...nodeFileSystem,
    rename: async (from, to) => {
      execFileSync('mount', ['-o', 'remount,ro', disk])
      return nodeFileSystem.rename(from, to)
    },
  }
  const rows = await saveResults(sampleJob(disk, { mesh: largeMesh, existing: 'replace' }), quiet, noReport, files)
  expect(rows.map(({ code }) => code)).toEqual(Array(3).fill('E_OUTPUT_NOT_WRITABLE'))
  expect(rows[1]?.message).toContain('lungs.stl could not be written')
  expect(rows[1]?.message).toContain('the disk is read-only')
  expect(names.map((name) => readFileSync(join(disk, name)))).toEqual(before)
  execFileSync('mount', ['-o', 'remount,rw', disk])
  const again = await saveResults(sampleJob(disk, { mesh: largeMesh, existing: 'replace' }), quiet, noReport)
  expect(again.every(({ status }) => status === 'verified')).toBe(true)
})

test.each(['sync', 'link'] as const)(
  'a folder that is removed before %s is told, and is not made anew',
  async (when) => {
    const folder = join(temporaryFolder(), 'out')
    const gone = (): void => rmSync(folder, { recursive: true, force: true })
    const files: FileSystem = {
      ...nodeFileSystem,
      open: async (path, how) => {
        const file = await nodeFileSystem.open(path, how)
        const sync = (): Promise<void> => {
          if (when === 'sync') gone()
          return file.sync()
        }
        return { ...file, sync }
      },
      link: (from, to) => {
        if (when === 'link') gone()
        return nodeFileSystem.link(from, to)
      },
    }
    const outcome = await saveResults(sampleJob(folder), quiet, noReport, files).catch((error: unknown) => error)
    const told = Array.isArray(outcome) ? outcome : [outcome]
    for (const { code, message } of told) {
      expect(code).toBe('E_OUTPUT_NOT_WRITABLE')
      if (!message.startsWith('Not written')) expect(message).toContain('the folder is gone')
    }
    expect(() => readdirSync(folder)).toThrow('ENOENT')
  },
)

test('a path that is too long is told by the plan, the check before the work and the save', async () => {
  const parent = temporaryFolder()
  for (const folder of [join(parent, 'x'.repeat(300)), join(parent, ...Array(30).fill('y'.repeat(200)))]) {
    const told = { code: 'E_OUTPUT_NOT_WRITABLE', message: expect.stringContaining('the path is too long') }
    const run = { method: 'article', parameters: {}, identity: 'removed' as const }
    await expect(checkOutputs(folder, names, { sourceFolders: [], overwrite: false, run })).rejects.toMatchObject(told)
    await expect(saveResults(sampleJob(folder), quiet, noReport)).rejects.toMatchObject(told)
    const plan = await planSave({ folder, formats: ['stl'] }, { grid: axialGrid, maskVoxels: 9, triangles: 9 }, [])
    expect(plan).toMatchObject({ writable: false, problem: told })
  }
  expect(readdirSync(parent)).toEqual([])
})

test.each(['new\nline', ' blanks ', '-rf', 'it\'s "quoted" $(x)', 'Lunge für Ärzte', '肺', '\u202eltr', 'a\\b', '...'])(
  'a folder named %j is as good as another',
  async (name) => {
    const folder = join(temporaryFolder(), name)
    const rows = await saveResults(sampleJob(folder), quiet, noReport)
    expect(rows.every(({ status }) => status === 'verified')).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(names)
  },
)

test('a file where the folder should be is left as it is', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, 'mine')
  for (const folder of [file, join(file, 'sub')]) {
    const save = saveResults(sampleJob(folder, { existing: 'replace' }), quiet, noReport)
    await expect(save).rejects.toMatchObject({ code: 'E_OUTPUT_NOT_WRITABLE' })
  }
  expect(readFileSync(file, 'utf8')).toBe('mine')
})
