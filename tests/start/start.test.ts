import { chmod, mkdtemp, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { obstacle } from '../../src-main/start/find-electron.ts'
import { isStale } from '../../src-main/start/is-stale.ts'
import { runElectron } from '../../src-main/start/run-electron.ts'

describe('what keeps Electron from starting', () => {
  it('is a missing display or root, on Linux alone', () => {
    expect(obstacle({}, 'linux', 1000)).toBe('there is no display')
    expect(obstacle({ DISPLAY: ':0' }, 'linux', 0)).toContain('root')
    expect(obstacle({ DISPLAY: ':0' }, 'linux', 1000)).toBeNull()
    expect(obstacle({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', 1000)).toBeNull()
    expect(obstacle({}, 'darwin', 0)).toBeNull()
    expect(obstacle({}, 'win32', -1)).toBeNull()
  })
})

describe('running Electron', () => {
  let folder = ''
  const program = async (name: string, script: string): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, `#!/bin/sh\n${script}\n`)
    await chmod(path, 0o755)
    return path
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hilum-start-'))
  })

  it('passes on the exit status once the window was shown', async () => {
    const binary = await program('shows', 'echo "Hilum: window ready"; exit 3')
    expect(await runElectron(binary, [], folder)).toEqual({ shown: true, code: 3 })
  })

  it('gives the last words of a binary that never showed a window', async () => {
    const binary = await program(
      'fails',
      'echo "noise" >&2; echo "error while loading shared libraries: libnss3.so" >&2; exit 127',
    )
    expect(await runElectron(binary, [], folder)).toEqual({
      shown: false,
      reason: 'error while loading shared libraries: libnss3.so',
    })
  })

  it('says so when there is nothing to run', async () => {
    const end = await runElectron(join(folder, 'absent'), [], folder)
    expect(end).toMatchObject({ shown: false })
    expect('reason' in end && end.reason).toContain('ENOENT')
  })
})

describe('what has to be built', () => {
  it('is what is missing or older than any of its sources', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hilum-stale-'))
    const source = join(folder, 'a.ts')
    const output = join(folder, '..', `${folder.split('/').at(-1)}.html`)
    await writeFile(source, '')
    expect(await isStale(output, [folder], [])).toBe(true)
    await writeFile(output, '')
    await utimes(source, 1000, 1000)
    expect(await isStale(output, [folder], [source])).toBe(false)
    await utimes(source, 4_000_000_000, 4_000_000_000)
    expect(await isStale(output, [folder], [])).toBe(true)
    expect(await isStale(output, [], [source])).toBe(true)
  })
})
