import {
  appendFileSync,
  cpSync,
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
import { runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'

const names = ['lungs.nii.gz', 'lungs.stl', 'run.json']

describeWithData('verify', ['chest-ct64', 'dicom'], (study) => {
  let saved = ''
  beforeAll(async () => {
    saved = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    expect((await runCommand(['segment', study, '--out', saved])).status).toBe(0)
  })
  afterAll(() => rmSync(saved, { recursive: true, force: true }))

  const copy = (): string => {
    const folder = join(temporaryFolder(), 'copy')
    cpSync(saved, folder, { recursive: true })
    return folder
  }

  test('finds all as it was saved, and the study too', async () => {
    const run = await runCommand(['verify', saved, '--study', study, '--json'])
    expect(run.status).toBe(0)
    const document = JSON.parse(run.out)
    expect(document.files).toHaveLength(1 + 2 + 79)
    expect(new Set(document.files.map(({ state }: { state: string }) => state))).toEqual(new Set(['same']))
    expect(run.err).toContain('2 saved files and 79 input files as run.json lists them')
  })

  test.each(names)('one byte changed anywhere in %s is found and named', async (name) => {
    const folder = copy()
    const path = join(folder, name)
    const bytes = readFileSync(path)
    const places = [0, 1, 0.25, 0.5, 0.75, 1].map((part, n) =>
      n === 1 ? 9 : Math.min(bytes.length - 1, Math.floor(part * bytes.length)),
    )
    for (const at of places) {
      const changed = Uint8Array.from(bytes)
      changed[at] = (changed[at] as number) ^ 1
      writeFileSync(path, changed)
      const run = await runCommand(['verify', folder, '--json'])
      expect(run.status).toBe(1)
      expect(run.json.error).toMatchObject({ code: 'E_MISMATCH', details: { files: [name] } })
      expect(run.err).toContain(`${name}: `)
    }
  })

  test('every byte of the record counts, numbers and spaces too', async () => {
    const folder = copy()
    const path = join(folder, 'run.json')
    const text = readFileSync(path, 'utf8')
    for (const [from, to] of [
      ['"version": "', '"version": "9'],
      ['  "method"', '   "method"'],
      [/"recordSha256": "./, '"recordSha256": "x'],
    ] as const) {
      writeFileSync(path, text.replace(from, to))
      expect((await runCommand(['verify', folder])).status).toBe(1)
    }
    writeFileSync(path, text)
    expect((await runCommand(['verify', folder])).status).toBe(0)
  })

  test('a file that is longer, gone, or a folder by now', async () => {
    const folder = copy()
    appendFileSync(join(folder, 'lungs.stl'), 'x')
    rmSync(join(folder, 'lungs.nii.gz'))
    mkdirSync(join(folder, 'lungs.nii.gz'))
    const run = await runCommand(['verify', folder, '--json'])
    expect(run.json.error.details).toMatchObject({
      files: ['lungs.nii.gz', 'lungs.stl'],
      reasons: ['unreadable', 'changed'],
    })
    rmSync(join(folder, 'lungs.nii.gz'), { recursive: true })
    expect((await runCommand(['verify', folder])).err).toContain('lungs.nii.gz: The file is not there.')
  })

  test('a study file that changed since is named', async () => {
    const other = join(temporaryFolder(), 'study')
    cpSync(study, other, { recursive: true })
    const [first = ''] = readdirSync(other).filter((name) => name.endsWith('.dcm'))
    const bytes = readFileSync(join(other, first))
    bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1
    writeFileSync(join(other, first), bytes)
    const run = await runCommand(['verify', saved, '--study', other, '--json'])
    expect(run.json.error).toMatchObject({ code: 'E_MISMATCH', details: { files: [first] } })
  })

  test('a folder that is not the study is said in one line, not file by file', async () => {
    const elsewhere = temporaryFolder()
    const run = await runCommand(['verify', saved, '--study', elsewhere, '--json'])
    expect(run.status).toBe(1)
    expect(run.json.error.message).toBe(
      `None of the 79 input files is in ${elsewhere}. Name the folder that was segmented (--study).`,
    )
    expect(run.json.error.details['files']).toHaveLength(79)
    expect(run.err).not.toContain('The file is not there.')
  })

  test('names the first of many files that differ, and says which folder they are in', async () => {
    const other = join(temporaryFolder(), 'study')
    cpSync(study, other, { recursive: true })
    const names = readdirSync(other).filter((name) => name.endsWith('.dcm'))
    for (const name of names.slice(0, 10)) appendFileSync(join(other, name), 'x')
    const { message } = (await runCommand(['verify', saved, '--study', other, '--json'])).json.error
    expect(message).toMatch(/^10 of 79 input files in .* are not as the record lists: .* and 2 others\./)
    expect(message).toContain(other)
  })

  test('names what a killed save left, without counting it as a difference', async () => {
    const folder = copy()
    const rest = '.hilum-part-00000000-1-000000000000'
    writeFileSync(join(folder, rest), 'half')
    const run = await runCommand(['verify', folder])
    expect(run.status).toBe(0)
    expect(run.err).toContain(`${rest}: left over`)
  })

  test('a record that points outside of its folder makes nothing outside be read', async () => {
    const folder = copy()
    const path = join(folder, 'run.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"file": "lungs.stl"', '"file": "../../etc/passwd"'))
    const run = await runCommand(['verify', folder, '--json'])
    expect(run.status).toBe(1)
    expect(run.json.error.details['files']).toEqual(['run.json'])
  })
})

describe('verify without a record', () => {
  test('says that the folder is not there, or holds no record', async () => {
    const folder = temporaryFolder()
    const absent = await runCommand(['verify', join(folder, 'absent'), '--json'])
    expect([absent.status, absent.json.error.code]).toEqual([3, 'E_FOLDER_NOT_FOUND'])
    const empty = await runCommand(['verify', folder, '--json'])
    expect([empty.status, empty.json.error.code]).toEqual([3, 'E_NO_RECORD'])
    writeFileSync(join(folder, 'run.json'), '{"program": "another"}')
    const other = await runCommand(['verify', folder, '--json'])
    expect([other.status, other.json.error.code]).toEqual([1, 'E_MISMATCH'])
  })
})
