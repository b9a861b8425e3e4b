import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formats } from '../../src-shared/formats/registry.ts'
import { asNobody, mounted, noMounts, noNetworkSpaces, noOtherUser, noStrace } from '../support/machine.ts'
import { runCommand } from '../support/run-command.ts'
import { runProgram } from '../support/run-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testWhere } from '../support/test-where.ts'
import { treeState } from '../support/tree-state.ts'

// a browser that prints is no part of the program
const ids = formats.map(({ id }) => id).filter((id) => id !== 'report-pdf')

describe('the study', () => {
  let root = ''
  let study = ''
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    chmodSync(root, 0o755)
    await runCommand(['phantom', join(root, 'phantom'), '--slices', '60', '--size', '96'])
    study = join(root, 'study')
    cpSync(join(root, 'phantom', 'dicom'), join(study, 'ct', 'series'), { recursive: true })
    symlinkSync('ct', join(study, 'link'))
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  /** Scans, segments, saves every format, verifies and compares. */
  async function useAll(folder: string, out: string, prefix: string): Promise<void> {
    const commands = [
      ['scan', folder],
      ['segment', folder, '--out', out, '--formats', ids.join()],
      ['verify', out, '--study', folder],
      ['compare', join(out, 'lungs.nii.gz'), join(out, 'lungs.seg.dcm')],
    ]
    for (const args of commands) {
      const { status, err } = await runProgram(args, { prefix })
      expect([args[0], status, status === 0 ? '' : err]).toEqual([args[0], 0, ''])
    }
    expect(readdirSync(out)).toHaveLength(ids.length + 1)
  }

  testWhere(noStrace, 'is opened for reading alone, and no call goes to a network', async () => {
    const before = treeState(study)
    const log = join(temporaryFolder(), 'log')
    const calls = '-e trace=%file,%network,fchmod,fchown,futimesat,ftruncate,fsetxattr,bind,listen'
    await useAll(study, join(temporaryFolder(), 'out'), `exec strace -f --seccomp-bpf -qq -y -A -o '${log}' ${calls}`)
    expect(treeState(study)).toEqual(before)
    const lines = readFileSync(log, 'utf8').split('\n')
    const ofStudy = lines.filter((line) => line.includes(study) && !line.includes('execve('))
    expect(ofStudy.filter((line) => line.includes('open')).length).toBeGreaterThan(120)
    const reading = /^\d+ +(<\.\.\. )?(openat|open|stat|lstat|statx|newfstatat|readlink|access|faccessat2?|statfs)\b/
    const writing = /\bO_(WRONLY|RDWR|CREAT|TRUNC|APPEND)\b|\bW_OK\b/
    expect(ofStudy.filter((line) => !reading.test(line) || writing.test(line))).toEqual([])
    // a socket pair of the process itself is no connection
    expect(lines.filter((line) => /\b(AF_INET6?|connect|bind|listen|sendto)\b/.test(line))).toEqual([])
  })

  testWhere(noOtherUser, 'may be read-only, for a user who owns none of it', async () => {
    const folder = join(temporaryFolder(), 'study')
    chmodSync(join(folder, '..'), 0o755)
    cpSync(study, folder, { recursive: true })
    execFileSync('chmod', ['-R', 'a-w', folder])
    const before = treeState(folder)
    const own = temporaryFolder()
    chmodSync(own, 0o777)
    await useAll(folder, join(own, 'out'), asNobody)
    expect(treeState(folder)).toEqual(before)
  })

  testWhere(noMounts, 'may lie on a disk that is read-only', async () => {
    const disk = mounted('--bind', study)
    execFileSync('mount', ['-o', 'remount,ro,bind', disk])
    const before = treeState(study)
    const out = join(temporaryFolder(), 'out')
    expect((await runCommand(['segment', disk, '--out', out])).status).toBe(0)
    const refused = await runCommand(['segment', disk, '--out', join(disk, 'out'), '--json'])
    expect(refused.json.error.code).toBe('E_OUTPUT_IN_SOURCE')
    expect(treeState(study)).toEqual(before)
  })

  test('is never saved into, whatever way leads there', async () => {
    const before = treeState(study)
    const elsewhere = temporaryFolder()
    symlinkSync(study, join(elsewhere, 'study'))
    symlinkSync(join(study, 'ct', 'series'), join(elsewhere, 'series'))
    symlinkSync(root, join(elsewhere, 'up'))
    mkdirSync(join(elsewhere, 'sub'))
    for (const out of [
      study,
      join(study, 'new', 'er'),
      join(study, 'ct', 'series'),
      `${study}/ct/../new`,
      `${elsewhere}/sub/../../${basename(elsewhere)}/study/new`,
      join(elsewhere, 'study'),
      join(elsewhere, 'series', 'new'),
      join(elsewhere, 'up', 'study', 'new'),
    ]) {
      const refused = await runCommand(['segment', study, '--out', out, '--json'])
      expect([refused.status, refused.json.error.code, out]).toEqual([5, 'E_OUTPUT_IN_SOURCE', out])
    }
    // the study named by a link, the folder by its own name
    const other = await runCommand(['segment', join(elsewhere, 'study'), '--out', join(study, 'new'), '--json'])
    expect(other.json.error.code).toBe('E_OUTPUT_IN_SOURCE')
    expect(treeState(study)).toEqual(before)
  })

  testWhere(noMounts, 'is never saved into through another mount, of all or of a part of it', async () => {
    const before = treeState(study)
    for (const part of [study, join(study, 'ct'), join(study, 'ct', 'series')]) {
      const disk = mounted('--bind', part)
      for (const out of [disk, join(disk, 'new')]) {
        const refused = await runCommand(['segment', study, '--out', out, '--json'])
        expect([refused.json.error.code, part]).toEqual(['E_OUTPUT_IN_SOURCE', part])
      }
    }
    const disk = mounted('--bind', study)
    const refused = await runCommand(['segment', disk, '--out', join(study, 'new'), '--json'])
    expect(refused.json.error.code).toBe('E_OUTPUT_IN_SOURCE')
    expect(treeState(study)).toEqual(before)
  })

  test('may lie in the folder that is saved into, which goes on as a study itself', async () => {
    const parent = temporaryFolder()
    cpSync(study, join(parent, 'study'), { recursive: true })
    const before = treeState(join(parent, 'study'))
    const saved = ['segment', join(parent, 'study'), '--out', parent, '--formats', 'nifti,seg']
    expect((await runCommand(saved)).status).toBe(0)
    expect((await runCommand(['verify', parent, '--study', join(parent, 'study')])).status).toBe(0)
    const inside = await runCommand(['segment', parent, '--out', join(parent, 'again'), '--json'])
    expect(inside.json.error.code).toBe('E_OUTPUT_IN_SOURCE')
    const again = await runCommand(['segment', parent, '--out', join(temporaryFolder(), 'again'), '--json'])
    expect(again.status).toBe(0)
    expect(treeState(join(parent, 'study'))).toEqual(before)
  })

  testWhere(noNetworkSpaces, 'is used from end to end where there is no network at all', async () => {
    await useAll(study, join(temporaryFolder(), 'out'), 'exec unshare -n')
  })
})
