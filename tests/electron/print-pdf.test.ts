import { expect, test, vi } from 'vitest'
import { FakeElectron } from './fake-electron.ts'

const electron = vi.hoisted(() => ({ current: null as unknown }))
vi.mock('electron', () => {
  electron.current = new FakeElectron()
  return electron.current as object
})

test('Electron prints in a hidden window without script or bridge, and closes it', async () => {
  const { printPdf } = await import('../../src-main/electron/print-pdf.ts')
  const { windows, BrowserWindow } = electron.current as FakeElectron
  const opened: Record<string, unknown>[] = []
  const load = vi.spyOn(BrowserWindow.prototype, 'loadURL')
  load.mockImplementation(async () => {
    opened.push(...windows.map(({ options }) => options))
  })
  await printPdf(new TextEncoder().encode('<p>ä'), new AbortController().signal)
  expect(load).toHaveBeenCalledWith(`data:text/html;charset=utf-8;base64,${Buffer.from('<p>ä').toString('base64')}`)
  expect(opened).toEqual([
    {
      show: false,
      webPreferences: {
        contextIsolation: true,
        sandbox: true,
        webSecurity: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        javascript: false,
        devTools: false,
      },
    },
  ])
  expect(windows).toEqual([])

  load.mockImplementation(() => Promise.reject(new Error('gone')))
  await expect(printPdf(new Uint8Array(0), new AbortController().signal)).rejects.toThrow('gone')
  expect(windows).toEqual([])
})
