import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileDigests } from '../support/file-digests.ts'
import { runCommand } from '../support/run-command.ts'
import { type Ended, runProgram } from '../support/run-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('two programs that save into one folder at once', () => {
  const formats = ['--formats', 'nifti,stl,ply']
  const runs = [[], ['--threshold-hu', '-500']]
  let root = ''
  let dicom = ''
  let sets: Record<string, string>[] = []
  const segment = (out: string, ...more: string[]): Promise<Ended> =>
    runProgram(['segment', dicom, '--out', out, '--json', ...more])
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    await runCommand(['phantom', join(root, 'study'), '--slices', '60', '--size', '96'])
    dicom = join(root, 'study', 'dicom')
    const alone = runs.map((flags, n) => segment(join(root, `${n}`), ...formats, ...flags))
    for (const { status } of await Promise.all(alone)) expect(status).toBe(0)
    sets = runs.map((_, n) => fileDigests(join(root, `${n}`)))
    expect(sets[0]).not.toEqual(sets[1])
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  test('the same run twice: exactly one saves it, and the folder verifies', async () => {
    const out = join(temporaryFolder(), 'shared')
    const ended = await Promise.all([segment(out, ...formats), segment(out, ...formats)])
    expect(ended.map(({ status }) => status).sort()).toEqual([0, 5])
    expect(ended.find(({ status }) => status === 5)?.json.error.code).toBe('E_OUTPUT_EXISTS')
    expect(fileDigests(out)).toEqual(sets[0])
    expect((await runCommand(['verify', out])).status).toBe(0)
  })

  test('different runs: one of them is there, whole, and the other says that the names are taken', async () => {
    for (let round = 0; round < 2; round++) {
      const out = join(temporaryFolder(), 'shared')
      const ended = await Promise.all(runs.map((flags) => segment(out, ...formats, ...flags)))
      expect(ended.map(({ status }) => status).sort()).toEqual([0, 5])
      const [won, lost] = ended[0]?.status === 0 ? [0, 1] : [1, 0]
      expect(ended[lost]?.json.error.code).toBe('E_OUTPUT_EXISTS')
      expect(fileDigests(out)).toEqual(sets[won])
    }
  })

  test('different runs that may replace: the files of one of them, never some of each', async () => {
    const out = join(temporaryFolder(), 'shared')
    const ended = await Promise.all(runs.map((flags) => segment(out, ...formats, '--overwrite', ...flags)))
    expect(ended.map(({ status }) => status)).toEqual([0, 0])
    expect(sets).toContainEqual(fileDigests(out))
  })

  test('one run in two parts: both are saved, and one record lists both', async () => {
    const out = join(temporaryFolder(), 'shared')
    const ended = await Promise.all([segment(out, '--formats', 'nifti,stl'), segment(out, '--formats', 'ply')])
    expect(ended.map(({ status }) => status)).toEqual([0, 0])
    expect(readdirSync(out).sort()).toEqual(Object.keys(sets[0] ?? {}))
    expect(fileDigests(out)).toEqual(sets[0])
  })
})
