import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'

/** Where a new thread of Node keeps compiled sources after the call for a module at this URL. */
function cacheFolder(moduleUrl: string): string {
  const source = new URL('../../src-main/engine/compile-cache.ts', import.meta.url)
  const script = `
    import { getCompileCacheDir } from 'node:module'
    import { keepCompiledSources } from ${JSON.stringify(source.href)}
    keepCompiledSources(${JSON.stringify(moduleUrl)})
    process.stdout.write(getCompileCacheDir() ?? 'none')`
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout
}

describe('compiled sources', () => {
  test('are kept among the installed packages', () => {
    const here = new URL('../../src-main/engine/compile-cache.ts', import.meta.url).href
    expect(cacheFolder(here)).toContain('node_modules/.cache/hilum')
  })

  test('of a bundle are not kept, as it lies where nothing can be written', () => {
    expect(cacheFolder('file:///app/out/main/main.js')).toBe('none')
  })
})
