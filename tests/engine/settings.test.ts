import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSettings } from '../../src-main/engine/settings.ts'
import { settingsSchema } from '../../src-shared/contract.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const defaults = settingsSchema.parse({})

describe('settings', () => {
  it('starts with defaults and keeps what is set, for the next start too', async () => {
    const file = join(temporaryFolder(), 'new', 'settings.json')
    const settings = createSettings(file)
    expect(await settings.get()).toEqual(defaults)
    await settings.set({ language: 'de', fillOpacity: 0.5 })
    expect(await settings.set({ preset: 'bone' })).toEqual({
      ...defaults,
      language: 'de',
      fillOpacity: 0.5,
      preset: 'bone',
    })
    expect(await createSettings(file).get()).toEqual({ ...defaults, language: 'de', fillOpacity: 0.5, preset: 'bone' })
  })

  it('leaves one whole file of its own, which only the user can read', async () => {
    const folder = temporaryFolder()
    const settings = createSettings(join(folder, 'settings.json'))
    await Promise.all(Array.from({ length: 20 }, (_, n) => settings.set({ leftPanelPx: 200 + n })))
    expect(await readdir(folder)).toEqual(['settings.json'])
    const { mode } = await stat(join(folder, 'settings.json'))
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600)
    expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))).toMatchObject({
      settings: { leftPanelPx: 219 },
    })
  })

  const damaged = [
    '',
    '{',
    'null',
    '[]',
    '42',
    '{"settings":7,"recent":{}}',
    '\u0000\u0001',
    '{"recent":[{"path":1},null]}',
  ]
  for (const text of damaged) {
    it(`gives defaults for a file that holds ${JSON.stringify(text)}`, async () => {
      const file = join(temporaryFolder(), 'settings.json')
      await writeFile(file, text)
      const settings = createSettings(file)
      expect(await settings.get()).toEqual(defaults)
      expect(await settings.recent()).toEqual([])
      await settings.set({ language: 'de' })
      expect((await createSettings(file).get()).language).toBe('de')
    })
  }

  it('keeps what cannot be read beside the new file', async () => {
    const file = join(temporaryFolder(), 'settings.json')
    await mkdir(file)
    const settings = createSettings(file)
    expect(await settings.get()).toEqual(defaults)
    await settings.set({ language: 'de' })
    expect((await stat(`${file}.damaged`)).isDirectory()).toBe(true)
    expect((await createSettings(file).get()).language).toBe('de')
  })

  it('keeps a file that is not JSON beside the new one', async () => {
    const file = join(temporaryFolder(), 'settings.json')
    await writeFile(file, '{"settings": {"language": "de"')
    await createSettings(file).get()
    expect(await readFile(`${file}.damaged`, 'utf8')).toContain('"de"')
  })

  it('replaces only the fields that are wrong or missing', async () => {
    const file = join(temporaryFolder(), 'settings.json')
    await writeFile(file, JSON.stringify({ settings: { language: 'de', fillOpacity: 7, later: true } }))
    expect(await createSettings(file).get()).toEqual({ ...defaults, language: 'de' })
  })

  it('lists recent folders newest first, each once', async () => {
    const file = join(temporaryFolder(), 'settings.json')
    const settings = createSettings(file)
    for (const [at, path] of ['/a', '/b', '/a'].entries()) await settings.remember({ path, studies: at, openedAt: at })
    const list = [
      { path: '/a', studies: 2, openedAt: 2 },
      { path: '/b', studies: 1, openedAt: 1 },
    ]
    expect(await settings.recent()).toEqual(list)
    expect(await createSettings(file).recent()).toEqual(list)
    await settings.forgetRecent()
    expect(await createSettings(file).recent()).toEqual([])
  })

  it('remembers the newest folders saved into', async () => {
    const file = join(temporaryFolder(), 'settings.json')
    const settings = createSettings(file)
    for (const path of ['/a', '/b', '/a', '/a']) await settings.rememberSaveFolder(path)
    expect(await createSettings(file).saveFolders()).toEqual(['/a', '/b'])
    for (let n = 0; n < 30; n++) await settings.rememberSaveFolder(`/${n}`)
    expect((await createSettings(file).saveFolders()).length).toBe(20)
  })

  it('keeps working in memory where no file is wanted', async () => {
    const settings = createSettings(null)
    expect((await settings.set({ language: 'de' })).language).toBe('de')
  })

  it('says when a file stands where its folder should be', async () => {
    const folder = temporaryFolder()
    await writeFile(join(folder, 'taken'), '')
    const settings = createSettings(join(folder, 'taken', 'settings.json'))
    await expect(settings.set({ language: 'de' })).rejects.toMatchObject({ code: 'E_OUTPUT_NOT_WRITABLE' })
    expect((await settings.get()).language).toBe('de')
  })
})
