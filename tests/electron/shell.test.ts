import { EventEmitter } from 'node:events'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { FakeElectron } from './fake-electron.ts'

const fake = vi.hoisted(() => ({ current: null as unknown }))
vi.mock('electron', async () => {
  const { FakeElectron: Fake } = await import('./fake-electron.ts')
  fake.current = new Fake()
  return fake.current as object
})

const hostileUrls = [
  'https://evil.test/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<b>x</b>',
  'hilum://x.evil/',
  'hilum://app.evil/index.html',
  'hilum://evil@app/',
  'hilum://app:pw@app/',
  'hilum://user:pw@app/index.html',
  'about:blank',
  'blob:https://evil.test/1',
  'ftp://app/',
  'ws://app/',
  'wss://app/',
  'chrome://settings',
  'view-source:hilum://app/',
  'filesystem:hilum://app/x',
  'HTTPS://app/',
  '//app/index.html',
  'app/index.html',
  '',
  'hilum:app',
  'hilum:///index.html',
  'hilum://аpp/index.html',
  'hilum://xn--pp-8cd/index.html',
  'mailto:a@b',
  'smb://host/share',
  'vbscript:x',
  'hilum2://app/index.html',
]

describe('the Electron shell', () => {
  let electron: FakeElectron
  beforeAll(async () => {
    await import('electron')
    electron = fake.current as FakeElectron
    electron.userData = await mkdtemp(join(tmpdir(), 'hilum-electron-'))
    electron.appPath = await mkdtemp(join(tmpdir(), 'hilum-app-'))
    await mkdir(join(electron.appPath, 'out/renderer'), { recursive: true })
    await writeFile(join(electron.appPath, 'out/renderer/index.html'), '<!doctype html><title>Hilum</title>')
    await import('../../src-main/electron/main.ts')
    await vi.waitFor(() => expect(electron.windows.map(({ url }) => url)).toEqual(['hilum://app/index.html']), {
      timeout: 20_000,
    })
  })
  afterAll(async () => {
    electron.app.emit('before-quit', { preventDefault: () => {} })
    await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalled(), { timeout: 20_000 })
  })

  it('opens one sandboxed, isolated window on its own scheme', () => {
    expect(electron.sandboxed).toBe(1)
    expect(electron.windows).toHaveLength(1)
    expect(electron.windows[0]?.url).toBe('hilum://app/index.html')
    expect(electron.windows[0]?.options['webPreferences']).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      devTools: false,
      preload: join(electron.appPath, 'out', 'preload', 'preload.cjs'),
    })
  })

  it('registers the scheme as a secure origin of its own', () => {
    expect(electron.privileged).toEqual([
      {
        scheme: 'hilum',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
      },
    ])
  })

  it('serves the page and the contract over the scheme, and no other host of it', async () => {
    const serve = electron.schemes.get('hilum')
    if (!serve) throw new Error('no handler for hilum:')
    const page = await serve(new Request('hilum://app/index.html'))
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>Hilum</title>')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    const info = await serve(
      new Request('hilum://app/api/rpc/app/info', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hilum': '1' },
        body: '{}',
      }),
    )
    expect(info.status).toBe(200)
    expect(await info.json()).toMatchObject({ json: { host: 'electron', version: '0.1.0' } })
    expect((await serve(new Request('hilum://evil/index.html'))).status).toBe(404)
    for (const path of ['/../main/main.js', '/%2e%2e/main.js', '/..%5cmain.js', '/a%00.html']) {
      const body = await (await serve(new Request(`hilum://app${path}`))).text()
      expect(body).not.toContain('import')
    }
  })

  it('denies every permission and every request that would leave the computer', () => {
    const asked: unknown[] = []
    electron.sessionHandlers['request']?.(null, 'media', (answer: unknown) => asked.push(answer))
    expect(asked).toEqual([false])
    expect(electron.sessionHandlers['check']?.()).toBe(false)
    expect(electron.sessionHandlers['device']?.()).toBe(false)
    const cancelled = (url: string): boolean => {
      let result = false
      electron.sessionHandlers['webRequest']?.({ url }, (answer: { cancel: boolean }) => {
        result = answer.cancel
      })
      return result
    }
    expect(['https://evil.test/', 'http://127.0.0.1/', 'ws://x/', 'file:///etc/passwd'].map(cancelled)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['hilum://app/index.html', 'blob:hilum://app/1', 'data:image/png;base64,'].map(cancelled)).toEqual([
      false,
      false,
      false,
    ])
  })

  it(`denies new windows, web views and navigation to ${hostileUrls.length} hostile addresses`, () => {
    const contents = Object.assign(new EventEmitter(), {
      openHandler: (_details: unknown): unknown => null,
      setWindowOpenHandler(handler: (details: unknown) => unknown): void {
        this.openHandler = handler
      },
    })
    electron.app.emit('web-contents-created', {}, contents)
    const denied = (name: string, url: string): boolean => {
      let prevented = false
      contents.emit(name, {
        url,
        preventDefault: () => {
          prevented = true
        },
      })
      return prevented
    }
    expect(hostileUrls.filter((url) => !denied('will-navigate', url))).toEqual([])
    expect(hostileUrls.filter((url) => !denied('will-frame-navigate', url))).toEqual([])
    expect(denied('will-redirect', 'hilum://app/index.html')).toBe(true)
    expect(denied('will-attach-webview', 'hilum://app/index.html')).toBe(true)
    expect(denied('will-navigate', 'hilum://app/index.html')).toBe(false)
    expect(hostileUrls.map((url) => contents.openHandler({ url }))).toEqual(hostileUrls.map(() => ({ action: 'deny' })))
    expect(electron.shell.openExternal).not.toHaveBeenCalled()
  })

  it('wraps every channel: only the top frame of its own page is answered', async () => {
    expect([...electron.ipc.keys()].sort()).toEqual(['hilum:pick-folder', 'hilum:pick-mask', 'hilum:show-in-folder'])
    const top = { parent: null, url: 'hilum://app/index.html' }
    const frames = [
      null,
      { parent: top, url: top.url },
      { parent: null, url: 'https://evil.test/' },
      { parent: null, url: '' },
    ]
    for (const [channel, handler] of electron.ipc) {
      for (const senderFrame of frames) {
        await expect(
          async () => handler({ senderFrame, sender: {} }, '/chosen/x'),
          `${channel} ${JSON.stringify(senderFrame)}`,
        ).rejects.toMatchObject({
          code: 'E_PATH_NOT_ALLOWED',
        })
      }
    }
  })

  it('shows only what lies in a folder that was chosen', async () => {
    const event = { senderFrame: { parent: null, url: 'hilum://app/index.html' }, sender: {} }
    const pick = electron.ipc.get('hilum:pick-folder')
    const show = electron.ipc.get('hilum:show-in-folder')
    const folder = await mkdtemp(join(tmpdir(), 'hilum-chosen-'))
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [folder] })
    expect(await pick?.(event)).toBe(folder)
    await show?.(event, join(folder, 'lungs.stl'))
    expect(electron.shell.showItemInFolder).toHaveBeenCalledWith(join(folder, 'lungs.stl'))
    for (const path of ['/etc/passwd', `${folder}/../x`, 7, '', 'x'.repeat(10_000_000), null]) {
      await expect(async () => show?.(event, path), String(path).slice(0, 20)).rejects.toMatchObject({
        code: 'E_PATH_NOT_ALLOWED',
      })
    }
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] })
    expect(await pick?.(event)).toBeNull()
  })

  it('lets a mask file be chosen, and no other of its folder with it', async () => {
    const event = { senderFrame: { parent: null, url: 'hilum://app/index.html' }, sender: {} }
    const pick = electron.ipc.get('hilum:pick-mask')
    const show = electron.ipc.get('hilum:show-in-folder')
    const folder = await mkdtemp(join(tmpdir(), 'hilum-chosen-'))
    const file = join(folder, 'lungs.nii.gz')
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [file] })
    expect(await pick?.(event)).toBe(file)
    const options = electron.dialog.showOpenDialog.mock.lastCall as unknown as [unknown, Record<string, unknown>]
    expect(options[1]).toMatchObject({ properties: ['openFile'] })
    await show?.(event, file)
    expect(electron.shell.showItemInFolder).toHaveBeenCalledWith(file)
    await expect(async () => show?.(event, join(folder, 'other.nii.gz'))).rejects.toMatchObject({
      code: 'E_PATH_NOT_ALLOWED',
    })
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] })
    expect(await pick?.(event)).toBeNull()
  })
})

describe('the preload script', () => {
  it('exposes four calls and the kind of host, nothing else', async () => {
    await import('electron')
    const electron = fake.current as FakeElectron
    await import('../../src-main/electron/preload.ts')
    expect([...electron.exposed.keys()]).toEqual(['hilum'])
    expect(Object.keys(electron.exposed.get('hilum') ?? {}).sort()).toEqual([
      'kind',
      'pathForFile',
      'pickFolder',
      'pickMask',
      'showInFolder',
    ])
  })
})
