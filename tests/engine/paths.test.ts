import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAllowedPaths, isWithin, requireAbsolute } from '../../src-main/engine/paths.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function folders() {
  const root = temporaryFolder()
  for (const name of ['home', 'home/inside', 'elsewhere', 'homely']) await mkdir(join(root, name))
  return { root, home: join(root, 'home'), elsewhere: join(root, 'elsewhere') }
}
const refused = { code: 'E_PATH_NOT_ALLOWED' }

describe('allowed paths', () => {
  it('allows saving below home, there already or not', async () => {
    const { home } = await folders()
    const paths = createAllowedPaths({ home, everywhere: false })
    for (const path of [home, join(home, 'inside'), join(home, 'new', 'deeper')]) {
      expect(await paths.requireWritable(path)).toBe(path)
    }
  })

  it('refuses what lies elsewhere, whatever its spelling', async () => {
    const { root, home, elsewhere } = await folders()
    const paths = createAllowedPaths({ home, everywhere: false })
    const spellings = [
      elsewhere,
      join(root, 'homely'),
      `${home}/../elsewhere`,
      `${home}/inside/../../elsewhere/new`,
      root,
      '/',
    ]
    for (const path of spellings) await expect(paths.requireWritable(path)).rejects.toMatchObject(refused)
    for (const path of ['relative', '', './x', `${home}/a\0b`]) {
      await expect(paths.requireWritable(path)).rejects.toMatchObject(refused)
    }
  })

  it('follows links before it judges', async () => {
    const { home, elsewhere } = await folders()
    await symlink(elsewhere, join(home, 'link'))
    const paths = createAllowedPaths({ home, everywhere: false })
    await expect(paths.requireWritable(join(home, 'link'))).rejects.toMatchObject(refused)
    await expect(paths.requireWritable(join(home, 'link', 'new'))).rejects.toMatchObject(refused)
  })

  it('allows folders the user chose, and what lies below them', async () => {
    const { root, home, elsewhere } = await folders()
    const paths = createAllowedPaths({ home, everywhere: false })
    expect(paths.isAllowed(elsewhere)).toBe(false)
    await paths.allow(elsewhere)
    expect(await paths.requireWritable(join(elsewhere, 'results'))).toBe(join(elsewhere, 'results'))
    expect(paths.isAllowed(join(elsewhere, 'results', 'lungs.stl'))).toBe(true)
    expect(paths.isAllowed(join(elsewhere, '..', 'home'))).toBe(false)
    expect(paths.isAllowed('results')).toBe(false)
    await expect(paths.requireWritable(join(root, 'elsewhere2'))).rejects.toMatchObject(refused)
  })

  it('allows folders saved into before this start', async () => {
    const { root, home, elsewhere } = await folders()
    const paths = createAllowedPaths({ home, everywhere: false, remembered: async () => [elsewhere] })
    expect(await paths.requireWritable(elsewhere)).toBe(elsewhere)
    await expect(paths.requireWritable(root)).rejects.toMatchObject(refused)
  })

  it('allows any absolute path on the command line', async () => {
    const { home, elsewhere } = await folders()
    const paths = createAllowedPaths({ home, everywhere: true })
    expect(await paths.requireWritable(elsewhere)).toBe(elsewhere)
    await expect(paths.requireWritable('relative')).rejects.toMatchObject(refused)
  })

  it('knows a folder from one whose name begins the same', () => {
    expect(isWithin('/a/b', '/a/b')).toBe(true)
    expect(isWithin('/a/b', '/a/b/c')).toBe(true)
    expect(isWithin('/a/b', '/a/bc')).toBe(false)
    expect(isWithin('/a/b', '/a')).toBe(false)
    expect(isWithin('/a/b', '/a/b/..c')).toBe(true)
    expect(isWithin('/', '/a')).toBe(true)
    expect(requireAbsolute('/a/../b')).toBe('/b')
  })
})
