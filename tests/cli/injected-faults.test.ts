import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { isSealed } from '../../src-main/engine/save/seal-record.ts'
import { fileDigests } from '../support/file-digests.ts'
import { noStrace } from '../support/machine.ts'
import { runCommand } from '../support/run-command.ts'
import { type Ended, runProgram } from '../support/run-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testWhere } from '../support/test-where.ts'

const names = ['lungs.nii.gz', 'lungs.stl', 'run.json']

describe('the system fails a call of the program', () => {
  let root = ''
  let dicom = ''
  let before: Record<string, string> = {}
  let after: Record<string, string> = {}
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    await runCommand(['phantom', join(root, 'study'), '--slices', '60', '--size', '96'])
    dicom = join(root, 'study', 'dicom')
    await runCommand(['segment', dicom, '--out', join(root, 'old'), '--threshold-hu', '-500'])
    await runCommand(['segment', dicom, '--out', join(root, 'new')])
    before = fileDigests(join(root, 'old'))
    after = fileDigests(join(root, 'new'))
    for (const name of names) expect(before[name]).not.toBe(after[name])
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  /** Saves into the folder while the n-th call of this name fails; all of them are made by one thread, in their order. */
  async function segment(out: string, [call, error, n]: Fault, ...more: string[]): Promise<Ended> {
    const log = join(temporaryFolder(), 'log')
    const prefix = `exec strace -f --seccomp-bpf -qq -o '${log}' -e trace=${call} -e inject=${call}:error=${error}:when=${n}`
    const run = await runProgram(['segment', dicom, '--out', out, '--json', ...more], {
      prefix,
      env: { UV_THREADPOOL_SIZE: '1' },
    })
    expect(readFileSync(log, 'utf8')).toContain('(INJECTED)')
    return run
  }

  /** What was said fits what is there: each file old or new and whole, and none that failed is said to be saved. */
  function expectHonest(out: string, run: Ended, old: Record<string, string>): void {
    expect(run.status).toBe(5)
    expect(run.json.error.code).toMatch(/^E_(NO_SPACE|OUTPUT_NOT_WRITABLE)$/)
    expect(run.json.error.message).not.toContain('Unknown system error')
    const found = fileDigests(out)
    expect(Object.keys(found).filter((name) => !names.includes(name))).toEqual([])
    for (const name of names) {
      const saved = run.err.includes(`${name}: Read back`)
      if (name !== 'run.json') expect([after[name], ...(saved ? [] : [old[name]])]).toContain(found[name])
      else if (found[name] !== old[name]) expect(isSealed(readFileSync(join(out, name)))).toBe(true)
    }
    const saved = (run.json.error.details['saved'] ?? []) as readonly string[]
    for (const name of saved) expect(run.err).toContain(`${name}: Read back`)
  }

  // files in their order: mask, mesh, the folder, the record, the folder again
  const replacing: readonly Fault[] = [
    ['fsync', 'ENOSPC', 1],
    ['fsync', 'EIO', 3],
    ['fsync', 'EDQUOT', 4],
    ['fsync', 'EIO', 5],
    ['rename', 'EIO', 1],
    ['rename', 'EROFS', 3],
  ]
  for (const fault of replacing) {
    testWhere(noStrace, `while it replaces files: ${fault.join(' ')}`, async () => {
      const out = join(temporaryFolder(), 'out')
      cpSync(join(root, 'old'), out, { recursive: true })
      expectHonest(out, await segment(out, fault, '--overwrite'), before)
      expect(readdirSync(out).sort()).toEqual(names)
    })
  }

  const fresh: readonly Fault[] = [
    ['mkdir', 'ENOSPC', 1],
    ['fsync', 'EDQUOT', 1],
    ['fsync', 'EIO', 3],
    ['link', 'ENOSPC', 1],
    ['link', 'EIO', 2],
    ['link', 'EDQUOT', 3],
  ]
  for (const fault of fresh) {
    testWhere(noStrace, `in a new folder: ${fault.join(' ')}`, async () => {
      const parent = temporaryFolder()
      const out = join(parent, 'out')
      const run = await segment(out, fault)
      if (fault[0] === 'mkdir') expect(readdirSync(parent)).toEqual([])
      else expectHonest(out, run, {})
      expect(run.status).toBe(5)
    })
  }

  testWhere(
    noStrace,
    'and where it can not make a link, as on some disks, files get their names all the same',
    async () => {
      const out = join(temporaryFolder(), 'out')
      const run = await segment(out, ['link', 'EPERM', '1+'])
      expect(run.status).toBe(0)
      expect(fileDigests(out)).toEqual(after)
    },
  )
})

/** System call, its error, and which call of that name fails ("1+" for all). */
type Fault = readonly [call: string, error: string, n: number | string]
