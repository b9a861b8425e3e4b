import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { saveComparison } from '../../src-main/engine/save/save-comparison.ts'
import { noReport } from '../../src-shared/report.ts'
import { comparedResults, smallPicture } from '../support/compared-results.ts'
import { runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const [table, picture, json] = ['case-comparison.csv', 'case-comparison.png', 'case-comparison.json'] as const

async function save(folder = temporaryFolder(), name = 'case-comparison'): Promise<string> {
  const job = { record: comparedResults, png: smallPicture, existing: 'keep-both', sourceFolders: [] } as const
  await saveComparison({ ...job, folder, name }, noReport)
  return folder
}
const verify = (folder: string, ...more: string[]) => runCommand(['verify', folder, '--json', ...more])

describe('verify of a saved comparison', () => {
  test('finds its files as they were saved, and names what they are', async () => {
    const run = await verify(await save())
    expect(run.status).toBe(0)
    const { records, comparisons, files, unlisted } = JSON.parse(run.out)
    expect([records, comparisons, unlisted]).toEqual([[], [json], []])
    expect(files).toMatchObject([
      { file: json, kind: 'record', format: 'comparison-json', state: 'same' },
      { file: table, kind: 'output', format: 'comparison-csv', record: json, state: 'same' },
      { file: picture, kind: 'output', format: 'picture', record: json, state: 'same' },
    ])
    expect(run.err).toContain(`2 files of 1 comparison as ${json} lists them`)
  })

  test.each([table, picture, json])('one byte changed anywhere in %s is found and named', async (name) => {
    const folder = await save()
    const path = join(folder, name)
    const bytes = readFileSync(path)
    const step = Math.max(1, Math.floor(bytes.length / 40))
    for (let at = 0; at < bytes.length; at += step) {
      const changed = Uint8Array.from(bytes)
      changed[at] = (changed[at] as number) ^ 1
      writeFileSync(path, changed)
      const run = await verify(folder)
      expect([at, run.status]).toEqual([at, 1])
      expect(run.json.error.code).toBe('E_MISMATCH')
      const named = run.json.error.details['files'] as string[]
      // a digest or a name changed in the JSON file makes what it lists differ too
      expect(name === json ? named[0] : named).toEqual(name === json ? name : [name])
      expect(run.json.error.message).toContain('Save the comparison again')
    }
  })

  test('each of several in one folder is checked, under any name, and a numbered one lists its own', async () => {
    const folder = await save()
    await save(folder)
    await save(folder, 'mine')
    expect(JSON.parse((await verify(folder)).out).comparisons).toEqual(['case-comparison (2).json', json, 'mine.json'])
    copyFileSync(join(folder, table), join(folder, 'mine.csv'))
    rmSync(join(folder, 'case-comparison (2).png'))
    const bytes = readFileSync(join(folder, 'mine.json'), 'utf8')
    writeFileSync(join(folder, 'mine.json'), bytes.replace('"program"', '"Program"'))
    const { details } = (await verify(folder)).json.error
    expect(details).toMatchObject({
      files: ['mine.json', 'case-comparison (2).png'],
      reasons: ['unreadable', 'missing'],
    })
  })

  test('other JSON files and pictures are told as not checked; one that only has the name of a comparison is named', async () => {
    const folder = await save()
    writeFileSync(join(folder, 'notes.json'), '{"program": "Hilum"}')
    writeFileSync(join(folder, 'view.png'), smallPicture)
    const run = await verify(folder)
    expect([run.status, JSON.parse(run.out).unlisted]).toEqual([0, ['notes.json', 'view.png']])
    expect(run.err).toContain('Not checked, as no record lists them: notes.json, view.png.')
    writeFileSync(join(folder, 'other-comparison.json'), '{}')
    expect((await verify(folder)).json.error.details['files']).toEqual(['other-comparison.json'])
  })

  test('a table without its JSON file is no record, and a renamed table is missing', async () => {
    const folder = await save()
    renameSync(join(folder, table), join(folder, 'renamed.csv'))
    const run = await verify(folder)
    expect(run.json.error.details).toMatchObject({ files: [table], reasons: ['missing'] })
    rmSync(join(folder, json))
    expect((await verify(folder)).json.error.code).toBe('E_NO_RECORD')
    expect(readdirSync(folder).sort()).toEqual([picture, 'renamed.csv'])
  })

  test('says that no comparison tells of the files of a study', async () => {
    const run = await verify(await save(), '--study', temporaryFolder())
    expect(run.status).toBe(0)
    expect(run.err).toContain('The study was not checked')
  })
})
