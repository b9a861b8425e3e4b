import { EventEmitter } from 'node:events'
import { vi } from 'vitest'

type Handler = (...args: unknown[]) => unknown

/** What a fake `electron` module recorded of the calls made to it; one instance a test file, made anew by `reset`. */
export class FakeElectron {
  readonly app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    enableSandbox: () => void this.sandboxed++,
    whenReady: vi.fn(() => Promise.resolve()),
    requestSingleInstanceLock: vi.fn(() => true),
    getVersion: vi.fn(() => '0.1.0'),
    getPath: vi.fn(() => this.userData),
    getAppPath: vi.fn(() => this.appPath),
    quit: vi.fn(),
    exit: vi.fn(),
  })
  sandboxed = 0
  userData = ''
  appPath = ''
  readonly ipc = new Map<string, Handler>()
  readonly ipcMain = { handle: (channel: string, handler: Handler) => void this.ipc.set(channel, handler) }
  privileged: { scheme: string; privileges: Record<string, boolean> }[] = []
  readonly schemes = new Map<string, (request: Request) => Promise<Response>>()
  readonly protocol = {
    registerSchemesAsPrivileged: (list: { scheme: string; privileges: Record<string, boolean> }[]) => {
      this.privileged = list
    },
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
      void this.schemes.set(scheme, handler),
  }
  readonly sessionHandlers: Record<string, Handler> = {}
  readonly session = {
    defaultSession: {
      setPermissionRequestHandler: (handler: Handler) => {
        this.sessionHandlers['request'] = handler
      },
      setPermissionCheckHandler: (handler: Handler) => {
        this.sessionHandlers['check'] = handler
      },
      setDevicePermissionHandler: (handler: Handler) => {
        this.sessionHandlers['device'] = handler
      },
      webRequest: {
        onBeforeRequest: (handler: Handler) => {
          this.sessionHandlers['webRequest'] = handler
        },
      },
    },
  }
  readonly windows: { options: Record<string, unknown>; url: string }[] = []
  readonly dialog = { showOpenDialog: vi.fn(async () => ({ canceled: false, filePaths: ['/chosen'] })) }
  readonly shell = { showItemInFolder: vi.fn(), openExternal: vi.fn() }
  readonly screen = { getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }) }
  readonly Menu = { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn((template: unknown) => template) }
  readonly exposed = new Map<string, Record<string, unknown>>()
  readonly contextBridge = {
    exposeInMainWorld: (name: string, api: Record<string, unknown>) => void this.exposed.set(name, api),
  }
  readonly ipcRenderer = { invoke: vi.fn(async () => null) }
  readonly webUtils = { getPathForFile: vi.fn(() => '/dropped') }

  readonly BrowserWindow = (() => {
    const { windows } = this
    return class FakeWindow extends EventEmitter {
      readonly #entry: { options: Record<string, unknown>; url: string }
      constructor(options: Record<string, unknown>) {
        super()
        this.#entry = { options, url: '' }
        windows.push(this.#entry)
      }
      static fromWebContents(contents: unknown): unknown {
        return contents === null ? null : {}
      }
      static getAllWindows(): unknown[] {
        return windows
      }
      async loadURL(url: string): Promise<void> {
        this.#entry.url = url
      }
      getNormalBounds(): object {
        return { x: 10, y: 20, width: 1300, height: 800 }
      }
      readonly webContents = { printToPDF: async () => new TextEncoder().encode(`%PDF of ${this.#entry.url}`) }
      destroy(): void {
        windows.splice(windows.indexOf(this.#entry), 1)
      }
      show(): void {}
      focus(): void {}
    }
  })()
}
