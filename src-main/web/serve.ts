import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Failure } from '../../src-shared/failure.ts'
import type { Engine } from '../engine/engine.ts'
import { createHandler } from '../transport/handler.ts'
import { logFault } from '../transport/log-fault.ts'
import { securityHeaders } from '../transport/security-headers.ts'
import { judge, sessionPath } from './gate.ts'
import { createSessions } from './session.ts'
import { createSessionHandler, type OnStaleToken } from './session-handler.ts'

export interface ServeOptions {
  readonly engine: Engine
  /** 0 takes any free port. */
  readonly port: number
  readonly pageFolder: string | null
  /** Only loopback is served; any other address refuses to start with `E_USAGE`. */
  readonly host?: string
  /** Called when a page without a session comes with an address that is used up or too old. */
  readonly onStaleToken?: OnStaleToken
}

export interface WebHost {
  /** The page's address with a one-time token, good for 60 seconds. */
  readonly url: string
  /** Another address with a token of its own. */
  newUrl(): string
  close(): Promise<void>
}

const loopback = '127.0.0.1'
const closeMs = 1_000

/** Serves the page and the engine to browsers of this machine alone. Throws `E_USAGE` where the port is taken. */
export async function serve(options: ServeOptions): Promise<WebHost> {
  if (options.host !== undefined && options.host !== loopback && options.host !== 'localhost') {
    throw new Failure(
      'E_USAGE',
      `Hilum serves this machine only (${loopback}), not ${options.host}. Leave the host out.`,
    )
  }
  const sessions = createSessions()
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 2_000,
  })
  server.maxConnections = 256
  server.listen(options.port, loopback)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw portFailure(options.port, error)
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port

  const handler = createHandler(options.engine, { pageFolder: options.pageFolder })
  const session = createSessionHandler(sessions, port, options.onStaleToken)
  const answer = getRequestListener(
    (request) => (new URL(request.url).pathname === sessionPath ? session(request) : handler(request)),
    { hostname: loopback, overrideGlobalObjects: false, errorHandler: refuseFault },
  )
  server.on('request', (request, response) => {
    const status = judge(
      { method: request.method ?? '', url: request.url ?? '', rawHeaders: request.rawHeaders },
      { port, sessions },
    )
    if (status === null) void answer(request, response)
    else refuse(request, response, status)
  })

  const newUrl = () => `http://${loopback}${port === 80 ? '' : `:${port}`}/#token=${sessions.newToken()}`
  return { url: newUrl(), newUrl, close: () => closeServer(server) }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  response.writeHead(status, {
    ...securityHeaders,
    'cache-control': 'no-store',
    'content-length': 0,
    connection: 'close',
  })
  response.end()
  request.resume()
}

function refuseFault(error: unknown): Response {
  logFault(error)
  return new Response(null, { status: 400, headers: securityHeaders })
}

function portFailure(port: number, error: NodeJS.ErrnoException): Failure {
  const reason = error.code === 'EADDRINUSE' ? 'another program uses it' : (error.code ?? 'unknown reason')
  return new Failure(
    'E_USAGE',
    `Port ${port} could not be opened: ${reason}. Choose another with --port, or leave it out.`,
    { port },
  )
}

async function closeServer(server: ReturnType<typeof createServer>): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const forced = setTimeout(() => server.closeAllConnections(), closeMs)
  await closed
  clearTimeout(forced)
}
