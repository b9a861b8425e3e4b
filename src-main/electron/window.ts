import { readFile, writeFile } from 'node:fs/promises'
import { BrowserWindow, screen } from 'electron'
import { z } from 'zod'
import { appOrigin } from './scheme.ts'

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1024),
  height: z.number().int().min(640),
})

async function rememberedBounds(file: string): Promise<Partial<z.infer<typeof boundsSchema>>> {
  try {
    const bounds = boundsSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    const { workArea } = screen.getDisplayMatching(bounds)
    const visible = bounds.x < workArea.x + workArea.width && bounds.y < workArea.y + workArea.height
    return visible ? bounds : {}
  } catch {
    // A first start, or a file that is damaged: the default place is right for both.
    return {}
  }
}

/** Opens the one window: sandboxed, isolated, at the place it was closed at. */
export async function openWindow(options: {
  preload: string
  boundsFile: string
  devTools: boolean
}): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1600,
    height: 1000,
    ...(await rememberedBounds(options.boundsFile)),
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#0C0F11',
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      devTools: options.devTools,
    },
  })
  window.on('close', () => {
    // The place of a window is a convenience: a full disk must not keep it from closing.
    writeFile(options.boundsFile, JSON.stringify(window.getNormalBounds())).catch(() => {})
  })
  window.once('ready-to-show', () => window.show())
  await window.loadURL(`${appOrigin}/index.html`)
  return window
}
