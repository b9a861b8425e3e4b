import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyCase } from '../support/copy-case.ts'
import { fileDigests } from '../support/file-digests.ts'
import { type CommandResult, runCommand, spawnCommand } from '../support/run-command.ts'
import { runProgram } from '../support/run-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'

interface Case {
  readonly caseCode: string
  readonly seriesInstanceUid: string
  readonly name: string
  readonly outcome: string
  readonly error: { readonly code: string; readonly message: string } | null
  readonly volumes: Readonly<Record<string, { readonly voxels: number }>>
  readonly files: readonly { readonly name: string }[]
}

const casesOf = ({ out }: Pick<CommandResult, 'out'>): Case[] => JSON.parse(out).cases
const outcomes = (run: Pick<CommandResult, 'out'>): string[] => casesOf(run).map(({ outcome }) => outcome)
const times = (folder: string): Record<string, number> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]))
const cohort = (folder: string, out: string, ...more: string[]): Promise<CommandResult> =>
  runCommand(['cohort', folder, '--out', out, '--formats', 'nifti', '--json', ...more])

describeWithData('a cohort', ['chest-ct64', 'dicom'], (chest) => {
  let studies = ''
  let saved = ''
  beforeAll(async () => {
    const root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    studies = join(root, 'Größe ß')
    saved = join(root, 'masks of all')
    for (const n of [1, 2, 3]) copyCase(chest, join(studies, `Fall ${n}`), n)
    expect((await cohort(studies, saved)).status).toBe(0)
  })
  afterAll(() => rmSync(join(studies, '..'), { recursive: true, force: true }))

  /** A copy that a test may change. */
  const ownStudies = (): string => {
    const folder = join(temporaryFolder(), 'studies')
    for (const n of [1, 2, 3]) copyCase(chest, join(folder, `${n}`), n)
    return folder
  }

  test('saves what segment saves of each study, under its case code, and the folder verifies', async () => {
    const names = readdirSync(saved)
    expect(names).toHaveLength(6)
    for (const n of [1, 2, 3]) {
      const alone = join(temporaryFolder(), 'alone')
      const study = join(studies, `Fall ${n}`)
      await runCommand(['segment', study, '--out', alone, '--formats', 'nifti', '--name', '{case}-{series}'])
      for (const [name, digest] of Object.entries(fileDigests(alone))) expect(fileDigests(saved)[name]).toBe(digest)
    }
    const verified = await runCommand(['verify', saved, '--study', studies])
    expect(verified).toMatchObject({ status: 0 })
    expect(verified.err).toContain('3 saved files and 237 input files')
  })

  test('does nothing twice: what is saved is told with its figures, and its files are not touched', async () => {
    const before = times(saved)
    const again = await cohort(studies, saved, '--overwrite')
    expect(again.status).toBe(0)
    expect(outcomes(again)).toEqual(['saved before', 'saved before', 'saved before'])
    for (const { volumes, files } of casesOf(again)) {
      expect(volumes['right']?.voxels).toBeGreaterThan(30_000)
      expect(files).toHaveLength(1)
    }
    expect(times(saved)).toEqual(before)
  })

  test('adds the formats that are missing, and those alone', async () => {
    const out = join(temporaryFolder(), 'out')
    await cohort(studies, out)
    const before = times(out)
    const more = await cohort(studies, out, '--formats', 'nifti,nrrd')
    expect(outcomes(more)).toEqual(['saved', 'saved', 'saved'])
    const masks = Object.keys(before).filter((name) => name.endsWith('.nii.gz'))
    expect(masks).toHaveLength(3)
    for (const name of masks) expect(times(out)[name]).toBe(before[name])
    expect(readdirSync(out).filter((name) => name.endsWith('.seg.nrrd'))).toHaveLength(3)
    const missing = masks[1] ?? ''
    unlinkSync(join(out, missing))
    expect(outcomes(await cohort(studies, out)).sort()).toEqual(['saved', 'saved before', 'saved before'])
    expect((await runCommand(['verify', out])).status).toBe(0)
  })

  test('tells a bad case, saves the good ones, and ends with status 1', async () => {
    const folder = ownStudies()
    for (const name of readdirSync(join(folder, '2')).slice(0, 5)) truncateSync(join(folder, '2', name), 3000)
    const out = join(temporaryFolder(), 'out')
    const run = await cohort(folder, out)
    expect(run.status).toBe(1)
    expect(outcomes(run).sort()).toEqual(['failed', 'saved', 'saved'])
    const failed = casesOf(run).find(({ outcome }) => outcome === 'failed')
    expect(failed?.error?.code).toBe('E_TRUNCATED')
    expect(run.err).toContain(failed?.error?.message)
    expect(run.err).toContain('2 saved, 0 saved before, 0 without lungs, 1 failed')
    const gaps = await cohort(folder, out, '--allow-gaps')
    expect(outcomes(gaps).sort()).toEqual(['saved', 'saved before', 'saved before'])
    expect(outcomes(await cohort(folder, out, '--allow-gaps'))).toEqual([
      'saved before',
      'saved before',
      'saved before',
    ])
  })

  test('makes a case anew when its study has changed, where it may replace', async () => {
    const folder = ownStudies()
    const out = join(temporaryFolder(), 'out')
    await cohort(folder, out)
    const slices = readdirSync(join(folder, '3')).sort()
    unlinkSync(join(folder, '3', slices.at(-1) ?? ''))
    const kept = await cohort(folder, out)
    expect(kept.status).toBe(1)
    expect(outcomes(kept).sort()).toEqual(['failed', 'saved before', 'saved before'])
    const failed = casesOf(kept).find(({ error }) => error !== null)
    expect(failed?.error?.code).toBe('E_OUTPUT_EXISTS')
    expect(failed?.error?.message).toContain('--overwrite')
    const run = await cohort(folder, out, '--overwrite')
    expect(outcomes(run).sort()).toEqual(['saved', 'saved before', 'saved before'])
    expect((await runCommand(['verify', out, '--study', folder])).status).toBe(0)
  })

  test('takes up what a save left that was killed before its record, where the work gives the same bytes', async () => {
    const out = join(temporaryFolder(), 'out')
    await cohort(studies, out)
    const records = readdirSync(out).filter((name) => name.endsWith('-run.json'))
    for (const name of records.slice(0, 2)) unlinkSync(join(out, name))
    const foreign = join(out, records[1]?.replace('-run.json', '.nii.gz') ?? '')
    writeFileSync(foreign, 'of somebody else')
    const run = await cohort(studies, out)
    expect(outcomes(run).sort()).toEqual(['failed', 'saved', 'saved before'])
    expect(casesOf(run).find(({ error }) => error !== null)?.error?.code).toBe('E_OUTPUT_EXISTS')
    expect(readFileSync(foreign, 'utf8')).toBe('of somebody else')
    expect(outcomes(await cohort(studies, out, '--overwrite')).sort()).toEqual([
      'saved',
      'saved before',
      'saved before',
    ])
    expect(fileDigests(out)).toEqual(fileDigests(saved))
  })

  test('does not take a damaged mask, or one of other parameters, for saved', async () => {
    const out = join(temporaryFolder(), 'out')
    await cohort(studies, out)
    const mask = readdirSync(out).find((name) => name.endsWith('.nii.gz')) ?? ''
    const bytes = readFileSync(join(out, mask))
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    writeFileSync(join(out, mask), bytes)
    expect(outcomes(await cohort(studies, out)).sort()).toEqual(['failed', 'saved before', 'saved before'])
    expect(outcomes(await cohort(studies, out, '--overwrite')).sort()).toEqual([
      'saved',
      'saved before',
      'saved before',
    ])
    const other = ['--closing-radius-mm', '5']
    expect(new Set(outcomes(await cohort(studies, out, ...other)))).toEqual(new Set(['failed']))
    expect(new Set(outcomes(await cohort(studies, out, ...other, '--overwrite')))).toEqual(new Set(['saved']))
  })

  test('says when it is interrupted how far it came, and the same command goes on', async () => {
    const out = join(temporaryFolder(), 'out')
    const args = ['cohort', studies, '--out', out, '--formats', 'nifti', '--json']
    const stopped = await spawnCommand(args, { interruptAt: '[1/3]' })
    expect(stopped.status).toBe(130)
    const { code, message, details } = stopped.json.error
    expect(code).toBe('E_CANCELLED')
    expect(message).toMatch(/^Cancelled\. [12] of 3 series were done and stay/)
    expect(readdirSync(out)).toHaveLength(2 * Number(details['done']))
    const run = await spawnCommand(args)
    expect(run.status).toBe(0)
    expect(outcomes(run).filter((outcome) => outcome === 'saved before')).toHaveLength(Number(details['done']))
    expect(fileDigests(out)).toEqual(fileDigests(saved))
  })

  test('two programs at once on one folder: both end well, and each file is there once', async () => {
    const out = join(temporaryFolder(), 'out')
    const args = ['cohort', studies, '--out', out, '--formats', 'nifti', '--json']
    const ended = await Promise.all([runProgram(args), runProgram(args)])
    expect(ended.map(({ status }) => status)).toEqual([0, 0])
    expect(fileDigests(out)).toEqual(fileDigests(saved))
  })

  test('its parts hold every case once', async () => {
    const out = join(temporaryFolder(), 'out')
    const parts = []
    for (const part of ['1/3', '2/3', '3/3']) parts.push(await cohort(studies, out, '--part', part))
    expect(parts.map(({ status }) => status)).toEqual([0, 0, 0])
    expect(parts.flatMap(outcomes)).toEqual(['saved', 'saved', 'saved'])
    expect(fileDigests(out)).toEqual(fileDigests(saved))
  })

  test('ends at once where nothing can be written', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const run = await cohort(studies, join(file, 'out'))
    expect(run.status).toBe(5)
    expect(run.json.error.code).toBe('E_OUTPUT_NOT_WRITABLE')
    const inside = await cohort(studies, join(studies, 'masks'))
    expect(inside.json.error.code).toBe('E_OUTPUT_IN_SOURCE')
  })

  test('a name that all would share is refused', async () => {
    const run = await cohort(studies, join(temporaryFolder(), 'out'), '--name', 'lungs')
    expect(run.status).toBe(2)
    expect(run.json.error.message).toContain('{case}')
  })

  test('a folder moved elsewhere is the same cohort', async () => {
    const folder = ownStudies()
    const moved = join(folder, '..', 'moved')
    renameSync(folder, moved)
    expect(outcomes(await cohort(moved, saved))).toEqual(['saved before', 'saved before', 'saved before'])
  })
})

describeWithData('a cohort of all kinds', ['head-ge-tilt'], (head) => {
  test('a case without lungs is told, and is no mask', async () => {
    const out = join(temporaryFolder(), 'out')
    const run = await cohort(head, out)
    expect(run.status).toBe(1)
    expect(outcomes(run)).toEqual(['no lungs'])
    expect(casesOf(run)[0]?.error?.code).toBe('E_NO_LUNGS')
  })
})

describeWithData('a cohort without CT', ['transfer-syntaxes'], (folder) => {
  test('is refused', async () => {
    const run = await cohort(folder, join(temporaryFolder(), 'out'))
    expect(run.status).toBe(3)
    expect(run.json.error.code).toBe('E_NO_CT')
  })
})

describe('a part', () => {
  test.each(['0/3', '4/3', '3', 'a/b', '-1/3', ''])('%j is refused', async (part) => {
    const run = await runCommand(['cohort', 'x', '--out', '/nowhere', '--part', part, '--json'])
    expect(run.status).toBe(2)
    expect(run.json.error.code).toBe('E_USAGE')
  })
})
