import { randomUUID } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { failureOf } from '../../src-main/transport/typed-failures.ts'
import { byteRoutes, type VolumeInfo } from '../../src-shared/contract.ts'
import { runRecordSchema } from '../../src-shared/run-record.ts'
import { fingerprint, largestSeries, openSession, type Session } from '../support/engine-session.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'
import { unevenChest } from '../support/uneven-chest.ts'

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => failureOf(error).code,
  )

async function openLargest(folder: string, session: Session): Promise<VolumeInfo> {
  const scan = await session.scan(folder)
  return (await session.load(largestSeries(scan).seriesId)).volume
}

describeWithData('engine on a small real chest', ['chest-ct64', 'dicom'], (found) => {
  const folder = realpathSync(found)

  it('scans a folder, remembers it and allows saving beside what was opened', async () => {
    const session = openSession()
    const scan = await session.scan(folder)
    expect(scan).toMatchObject({ folder, sample: false })
    expect(largestSeries(scan).sliceCount).toBe(79)
    const [recent] = await session.client.folders.recent()
    expect(recent).toMatchObject({ path: folder, name: 'dicom', studies: 1, available: true })
    expect(await session.client.folders.clearRecent()).toEqual([])
    expect(session.engine.isAllowed(join(folder, 'x'))).toBe(true)
  })

  it('reads a series from its middle outwards, naming each slice once as it is ready', async () => {
    const session = openSession()
    const { seriesId } = largestSeries(await session.scan(folder))
    const { events, done, volume } = await session.load(seriesId)
    expect(events[0]).toMatchObject({
      type: 'volume',
      volume: { seriesId, grid: { size: [64, 64, 79] }, plane: 'axial' },
    })
    const ready = events.flatMap((event) => (event.type === 'slices' ? event.ready : []))
    expect(ready[0]).toBe(39)
    expect(ready.toSorted((a, b) => a - b)).toEqual(volume.slices.map((_, k) => k))
    expect(done.range[0]).toBeLessThan(-900)
    expect(done.range[1]).toBeGreaterThan(300)
    expect(volume.slices[0]?.positionLabel).toMatch(/^[SI] \d+\.\d mm$/)

    const hu = new Int16Array((await session.bytes(byteRoutes.volume(volume.volumeId, 0, 79))).buffer)
    expect([hu.reduce((a, b) => Math.min(a, b)), hu.reduce((a, b) => Math.max(a, b))]).toEqual(done.range)
    const slab = new Int16Array((await session.bytes(byteRoutes.volume(volume.volumeId, 10, 12))).buffer)
    expect(slab).toEqual(hu.slice(10 * 64 * 64, 12 * 64 * 64))
  })

  it('gives a loaded series again at once, and reads it anew after it was unloaded', async () => {
    const session = openSession()
    const { seriesId } = largestSeries(await session.scan(folder))
    const first = await session.load(seriesId)
    const again = await session.load(seriesId)
    expect(again.volume).toEqual(first.volume)
    expect(again.done).toMatchObject({ range: first.done.range, findings: first.done.findings })
    expect(await session.client.series.unload({ volumeId: first.volume.volumeId })).toEqual({ unloaded: true })
    expect(await session.client.series.unload({ volumeId: first.volume.volumeId })).toEqual({ unloaded: false })
    expect((await session.load(seriesId)).volume.volumeId).not.toBe(first.volume.volumeId)
  })

  it('segments, tells each stage, and takes over what a change of V leaves as it is', async () => {
    const session = openSession()
    const { volumeId } = await openLargest(folder, session)
    const first = await session.segment(volumeId)
    expect(first.info).toMatchObject({ volumeId, method: 'article', empty: false })
    const stages = first.events.flatMap((event) => (event.type === 'stage' ? [event.result.stage] : []))
    expect(stages).toEqual(first.info.stages.map(({ stage }) => stage))
    expect(first.info.stages.every(({ reused }) => !reused)).toBe(true)

    const second = await session.segment(volumeId, { minComponentPx: 3 })
    expect(second.info.stages.filter(({ reused }) => reused).map(({ stage }) => stage)).toEqual(stages.slice(0, 3))
    expect(second.info.segmentationId).not.toBe(first.info.segmentationId)
    expect(second.info.volumes['lungs']?.voxels).toBeGreaterThan(first.info.volumes['lungs']?.voxels ?? 0)

    const anew = openSession()
    const fresh = await anew.segment((await openLargest(folder, anew)).volumeId, { minComponentPx: 3 })
    expect(fresh.info.volumes).toEqual(second.info.volumes)
  })

  it('lets the newest of several runs on one volume win', async () => {
    const session = openSession()
    const { volumeId } = await openLargest(folder, session)
    const values = [10, 20, 30, 40, 50]
    const runs = await Promise.allSettled(values.map((minComponentPx) => session.segment(volumeId, { minComponentPx })))
    expect(runs.at(-1)).toMatchObject({ status: 'fulfilled', value: { info: { parameters: { minComponentPx: 50 } } } })
    for (const run of runs.slice(0, -1)) {
      if (run.status === 'rejected') expect(failureOf(run.reason).code).toBe('E_CANCELLED')
    }
  })

  it('makes surfaces, and says what smoothing did to their volume', async () => {
    const session = openSession()
    const { info } = await session.segment((await openLargest(folder, session)).volumeId)
    const rough = await session.surface(info.segmentationId)
    const millilitres = info.volumes['lungs']?.volumeMl ?? 0
    expect(Math.abs(rough.volumeMl - millilitres) / millilitres).toBeLessThan(0.01)
    expect(rough.smoothingChangePercent).toBe(0)
    const meshId = rough.parts[0]?.meshId ?? ''
    expect(rough.parts).toEqual([expect.objectContaining({ name: 'lungs', label: 1, triangles: rough.triangles })])
    expect((await session.bytes(byteRoutes.mesh(meshId, 'positions'))).length).toBe(rough.vertices * 12)
    expect((await session.bytes(byteRoutes.mesh(meshId, 'indices'))).length).toBe(rough.triangles * 12)
    const smooth = await session.surface(info.segmentationId, 10)
    expect(smooth.triangles).toBe(rough.triangles)
    expect(smooth.smoothingChangePercent).not.toBe(0)
    const changed = (100 * (smooth.volumeMl - rough.volumeMl)) / rough.volumeMl
    expect(smooth.smoothingChangePercent).toBeCloseTo(changed, 6)
  })

  it('plans and saves, and its record holds every parameter, finding and input', async () => {
    const session = openSession()
    const out = join(temporaryFolder(), 'results')
    await session.engine.allowFolder(out)
    const volume = await openLargest(folder, session)
    const { info } = await session.segment(volume.volumeId, { minComponentPx: 20 })
    await session.surface(info.segmentationId, 3)
    const { segmentationId } = info
    const call = { segmentationId, folder: out, formats: ['nifti', 'stl'] }
    const plan = await session.client.results.plan(call)
    expect(plan).toMatchObject({ writable: true, problem: null })
    expect(plan.files.map(({ name, exists }) => [name, exists])).toEqual([
      ['lungs.nii.gz', false],
      ['lungs.stl', false],
      ['run.json', false],
    ])
    const { files } = await session.save(segmentationId, out)
    expect(files.map(({ name, status }) => [name, status])).toEqual([
      ['lungs.nii.gz', 'verified'],
      ['lungs.stl', 'verified'],
      ['run.json', 'verified'],
    ])
    expect((await readdir(out)).toSorted()).toEqual(['lungs.nii.gz', 'lungs.stl', 'run.json'])
    const record = runRecordSchema.parse(JSON.parse(await readFile(join(out, 'run.json'), 'utf8')))
    expect(record.parameters).toEqual({
      ...info.parameters,
      minComponentPx: 20,
      smoothingIterations: 3,
      decimationPercent: 0,
    })
    expect(record.inputs.length).toBe(79)
    expect(record.inputs.every(({ sha256, bytes }) => /^[0-9a-f]{64}$/.test(sha256) && bytes > 0)).toBe(true)
    expect((await session.client.results.plan(call)).files.every(({ exists }) => exists)).toBe(true)
  })

  it('makes the surface while saving where none was made', async () => {
    const session = openSession()
    const out = temporaryFolder()
    await session.engine.allowFolder(out)
    const { info } = await session.segment((await openLargest(folder, session)).volumeId)
    const { files } = await session.save(info.segmentationId, out, ['stl'])
    expect(files.map(({ status }) => status)).toEqual(['verified', 'verified'])
  })

  it('saves nowhere the user did not choose, and never among the scans', async () => {
    const session = openSession()
    const { info } = await session.segment((await openLargest(folder, session)).volumeId)
    const { segmentationId } = info
    expect(await codeOf(session.save(segmentationId, temporaryFolder()))).toBe('E_PATH_NOT_ALLOWED')
    expect(await codeOf(session.save(segmentationId, 'results'))).toBe('E_PATH_NOT_ALLOWED')
    expect(await codeOf(session.save(segmentationId, join(folder, 'results')))).toBe('E_OUTPUT_IN_SOURCE')
    const formats = ['nifti']
    const plan = (to: string, name = 'lungs') =>
      session.client.results.plan({ segmentationId, folder: to, formats, name })
    expect(await plan(join(folder, 'results'))).toMatchObject({
      writable: false,
      problem: { code: 'E_OUTPUT_IN_SOURCE' },
    })
    const out = temporaryFolder()
    const refused = { writable: false, freeBytes: null, files: [] }
    expect(await plan(out)).toEqual({ ...refused, problem: expect.objectContaining({ code: 'E_PATH_NOT_ALLOWED' }) })
    expect(await session.client.folders.choose({ path: out })).toEqual({ problem: null })
    expect(await plan(out)).toMatchObject({ writable: true, problem: null })
    expect(await plan(out, '../escape')).toEqual({ ...refused, problem: expect.objectContaining({ code: 'E_USAGE' }) })
  })

  it('gives the same bytes with one thread and with two', async () => {
    const prints = await Promise.all(
      [1, 2].map(async (threads) => {
        const session = openSession({ threads })
        const scan = await session.scan(folder)
        const { done, volume } = await session.load(largestSeries(scan).seriesId)
        const { info } = await session.segment(volume.volumeId)
        const mesh = await session.surface(info.segmentationId, 5)
        const { findings, range } = done
        return { bytes: await fingerprint(session, volume, info, mesh), findings, range, info: info.volumes }
      }),
    )
    expect(prints[0]).toEqual(prints[1])
  })

  it('shows previews, the same one twice without reading again', async () => {
    const session = openSession()
    const { seriesId } = largestSeries(await session.scan(folder))
    const [axial, coronal, again] = [
      await session.engine.bytes.preview(seriesId, 'axial', 48),
      await session.engine.bytes.preview(seriesId, 'coronal', 48),
      await session.engine.bytes.preview(seriesId, 'axial', 48),
    ]
    expect(again).toBe(axial)
    for (const { columns, rows, hu } of [axial, coronal]) {
      expect(Math.max(columns, rows)).toBeLessThanOrEqual(48)
      expect(hu.length).toBe(columns * rows)
      expect(hu.some((value) => value < -500) && hu.some((value) => value > -200)).toBe(true)
    }
    expect(await codeOf(session.engine.bytes.preview(seriesId, 'axial', 5000))).toBe('E_PARAMETER')
  })

  it('names what is not there', async () => {
    const { client, bytes } = openSession()
    const jobId = randomUUID()
    const parameters = {}
    const save = { jobId, segmentationId: 'x', folder: '/x', formats: ['nifti'], existing: 'refuse' as const }
    expect(await codeOf(client.series.load({ jobId, seriesId: 'x' }))).toBe('E_SERIES_NOT_FOUND')
    expect(await codeOf(client.segmentation.run({ jobId, volumeId: 'x', method: 'article', parameters }))).toBe(
      'E_NOT_FOUND',
    )
    expect(await codeOf(client.segmentation.surface({ jobId, segmentationId: 'x', smoothingIterations: 0 }))).toBe(
      'E_NOT_FOUND',
    )
    expect(await codeOf(client.results.save(save))).toBe('E_NOT_FOUND')
    expect(await client.jobs.cancel({ jobId })).toEqual({ cancelled: false })
    await expect(bytes('/api/bytes/volumes/x?z0=0&z1=1')).rejects.toThrow('404')
    await expect(bytes('/api/bytes/series/x/preview?plane=axial&size=48')).rejects.toThrow('404')
  })

  it('refuses a parameter that does not fit, with its name', async () => {
    const session = openSession()
    const { volumeId } = await openLargest(folder, session)
    expect(await codeOf(session.segment(volumeId, { minComponentPx: -1 }))).toBe('E_PARAMETER')
    expect(await codeOf(session.segment(volumeId, { unknown: 1 }))).toBe('E_PARAMETER')
    expect((await session.segment(volumeId)).info.empty).toBe(false)
  })

  it('shows stages, refuses slices that are not there', async () => {
    const session = openSession()
    const volume = await openLargest(folder, session)
    const { info } = await session.segment(volume.volumeId)
    const { segmentationId } = info
    const all = await session.bytes(byteRoutes.mask(segmentationId, 'final', 0, 79))
    expect(all.length).toBe(2 * 4 * 64 * 79)
    const some = await session.bytes(byteRoutes.mask(segmentationId, 'final', 5, 7))
    expect(some).toEqual(all.slice(5 * 512, 7 * 512))
    for (const [z0, z1] of [
      [0, 80],
      [79, 79],
      [5, 4],
    ] as const) {
      await expect(session.bytes(byteRoutes.mask(segmentationId, 'final', z0, z1))).rejects.toThrow('400')
      await expect(session.bytes(byteRoutes.volume(volume.volumeId, z0, z1))).rejects.toThrow('400')
    }
    await expect(session.bytes(byteRoutes.mask(segmentationId, 'none', 0, 1))).rejects.toThrow('404')
  })
})

describeWithData('engine on a series that is no true volume', ['head-ge-tilt'], (folder) => {
  it('shows it, says so, and only tells that it shows no lungs', async () => {
    const session = openSession()
    const [series] = (await session.scan(folder)).studies.flatMap((study) => study.series)
    expect(series?.usable).toBe('view')
    const { done, volume } = await session.load(series?.seriesId ?? '')
    expect(done.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['E_SPACING', 'W_TILT']))
    expect((await session.bytes(byteRoutes.volume(volume.volumeId, 0, 28))).length).toBe(28 * 512 * 512 * 2)
    expect(await codeOf(session.segment(volume.volumeId, {}, 'article'))).toBe('E_SPACING')
    const { info } = await session.segment(volume.volumeId, {}, 'standard')
    expect(info).toMatchObject({ empty: true, volumes: { right: { voxels: 0 }, left: { voxels: 0 } } })
    expect(info.findings.map(({ code }) => code)).toContain('E_NO_LUNGS')
    const out = temporaryFolder()
    expect(await codeOf(session.save(info.segmentationId, out, ['nifti']))).toBe('E_SPACING')
    expect(await readdir(out)).toEqual([])
  })
})

describe('engine on a chest whose slices lie unevenly', () => {
  it('shows it and gives no lungs, whatever the method', async () => {
    const session = openSession()
    const [series] = (await session.scan(unevenChest())).studies.flatMap((study) => study.series)
    expect(series?.usable).toBe('view')
    const { volume } = await session.load(series?.seriesId ?? '')
    for (const method of ['standard', 'article']) {
      expect(await codeOf(session.segment(volume.volumeId, {}, method))).toBe('E_SPACING')
    }
  })
})

describeWithData('engine on series that cannot be opened', [], (data) => {
  it.each([
    ['abdomen-siemens-j2k', 'E_TRANSFER_SYNTAX'],
    ['transfer-syntaxes', 'E_NOT_CT'],
  ])('says why: %s', async (name, code) => {
    const session = openSession()
    const [series] = (await session.scan(join(data, name))).studies.flatMap((study) => study.series)
    expect(series?.usable).toBe('no')
    expect(await codeOf(session.load(series?.seriesId ?? ''))).toBe(code)
    const preview = session.engine.bytes.preview(series?.seriesId ?? '', 'axial', 48)
    expect(await codeOf(preview)).toBe(code)
  })
})

describe('engine', () => {
  it('says which folder it cannot scan, and why', async () => {
    const session = openSession()
    expect(await codeOf(session.scan('relative'))).toBe('E_PATH_NOT_ALLOWED')
    expect(await codeOf(session.scan(join(temporaryFolder(), 'none')))).toBe('E_FOLDER_NOT_FOUND')
    expect(await codeOf(session.scan(temporaryFolder()))).toBe('E_FOLDER_EMPTY')
    expect(await session.client.folders.recent()).toEqual([])
  })

  it('lets a folder be used that was named, or made in one that is there, and says why it can not be', async () => {
    const { client } = openSession()
    const root = temporaryFolder()
    const problemOf = async (path: string) => (await client.folders.choose({ path })).problem?.code ?? null
    const make = (parent: string) => client.folders.create({ parent, name: 'results' })
    expect(await problemOf(join(root, 'a', 'b'))).toBe('E_FOLDER_NOT_FOUND')
    expect(await problemOf('relative')).toBe('E_PATH_NOT_ALLOWED')
    expect(await codeOf(make(root))).toBe('E_PATH_NOT_ALLOWED')
    expect(await problemOf(join(root, 'to make'))).toBe(null)
    expect(await make(root)).toEqual({ path: join(root, 'results') })
  })

  it('browses folders and makes new ones where it may', async () => {
    const { client } = openSession()
    const root = temporaryFolder()
    const browse = (path: string) => client.folders.browse({ path })
    expect(await codeOf(client.folders.create({ parent: root, name: 'results' }))).toBe('E_PATH_NOT_ALLOWED')
    expect(await browse(root)).toMatchObject({ path: root, folders: [] })
    for (const name of ['case 10', 'case 2', '.hidden']) await client.folders.create({ parent: root, name })
    expect((await browse(root)).folders.map(({ name }) => name)).toEqual(['case 2', 'case 10'])
    expect((await browse(join(root, 'case 2'))).parent).toBe(root)
    expect(await codeOf(client.folders.create({ parent: root, name: 'case 2' }))).toBe('E_OUTPUT_EXISTS')
    for (const name of ['..', '.', 'a/b', 'a\\b', 'nul', 'a\0', ' ', 'a:b', 'end.']) {
      expect(await codeOf(client.folders.create({ parent: root, name }))).toBe('E_PARAMETER')
    }
    expect(await codeOf(browse(join(root, 'none')))).toBe('E_FOLDER_NOT_FOUND')
    expect(await codeOf(browse('relative'))).toBe('E_PATH_NOT_ALLOWED')
  })
})
