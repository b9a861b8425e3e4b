import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPageFiles } from '../../src-main/transport/page-files.ts'
import { pageFolder } from '../support/page-folder.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('page files', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', '<!doctype html><title>page</title>'],
    ['/index.html', 'text/html; charset=utf-8', '<!doctype html><title>page</title>'],
    ['/review', 'text/html; charset=utf-8', '<!doctype html><title>page</title>'],
    ['/assets/main.js', 'text/javascript; charset=utf-8', 'export {}'],
    ['/assets/main.css', 'text/css; charset=utf-8', 'body {}'],
    ['/icon.svg', 'image/svg+xml', '<svg/>'],
  ])('serves %s as %s', async (path, type, text) => {
    const response = await createPageFiles(pageFolder())(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(await response.text()).toBe(text)
  })

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..\\secret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/assets//main.js',
    '/./assets/main.js',
    '/link.txt',
    '/up/secret.txt',
    '/up/page/index.html',
    '/assets/main.js\0.css',
    '/assets/main.js%00.css',
    '/assets/main.js::$DATA',
    '/assets/main.js.',
    '/assets/MAIN.JS',
    '/assets/data.bin',
    '/assets.js',
    '/C:/secret.txt',
    '',
  ])('does not serve %j', async (path) => {
    const response = await createPageFiles(pageFolder())(path)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it('answers for a long name at once: every other answer waits meanwhile', async () => {
    const files = createPageFiles(pageFolder())
    expect((await files(`/assets/${'long-name-'.repeat(200)}.js`)).status).toBe(404)
    expect((await files(`/${'long/part-'.repeat(200)}`)).headers.get('content-type')).toContain('text/html')
  })

  it('shows a new build with the next visit, and has nothing where there is none', async () => {
    const folder = pageFolder()
    const files = createPageFiles(folder)
    await files('/')
    writeFileSync(join(folder, 'assets', 'new.js'), 'new')
    expect((await files('/assets/new.js')).status).toBe(404)
    await files('/')
    expect((await files('/assets/new.js')).status).toBe(200)
    expect((await createPageFiles(join(temporaryFolder(), 'none'))('/')).status).toBe(404)
  })
})
