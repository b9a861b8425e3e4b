import { join } from 'node:path'
import { app, BrowserWindow, session } from 'electron'
import { createEngine } from '../engine/engine.ts'
import { createHandler } from '../transport/handler.ts'
import { logFault } from '../transport/log-fault.ts'
import { bakedBuild } from './baked-build.ts'
import { answerBridge } from './bridge.ts'
import { setMenu } from './menu.ts'
import { printPdf } from './print-pdf.ts'
import { registerScheme, serveScheme } from './scheme.ts'
import { hardenApp, hardenSession } from './security.ts'
import { openWindow } from './window.ts'

/** Printed once the window is there, so that `npm start` knows it need not fall back to the browser. */
const readyLine = 'Hilum: window ready'

app.enableSandbox()
registerScheme()
hardenApp(app)

async function start(): Promise<void> {
  await app.whenReady()
  const devTools = !app.isPackaged
  const userData = app.getPath('userData')
  const engine = createEngine({
    host: 'electron',
    version: app.getVersion(),
    build: async () => bakedBuild,
    settingsFile: join(userData, 'settings.json'),
    printPdf,
  })
  hardenSession(session.defaultSession)
  serveScheme(createHandler(engine, { pageFolder: join(app.getAppPath(), 'out', 'renderer') }))
  answerBridge({ chosen: (folder) => engine.allowFolder(folder), mayShow: (path) => engine.isAllowed(path) })
  setMenu({ mac: process.platform === 'darwin', devTools })

  const open = () =>
    openWindow({
      preload: join(app.getAppPath(), 'out', 'preload', 'preload.cjs'),
      boundsFile: join(userData, 'window.json'),
      devTools,
    })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open().catch(logFault)
  })
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    engine
      .close()
      .catch(logFault)
      .finally(() => {
        closed = true
        app.quit()
      })
  })
  await open()
  console.log(readyLine)
}

if (app.requestSingleInstanceLock()) {
  start().catch((thrown: unknown) => {
    console.error(thrown)
    app.exit(70)
  })
} else {
  app.quit()
}
