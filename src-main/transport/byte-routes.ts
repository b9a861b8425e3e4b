import { Hono } from 'hono'
import { Failure, toFailure } from '../../src-shared/failure.ts'
import type { SharedBytes } from '../engine/bytes.ts'
import type { Engine } from '../engine/engine.ts'
import { byteStream } from './byte-stream.ts'
import { logFault } from './log-fault.ts'

/** `GET /api/bytes/...` as `byteRoutes` of the contract says; a refusal is the Failure as JSON. */
export function createByteRoutes({ bytes }: Engine): Hono {
  const routes = new Hono()
  routes.get('/series/:seriesId/preview', async ({ req }) => {
    const plane = req.query('plane')
    if (plane !== 'axial' && plane !== 'coronal') throw new Failure('E_PARAMETER', 'The plane is axial or coronal.')
    const size = wholeNumber('size', req.query('size'))
    const { hu, ...preview } = await bytes.preview(req.param('seriesId'), plane, size, req.raw.signal)
    return reply(
      { bytes: new Uint8Array(hu.buffer, hu.byteOffset, hu.byteLength) },
      {
        'x-hilum-columns': String(preview.columns),
        'x-hilum-rows': String(preview.rows),
        'x-hilum-column-mm': String(preview.columnMm),
        'x-hilum-row-mm': String(preview.rowMm),
        'x-hilum-slice': String(preview.slice),
      },
    )
  })
  routes.get('/volumes/:volumeId', ({ req }) =>
    reply(bytes.volume(req.param('volumeId'), wholeNumber('z0', req.query('z0')), wholeNumber('z1', req.query('z1')))),
  )
  routes.get('/masks/:segmentationId/:stage', ({ req }) => {
    const { segmentationId, stage } = req.param()
    const range = [wholeNumber('z0', req.query('z0')), wholeNumber('z1', req.query('z1'))] as const
    const label = req.query('label')
    return reply(bytes.mask(segmentationId, stage, ...range, label === undefined ? label : wholeNumber('label', label)))
  })
  routes.get('/meshes/:meshId/:part', ({ req }) => {
    const { meshId, part } = req.param()
    if (part !== 'positions' && part !== 'indices')
      throw new Failure('E_NOT_FOUND', 'A mesh has positions and indices.')
    return reply(bytes.mesh(meshId, part))
  })
  routes.onError((error) => {
    const failure = toFailure(error)
    if (failure.kind === 'internal') logFault(error)
    return Response.json(failure, { status: statusOf(failure) })
  })
  return routes
}

function reply(shared: SharedBytes, headers: Record<string, string> = {}): Response {
  return new Response(byteStream(shared), {
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(shared.bytes.length), ...headers },
  })
}

function wholeNumber(name: string, text: string | undefined): number {
  if (text !== undefined && /^\d{1,9}$/.test(text)) return Number(text)
  throw new Failure('E_PARAMETER', `${name} must be a whole number, 0 or more.`, { name })
}

function statusOf({ code, kind }: Failure): number {
  if (code === 'E_NOT_FOUND' || code === 'E_SERIES_NOT_FOUND') return 404
  if (kind === 'usage') return 400
  return kind === 'internal' ? 500 : 422
}
