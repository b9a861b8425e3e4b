import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { toFailure } from '../../src-shared/failure.ts'
import type { Engine } from '../engine/engine.ts'

const pictureBytes = 64 * 1024 * 1024

/** `POST /api/pictures`: takes a PNG and answers with the id it is saved by (see `pictureRoute` of the contract). */
export function createPictureRoute({ pictures }: Engine): Hono {
  const route = new Hono()
  const limit = bodyLimit({ maxSize: pictureBytes, onError: (context) => context.body(null, 413) })
  route.post('/', limit, async ({ req, json }) => {
    try {
      return json({ pictureId: pictures.add(new Uint8Array(await req.arrayBuffer())) })
    } catch (error) {
      const failure = toFailure(error)
      return json(failure, failure.kind === 'usage' ? 400 : 500)
    }
  })
  return route
}
