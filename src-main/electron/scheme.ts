import { protocol } from 'electron'

export const appOrigin = 'hilum://app'

/** Makes `hilum://` a secure, streaming origin of its own; must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'hilum',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ])
}

/** Answers `hilum://app/…` with the handler every host shares; any other host of the scheme is not there. */
export function serveScheme(handler: (request: Request) => Promise<Response>): void {
  protocol.handle('hilum', async (request) => {
    if (new URL(request.url).host !== 'app') return new Response(null, { status: 404 })
    return handler(request)
  })
}
