import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { buildElectron, buildPage } from '../../src-main/start/build.ts'
import { readBuild } from '../../src-main/start/read-build.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (name: string): string => readFileSync(join(root, name), 'utf8')
const config = parse(read('electron-builder.yml')) as Record<string, unknown>
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>> & {
  main: string
  allowScripts: object
}

describe('what is packaged', () => {
  beforeAll(async () => {
    await buildPage()
    await buildElectron()
  })

  it('holds the entry points package.json and the shell name', () => {
    for (const file of [
      manifest.main,
      'out/main/worker.js',
      'out/preload/preload.cjs',
      'out/renderer/index.html',
      'LICENSE',
      'assets/icon.png',
    ]) {
      expect(existsSync(join(root, file)), file).toBe(true)
    }
    expect(config['files']).toEqual(expect.arrayContaining(['out/**', 'package.json', 'LICENSE']))
    expect((config['directories'] as Record<string, string>)['buildResources']).toBe('assets')
  })

  it('knows what it was built from, and asks no Git at run time', async () => {
    const main = read('out/main/main.js')
    const { commit, packageLockSha256 } = await readBuild(root)
    expect(packageLockSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(main).toContain(packageLockSha256)
    if (commit !== null) expect(main).toContain(commit)
    expect(main).not.toContain('HILUM_BUILD')
    expect(main).not.toContain('porcelain')
  })

  it('loads a preload script that a sandbox can run: CommonJS that requires electron alone', () => {
    const preload = read('out/preload/preload.cjs')
    expect([...preload.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1])).toEqual(['electron'])
    expect(preload).not.toMatch(/^import /m)
  })

  it('loads the page without anything inline or remote', () => {
    const page = read('out/renderer/index.html')
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(page).not.toMatch(/\son[a-z]+=/)
    expect(page).not.toMatch(/https?:\/\//)
  })

  it('keeps only what it needs at run time outside the bundle', () => {
    const bundles = ['out/main/main.js', 'out/main/worker.js'].map(read).join('\n')
    const names = [...bundles.matchAll(/\bfrom ["']([^"'.][^"']*)["']/g)].map((match) => match[1] ?? '')
    const outside = new Set(
      names
        .filter((name) => !name.startsWith('node:') && name !== 'electron')
        .map((name) =>
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        ),
    )
    expect([...outside].filter((name) => !(name in (manifest['dependencies'] ?? {})))).toEqual([])
  })

  it('sets the fuses of the policy', () => {
    expect(config['electronFuses']).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    })
    expect(config['asar']).toBe(true)
    expect(config['electronVersion']).toBe(manifest['devDependencies']?.['electron'])
  })

  it('pins exact versions and lets only node run its install script', () => {
    const versions = { ...manifest['dependencies'], ...manifest['devDependencies'] }
    expect(Object.entries(versions).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
    expect(Object.entries(manifest.allowScripts).filter(([, allowed]) => allowed === true)).toEqual([['node', true]])
  })

  it('has an integrity for every package of the lockfile and names no host', () => {
    const lock = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { integrity?: string; resolved?: string }>
    }
    const entries = Object.entries(lock.packages).filter(([name]) => name !== '')
    expect(entries.length).toBeGreaterThan(200)
    expect(entries.filter(([, entry]) => !entry.integrity).map(([name]) => name)).toEqual([])
    expect(
      entries.filter(([, entry]) => entry.resolved && !entry.resolved.startsWith('https://registry.npmjs.org/')),
    ).toEqual([])
  })
})
