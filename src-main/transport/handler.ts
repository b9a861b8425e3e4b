import { RPCHandler } from '@orpc/server/fetch'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Engine } from '../engine/engine.ts'
import { createByteRoutes } from './byte-routes.ts'
import { logFault } from './log-fault.ts'
import { createPageFiles } from './page-files.ts'
import { createPictureRoute } from './picture-route.ts'
import { createRouter } from './router.ts'
import { securityHeaders } from './security-headers.ts'
import { typedFailures } from './typed-failures.ts'

export interface HandlerOptions {
  /** The built page; null where a host serves calls and bytes only. */
  readonly pageFolder: string | null
}

const rpcBodyBytes = 1024 * 1024

/** Everything Hilum answers, for any host: calls below `/api/rpc`, bytes below `/api/bytes`, pictures, else the page's files. */
export function createHandler(engine: Engine, options: HandlerOptions): (request: Request) => Promise<Response> {
  const rpc = new RPCHandler(createRouter(engine), { clientInterceptors: [typedFailures] })
  const pageFiles = options.pageFolder === null ? null : createPageFiles(options.pageFolder)
  const app = new Hono()

  app.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(securityHeaders)) context.res.headers.set(name, value)
  })
  app.use('/api/*', async (context, next) => {
    await next()
    context.res.headers.set('cache-control', 'no-store')
  })
  app.post('/api/rpc/*', bodyLimit({ maxSize: rpcBodyBytes, onError: (c) => c.body(null, 413) }), async (context) => {
    const { matched, response } = await rpc.handle(context.req.raw, { prefix: '/api/rpc', context: {} })
    return matched ? response : context.body(null, 404)
  })
  app.route('/api/bytes', createByteRoutes(engine))
  app.route('/api/pictures', createPictureRoute(engine))
  app.all('/api/*', (context) => context.body(null, 404))
  app.get('*', async (context) =>
    pageFiles === null ? context.body(null, 404) : pageFiles(new URL(context.req.url).pathname),
  )
  app.notFound((context) => context.body(null, 404))
  app.onError((error, context) => {
    logFault(error)
    return context.body(null, 500)
  })
  return async (request) => app.fetch(request)
}
