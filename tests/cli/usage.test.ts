import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { printable } from '../../src-main/cli/terminal.ts'
import { firstSeries, runCommand, spawnCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const commands = ['scan', 'segment', 'cohort', 'compare', 'phantom', 'serve']

describe('help', () => {
  test('names every command and every exit status', async () => {
    const { status, out, err } = await runCommand(['--help'])
    expect(status).toBe(0)
    expect(err).toBe('')
    for (const command of commands) expect(out).toContain(`  ${command} `)
    for (const code of [0, 2, 3, 4, 5, 70, 130]) expect(out).toMatch(new RegExp(`\\b${code} `))
  })

  test.each(commands)('of %s is complete: every argument and option has its words', async (command) => {
    const { status, out } = await runCommand([command, '--help'])
    expect(status).toBe(0)
    const lines = out.split('\n').filter((line) => /^ {2}(-|\w)/.test(line))
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) expect(line).toMatch(/^ {2}\S.*? {2,}\S/)
    expect(out).toContain('Exit status')
  })

  test('the version is package.json’s', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(await runCommand(['--version'])).toMatchObject({ status: 0, out: `${version}\n` })
  })
})

describe('wrong usage is exit status 2, with its document when asked for', () => {
  test.each([
    [[]],
    [['bogus']],
    [['scan']],
    [['scan', 'a', 'b']],
    [['segment', 'x']],
    [['segment', 'x', '--out']],
    [['segment', 'x', '--out', '/nowhere', '--bogus']],
    [['segment', 'x', '--out', '/nowhere', '--method', 'bogus']],
    [['segment', 'x', '--out', '/nowhere', '--formats', 'fbx']],
    [['segment', 'x', '--out', '/nowhere', '--formats', '']],
    [['segment', 'x', '--out', '/nowhere', '--formats', ' , ']],
    [['segment', 'x', '--out', '']],
    [['segment', '', '--out', '/nowhere']],
    [['scan', '']],
    [['compare', 'a.nii.gz']],
    [['compare', 'a.nii.gz', '']],
    [['phantom', '']],
    [['serve', '']],
    [['phantom', 'x', '--slices', 'ten']],
    [['phantom', 'x', '--size', '99999']],
    [['serve', '--port', 'ninety']],
  ])('%j', async (args) => {
    const plain = await runCommand(args)
    expect(plain).toMatchObject({ status: 2, out: '' })
    expect(plain.err).not.toBe('')
    const withJson = await runCommand([...args, '--json'])
    expect(withJson.status).toBe(2)
    if (args[0] !== 'serve') expect(withJson.json.error.code).toMatch(/^E_(USAGE|PARAMETER)$/)
    else expect(JSON.parse(withJson.out).error.code).toBe('E_USAGE')
  })
})

describe('phantom', () => {
  test('writes a study that scan finds whole', async () => {
    const folder = temporaryFolder()
    const made = await runCommand(['phantom', 'study', '--slices', '8', '--size', '64', '--json'], { folder })
    expect(made.json).toMatchObject({ files: 8, written: true, folder: join(folder, 'study') })
    const scan = await runCommand(['scan', 'study', '--json'], { folder })
    expect(scan.json.files).toMatchObject({ total: 10, used: 8 })
    expect(firstSeries(scan)).toMatchObject({
      sliceCount: 8,
      usable: 'yes',
      plane: 'axial',
      sliceSpacing: 37.5,
    })
    expect(firstSeries(scan).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('replaces another study, or a changed one, only when asked to', async () => {
    const folder = temporaryFolder()
    const make = (...more: string[]) => runCommand(['phantom', 'study', '--size', '32', '--json', ...more], { folder })
    expect((await make('--slices', '4')).status).toBe(0)
    expect((await make('--slices', '4')).json).toMatchObject({ written: false })
    const refused = await make('--slices', '5')
    expect(refused.status).toBe(5)
    expect(refused.json.error).toMatchObject({ code: 'E_OUTPUT_EXISTS' })
    expect(refused.err).toContain('--overwrite')
    const slice = join(folder, 'study', 'dicom', 'IM0001.dcm')
    writeFileSync(slice, 'changed')
    expect((await make('--slices', '4')).status).toBe(5)
    expect(readFileSync(slice, 'utf8')).toBe('changed')
    expect((await make('--slices', '5', '--overwrite')).json).toMatchObject({ files: 5, written: true })
  })

  test('is cancelled by Ctrl-C', async () => {
    const folder = temporaryFolder()
    const cancel = new AbortController()
    cancel.abort()
    const run = await runCommand(['phantom', folder, '--json'], { signal: cancel.signal })
    expect(run.status).toBe(130)
    expect(run.json.error.code).toBe('E_CANCELLED')
  })
})

test('a folder that is not there is named as it was looked for', async () => {
  const folder = temporaryFolder()
  const run = await runCommand(['scan', 'absent', '--json'], { folder })
  expect(run.status).toBe(3)
  expect(run.err).toContain(`There is no folder ${join(folder, 'absent')}.`)
  expect(run.json.error).toMatchObject({ code: 'E_FOLDER_NOT_FOUND', details: { folder: join(folder, 'absent') } })
})

describe('serve', () => {
  test('tells its address and ends with Ctrl-C', async () => {
    const run = await spawnCommand(['serve', '--no-open'], { interruptAt: 'Ctrl-C' })
    expect(run.status).toBe(0)
    expect(run.err).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#token=\S{20,}/)
    expect(run.out).toBe('')
  })

  test('refuses a folder that is not there', async () => {
    const run = await runCommand(['serve', join(temporaryFolder(), 'absent'), '--no-open'])
    expect(run.status).toBe(3)
    expect(run.err).toContain('There is no folder')
  })
})

test('names that could move the cursor are shown as escapes', () => {
  expect(printable('a\u001b[2Jb\nc\u202Ed')).toBe('a\\u001b[2Jb\\u000ac\\u202ed')
})
