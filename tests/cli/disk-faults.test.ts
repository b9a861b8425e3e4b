import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runRecordSchema } from '../../src-shared/run-record.ts'
import { fileDigests } from '../support/file-digests.ts'
import { asNobody, noMounts, noOtherUser, smallDisk } from '../support/machine.ts'
import { runCommand } from '../support/run-command.ts'
import { type Ended, runProgram } from '../support/run-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testWhere } from '../support/test-where.ts'

const mask = 'lungs.nii.gz'

describe('the program, as a user runs it, into a folder that takes no files:', () => {
  let root = ''
  let dicom = ''
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    chmodSync(root, 0o755)
    // surfaces of 2.1 MB as STL and 1.1 MB as PLY
    await runCommand(['phantom', join(root, 'study'), '--slices', '60', '--size', '96'])
    dicom = join(root, 'study', 'dicom')
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  const segment = (out: string, formats: string, prefix = 'exec', ...more: string[]): Promise<Ended> =>
    runProgram(['segment', dicom, '--out', out, '--formats', formats, '--json', ...more], { prefix })

  /** Nothing but whole files that the record lists, and that still are what was proved. */
  async function expectWhole(folder: string, names: readonly string[]): Promise<void> {
    expect(readdirSync(folder).sort()).toEqual([...names].sort())
    const { outputs } = runRecordSchema.parse(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')))
    expect(outputs.map(({ file }) => file)).toEqual(names.filter((name) => name !== 'run.json').sort())
    expect((await runCommand(['verify', folder])).status).toBe(0)
  }

  testWhere(noMounts, 'a full disk is told before the work', async () => {
    const disk = smallDisk(2048)
    expect(() => execFileSync('dd', ['if=/dev/zero', `of=${join(disk, 'full')}`], { stdio: 'ignore' })).toThrow()
    const run = await segment(join(disk, 'a', 'b'), 'nifti,stl')
    expect([run.status, run.json.error.code]).toEqual([5, 'E_NO_SPACE'])
    expect(run.json.error.message).toMatch(/kB are needed in .+, but 0 B are free/)
    expect(run.err).not.toContain('Threshold')
    expect(readdirSync(disk)).toEqual(['full'])
  })

  testWhere(
    noMounts,
    'a disk too small for the mesh: named, with what is needed and free; the mask is whole',
    async () => {
      const disk = smallDisk(1024)
      const run = await segment(disk, 'nifti,stl')
      expect([run.status, run.json.error.code]).toEqual([5, 'E_NO_SPACE'])
      expect(run.json.error.message).toMatch(
        /^lungs\.stl was not saved: 2\.1 MB are needed in .+, but (1\.0 MB|\d+ kB) are free\. Make room/,
      )
      expect(run.err).not.toContain('lungs.stl: Read back')
      await expectWhole(disk, [mask, 'run.json'])
    },
  )

  testWhere(noMounts, 'a disk that fills up while files are written: those that are named are whole', async () => {
    // each has room for itself, and not for both
    const disk = smallDisk(2500)
    const run = await segment(disk, 'nifti,stl,ply')
    expect([run.status, run.json.error.code]).toEqual([5, 'E_NO_SPACE'])
    expect(run.json.error.message).toMatch(/^lungs\.(stl|ply) was not saved: /)
    const saved = ['lungs.ply', 'lungs.stl'].filter((name) => run.err.includes(`${name}: Read back`))
    expect(saved.length).toBeLessThan(2)
    await expectWhole(disk, [mask, ...saved, 'run.json'])
  })

  testWhere(noMounts, 'a disk that is read-only', async () => {
    const disk = smallDisk(4096)
    execFileSync('mount', ['-o', 'remount,ro', disk])
    for (const out of [disk, join(disk, 'new')]) {
      const run = await segment(out, 'nifti')
      expect([run.status, run.json.error.code]).toEqual([5, 'E_OUTPUT_NOT_WRITABLE'])
      expect(run.json.error.message).toContain('the disk is read-only')
    }
  })

  test.skipIf(process.platform === 'win32')('a limit on the size of files', async () => {
    const out = join(temporaryFolder(), 'out')
    const run = await segment(out, 'nifti,stl', 'ulimit -f 1024; exec')
    expect([run.status, run.json.error.code]).toEqual([5, 'E_OUTPUT_NOT_WRITABLE'])
    expect(run.json.error.message).toContain('lungs.stl could not be written into')
    expect(run.json.error.message).toContain('files may not be that large there')
    await expectWhole(out, [mask, 'run.json'])
  })

  test.skipIf(process.platform === 'win32')('no file at all may be written: the old ones stay', async () => {
    const out = join(temporaryFolder(), 'out')
    expect((await segment(out, 'nifti,stl')).status).toBe(0)
    const before = fileDigests(out)
    const run = await segment(out, 'nifti,stl', 'ulimit -f 0; exec', '--overwrite', '--v-mm3', '500')
    expect([run.status, run.json.error.code]).toEqual([5, 'E_OUTPUT_NOT_WRITABLE'])
    expect(run.err).not.toContain('Read back')
    expect(fileDigests(out)).toEqual(before)
  })

  testWhere(noOtherUser, 'the folder of another user, and one of the own', async () => {
    const [others, own] = [join(temporaryFolder(), 'others'), join(temporaryFolder(), 'own')]
    for (const folder of [others, own]) {
      mkdirSync(folder)
      chmodSync(join(folder, '..'), 0o755)
    }
    chownSync(own, 65534, 65534)
    for (const out of [others, join(others, 'new')]) {
      const run = await segment(out, 'nifti', asNobody)
      expect([run.status, run.json.error.code]).toEqual([5, 'E_OUTPUT_NOT_WRITABLE'])
      expect(run.json.error.message).toContain('you may not write there')
    }
    expect(readdirSync(others)).toEqual([])
    expect((await segment(join(own, 'new'), 'nifti', asNobody)).status).toBe(0)
    chmodSync(join(others, '..'), 0o700)
    const hidden = await segment(join(others, 'new'), 'nifti', asNobody)
    expect([hidden.status, hidden.json.error.code]).toEqual([5, 'E_OUTPUT_NOT_WRITABLE'])
  })

  test('a file, a path that is too long, and a name that could forge lines', async () => {
    const parent = temporaryFolder()
    const file = join(parent, 'a\nlungs.stl: Read back')
    writeFileSync(file, 'mine')
    for (const [out, reason] of [
      [file, 'part of the path is a file'],
      [join(file, 'new'), 'part of the path is a file'],
      [join(parent, 'x'.repeat(300)), 'the path is too long'],
      [join(parent, ...Array(30).fill('y'.repeat(200))), 'the path is too long'],
    ] as const) {
      const run = await segment(out, 'nifti')
      expect([run.status, run.json.error.code]).toEqual([5, 'E_OUTPUT_NOT_WRITABLE'])
      expect(run.json.error.message).toContain(reason)
      expect(run.err.trim().split('\n')).toHaveLength(1)
    }
    expect(readFileSync(file, 'utf8')).toBe('mine')
    expect(existsSync(join(parent, 'y'.repeat(200)))).toBe(false)
  })
})
