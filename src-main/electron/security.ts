import type { App, IpcMainInvokeEvent, Session, WebContents } from 'electron'
import { appOrigin } from './scheme.ts'

const ownPage = (url: string): boolean => {
  try {
    const { protocol, host, username, password } = new URL(url)
    return `${protocol}//${host}` === appOrigin && username === '' && password === ''
  } catch {
    // no address at all
    return false
  }
}

/** Refuses every permission, and every request that would leave this computer. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !/^(hilum|blob|data|devtools):/.test(details.url) })
  })
}

function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', (event) => {
    if (!ownPage(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!ownPage(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
}

/** No page may open windows, attach web views or navigate away from ours. */
export function hardenApp(app: App): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
}

/** True when a call came from the top frame of our own page. */
export function fromOwnPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && ownPage(frame.url)
}
