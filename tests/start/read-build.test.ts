import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { readBuild } from '../../src-main/start/read-build.ts'
import { unknownBuild } from '../../src-shared/build-facts.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const identity = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.invalid']
const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' }).trim()

/** A checkout of one commit with sources and a lock file. */
function checkout(): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'src-main'))
  writeFileSync(join(folder, 'src-main', 'a.ts'), 'one')
  writeFileSync(join(folder, 'README.md'), 'notes')
  writeFileSync(join(folder, 'package-lock.json'), '{}')
  git(folder, 'init', '-q')
  git(folder, 'add', '-A')
  git(folder, 'commit', '-qm', 'one')
  return folder
}

describe('what the sources are', () => {
  test('is the commit and the lock file of the checkout', async () => {
    const folder = checkout()
    expect(await readBuild(folder)).toEqual({
      commit: git(folder, 'rev-parse', 'HEAD'),
      modified: false,
      packageLockSha256: createHash('sha256').update('{}').digest('hex'),
    })
  })

  test('is modified by a change and by a new file of the sources, and by nothing else', async () => {
    const folder = checkout()
    writeFileSync(join(folder, 'README.md'), 'other notes')
    writeFileSync(join(folder, 'more.md'), 'notes')
    expect(await readBuild(folder)).toMatchObject({ modified: false })
    writeFileSync(join(folder, 'src-main', 'b.ts'), 'two')
    expect(await readBuild(folder)).toMatchObject({ modified: true })
    git(folder, 'add', '-A')
    git(folder, 'commit', '-qm', 'two')
    writeFileSync(join(folder, 'src-main', 'a.ts'), 'changed')
    expect(await readBuild(folder)).toMatchObject({ commit: git(folder, 'rev-parse', 'HEAD'), modified: true })
  })

  test('is not known of a copy, of one inside another checkout either', async () => {
    expect(await readBuild(temporaryFolder())).toEqual(unknownBuild)
    const inside = join(checkout(), 'copy')
    mkdirSync(inside)
    expect(await readBuild(inside)).toEqual(unknownBuild)
  })

  test('is not known of a checkout without a commit, or without Git', async () => {
    const folder = temporaryFolder()
    git(folder, 'init', '-q')
    expect(await readBuild(folder)).toEqual(unknownBuild)
    const whole = checkout()
    vi.stubEnv('PATH', temporaryFolder())
    expect(await readBuild(whole)).toMatchObject({ commit: null, modified: null })
    vi.unstubAllEnvs()
  })

  test('is not taken from the checkout that a hook names in the environment', async () => {
    const [folder, other] = [checkout(), checkout()]
    writeFileSync(join(other, 'src-main', 'a.ts'), 'changed')
    git(other, 'commit', '-qam', 'other')
    vi.stubEnv('GIT_DIR', join(other, '.git'))
    const build = await readBuild(folder)
    vi.unstubAllEnvs()
    expect(build.commit).toBe(git(folder, 'rev-parse', 'HEAD'))
  })
})
