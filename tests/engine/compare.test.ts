import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePhantom } from '../../src-main/engine/sample/write-phantom.ts'
import { byteRoutes } from '../../src-shared/contract.ts'
import { popCount } from '../../src-shared/mask.ts'
import { noReport } from '../../src-shared/report.ts'
import { collect } from '../support/collect.ts'
import { largestSeries, openSession, type Session } from '../support/engine-session.ts'

describe('comparing two results', () => {
  let [folder, study, other] = ['', '', '']
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    await writePhantom(join(folder, 'one'), { slices: 60, size: 128 }, noReport)
    await writePhantom(join(folder, 'two'), { slices: 50, size: 128 }, noReport)
    study = join(folder, 'one', 'dicom')
    other = join(folder, 'two', 'dicom')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const open = async (session: Session, path = study) =>
    (await session.load(largestSeries(await session.scan(path)).seriesId)).volume
  const bitsOf = async (session: Session, id: string, label?: number): Promise<Uint32Array> =>
    new Uint32Array((await session.bytes(byteRoutes.mask(id, 'final', 0, 60, label))).slice().buffer)

  it('tells what both methods found, as the masks’ bytes have it', async () => {
    const session = openSession()
    const { volumeId } = await open(session)
    const { info: article } = await session.segment(volumeId, {}, 'article')
    const { info: standard } = await session.segment(volumeId, {}, 'standard')
    const { events, done } = await session.compare(article.segmentationId, standard.segmentationId)
    const { lungs, labels, slices } = done.comparison
    const [a, right, left] = await Promise.all([
      bitsOf(session, article.segmentationId),
      bitsOf(session, standard.segmentationId, 1),
      bitsOf(session, standard.segmentationId, 2),
    ])
    let [both, onlyA, onlyB] = [0, 0, 0]
    a.forEach((word, n) => {
      const b = (right[n] as number) | (left[n] as number)
      both += popCount(word & b)
      onlyA += popCount(word & ~b)
      onlyB += popCount(b & ~word)
    })
    expect(lungs.voxels).toEqual({ both, onlyA, onlyB })
    expect(lungs.dice).toBeCloseTo((2 * both) / (2 * both + onlyA + onlyB), 12)
    expect(lungs.volumesMl.a).toBeCloseTo(article.volumes['lungs']?.volumeMl ?? 0, 6)
    expect(lungs.volumesMl.b).toBeCloseTo(standard.measurements?.total.volumeMl ?? 0, 6)
    expect(lungs.hausdorff95Mm).toBeGreaterThan(lungs.meanSurfaceDistanceMm ?? 0)
    expect(labels).toEqual([])
    expect(slices.both.reduce((sum, n) => sum + n)).toBe(both)
    expect(events.some(({ type }) => type === 'progress')).toBe(true)
  })

  it('finds a result equal to itself, label by label', async () => {
    const session = openSession()
    const { info } = await session.segment((await open(session)).volumeId, {}, 'standard')
    const { comparison } = (await session.compare(info.segmentationId, info.segmentationId)).done
    expect(comparison.labels.map(({ name, dice }) => [name, dice])).toEqual([
      ['right', 1],
      ['left', 1],
      ['airways', 1],
    ])
    expect(comparison.lungs).toMatchObject({ dice: 1, jaccard: 1, hausdorff95Mm: 0, meanSurfaceDistanceMm: 0 })
  })

  it('refuses grids that differ, and results that are gone', async () => {
    const session = openSession()
    const { info: one } = await session.segment((await open(session)).volumeId)
    const { info: two } = await session.segment((await open(session, other)).volumeId)
    const refused = session.compare(one.segmentationId, two.segmentationId)
    await expect(refused).rejects.toMatchObject({ data: { code: 'E_GRID' } })
    await expect(session.compare(one.segmentationId, 'none')).rejects.toMatchObject({ data: { code: 'E_NOT_FOUND' } })
  })

  it('can be cancelled', async () => {
    const session = openSession()
    const { info } = await session.segment((await open(session)).volumeId)
    const jobId = randomUUID()
    const call = { jobId, a: info.segmentationId, b: info.segmentationId }
    await session.client.jobs.cancel({ jobId })
    const stream = session.client.segmentation.compare(call).then((events) => collect(events))
    await expect(stream).rejects.toMatchObject({ data: { code: 'E_CANCELLED' } })
  })

  it('takes each method’s unchanged stages over when it is run again after the other', async () => {
    const session = openSession()
    const { volumeId } = await open(session)
    await session.segment(volumeId, {}, 'standard')
    await session.segment(volumeId, {}, 'article')
    const { info } = await session.segment(volumeId, {}, 'standard')
    expect(info.stages.every(({ reused }) => reused)).toBe(true)
  })
})
