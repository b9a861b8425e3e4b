import { createHash, randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePhantom } from '../../src-main/engine/sample/write-phantom.ts'
import { byteRoutes } from '../../src-shared/contract.ts'
import { readNrrd } from '../../src-shared/formats/read-nrrd.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { type Grid, indexToPoint } from '../../src-shared/geometry.ts'
import { popCount } from '../../src-shared/mask.ts'
import { noReport } from '../../src-shared/report.ts'
import { collect } from '../support/collect.ts'
import { largestSeries, openSession, type Session } from '../support/engine-session.ts'
import { runCommand } from '../support/run-command.ts'

const maskFormats = formats.filter(({ group }) => group === 'masks')

/** The file as Slicer saves it: no more than the box around the labels, raw, `offMm` moved along x. */
function cropped(path: string, grid: Grid, offMm = 0): Uint8Array {
  const { size, voxels } = readNrrd(readFileSync(path))
  const [nx, ny, nz] = size
  const low = [nx, ny, nz]
  const high = [0, 0, 0]
  for (let at = 0; at < voxels.length; at++) {
    if (voxels[at] === 0) continue
    for (const [axis, n] of [at % nx, Math.floor(at / nx) % ny, Math.floor(at / nx / ny)].entries()) {
      low[axis] = Math.min(low[axis] as number, n)
      high[axis] = Math.max(high[axis] as number, n)
    }
  }
  const [i0, j0, k0] = low as [number, number, number]
  const [i1, j1, k1] = high as [number, number, number]
  const rows: Uint8Array[] = []
  for (let k = k0; k <= k1; k++) {
    for (let j = j0; j <= j1; j++) rows.push(voxels.subarray((k * ny + j) * nx + i0, (k * ny + j) * nx + i1 + 1))
  }
  const [x, y, z] = indexToPoint(grid, [i0, j0, k0])
  const vectors = grid.direction.map((unit, axis) => `(${unit.map((part) => part * (grid.spacing[axis] as number))})`)
  const header = [
    'NRRD0004',
    'type: unsigned char',
    'dimension: 3',
    'space: left-posterior-superior',
    `sizes: ${i1 - i0 + 1} ${j1 - j0 + 1} ${k1 - k0 + 1}`,
    `space directions: ${vectors.join(' ')}`,
    'encoding: raw',
    `space origin: (${x + offMm},${y},${z})`,
    `Segmentation_ReferenceImageExtentOffset:=${i0} ${j0} ${k0}`,
    '',
    '',
  ]
  return Buffer.concat([Buffer.from(header.join('\n')), ...rows])
}

describe('opening a labelmap file on a series', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hilum-test-'))
  const study = join(folder, 'one', 'dicom')
  const saved = (name: string) => join(folder, 'saved', name)
  beforeAll(async () => {
    await writePhantom(join(folder, 'one'), { slices: 40, size: 128 }, noReport)
    await writePhantom(join(folder, 'two'), { slices: 39, size: 128 }, noReport)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** A session that chose the test's folder in a dialog. */
  const begin = async (path = study) => {
    const session = openSession()
    await session.engine.allowFolder(folder)
    const { volume } = await session.load(largestSeries(await session.scan(path)).seriesId)
    return { session, volume, volumeId: volume.volumeId }
  }
  const refusal = (session: Session, volumeId: string, path: string) =>
    session.openLabelmap(volumeId, path).then(
      () => null,
      (thrown) => thrown.data,
    )

  it('takes back whatever was saved, voxel for voxel, and says what the file is', async () => {
    const { session, volumeId, volume } = await begin()
    const { info: run } = await session.segment(volumeId, {}, 'standard')
    const { files } = await session.save(
      run.segmentationId,
      join(folder, 'saved'),
      maskFormats.map(({ id }) => id),
    )
    const masks = files.filter(({ format }) => maskFormats.some(({ id }) => id === format))
    expect(masks.length).toBe(maskFormats.length)
    for (const file of masks) {
      expect(file.status).toBe('verified')
      const { info, events } = await session.openLabelmap(volumeId, saved(file.name))
      expect(info).toMatchObject({
        volumeId,
        name: file.name,
        bytes: file.bytes,
        sha256: file.sha256,
        placed: file.format === 'npy' ? 'assumed' : 'file',
        sliceRange: run.sliceRange,
      })
      expect(info.format).not.toBe('')
      expect(info.labels.map(({ name, voxels }) => [name, voxels])).toEqual(
        Object.entries(run.volumes).map(([name, { voxels }]) => [name, voxels]),
      )
      expect(events.some(({ type }) => type === 'progress')).toBe(true)
      const { comparison } = (await session.compare(run.segmentationId, info.labelmapId)).done
      expect(comparison.lungs).toMatchObject({ dice: 1, jaccard: 1, hausdorff95Mm: 0, meanSurfaceDistanceMm: 0 })
      expect(comparison.labels.map(({ dice }) => dice)).toEqual([1, 1, 1])
      for (const label of [1, 2, 3]) {
        const [ours, theirs] = await Promise.all(
          [run.segmentationId, info.labelmapId].map((id) =>
            session.bytes(byteRoutes.mask(id, 'final', 0, volume.slices.length, label)),
          ),
        )
        expect(Buffer.compare(ours as Uint8Array, theirs as Uint8Array)).toBe(0)
      }
    }
  })

  it('compares two files with each other, and one with another method', async () => {
    const { session, volumeId, volume } = await begin()
    const { info: mine } = await session.openLabelmap(volumeId, saved('lungs.nii.gz'))
    const { info: truth } = await session.openLabelmap(volumeId, join(folder, 'one', 'truth.nii.gz'))
    const { lungs, labels } = (await session.compare(mine.labelmapId, truth.labelmapId)).done.comparison
    expect(lungs.dice).toBeGreaterThan(0.97)
    expect(lungs.dice).toBeLessThan(1)
    expect(labels.map(({ name }) => name)).toEqual(['right', 'left', 'airways'])
    const { info: article } = await session.segment(volumeId, {}, 'article')
    const other = (await session.compare(article.segmentationId, truth.labelmapId)).done.comparison
    expect(other.lungs.volumesMl.a).toBeCloseTo(article.volumes['lungs']?.volumeMl ?? 0, 6)
    expect(other.lungs.volumesMl.b).toBeCloseTo(lungs.volumesMl.b, 9)
    // without a label: all that is lung
    const words = new Uint32Array(
      (await session.bytes(byteRoutes.mask(truth.labelmapId, 'final', 0, volume.slices.length))).slice().buffer,
    )
    const lungVoxels = truth.labels
      .filter(({ name }) => name !== 'airways')
      .reduce((sum, { voxels }) => sum + voxels, 0)
    expect(words.reduce((sum, word) => sum + popCount(word), 0)).toBe(lungVoxels)
  })

  it('takes a segmentation that 3D Slicer cropped to what is labelled', async () => {
    const { session, volumeId, volume } = await begin()
    const { info: whole } = await session.openLabelmap(volumeId, saved('lungs.seg.nrrd'))
    writeFileSync(join(folder, 'edited.seg.nrrd'), cropped(saved('lungs.seg.nrrd'), volume.grid))
    const { info } = await session.openLabelmap(volumeId, join(folder, 'edited.seg.nrrd'))
    expect(info).toMatchObject({ placed: 'file', sliceRange: whole.sliceRange })
    expect(info.labels.map(({ voxels }) => voxels)).toEqual(whole.labels.map(({ voxels }) => voxels))
    const { comparison } = (await session.compare(whole.labelmapId, info.labelmapId)).done
    expect(comparison.labels.map(({ dice }) => dice)).toEqual([1, 1, 1])

    for (const pair of [
      ['edited.seg.nrrd', 'saved/lungs.nii.gz'],
      ['saved/lungs.nii.gz', 'edited.seg.nrrd'],
    ]) {
      const run = await runCommand(['compare', ...pair.map((name) => join(folder, name)), '--json'])
      expect(run.status, run.err).toBe(0)
      expect(run.out).toContain('"dice": 1')
    }

    // a box between voxels is none of theirs
    const off = cropped(saved('lungs.seg.nrrd'), volume.grid, 0.4)
    writeFileSync(join(folder, 'off.seg.nrrd'), off)
    expect(await refusal(session, volumeId, join(folder, 'off.seg.nrrd'))).toMatchObject({ code: 'E_GRID' })
  })

  it('refuses what lies on other voxels, naming what differs', async () => {
    const { session, volumeId } = await begin()
    const grids = await refusal(session, volumeId, join(folder, 'two', 'truth.nii.gz'))
    expect(grids).toMatchObject({ code: 'E_GRID', details: { file: 'truth.nii.gz' } })
    expect(grids.details.differs).toContain('size')
    expect(grids.message).toMatch(/size 128 x 128 x 40 and 128 x 128 x 39/)

    const moved = gunzipSync(readFileSync(saved('lungs.nii.gz')))
    // qoffset_x of the header is one of three places of the origin; srow_x ends with the same
    for (const at of [268, 292]) moved.writeFloatLE(moved.readFloatLE(at) + 1, at)
    writeFileSync(join(folder, 'moved.nii'), moved)
    const shifted = await refusal(session, volumeId, join(folder, 'moved.nii'))
    expect(shifted).toMatchObject({ code: 'E_GRID', details: { differs: ['origin'] } })

    // as many voxels, otherwise arranged; a blank more keeps the header's length
    const array = readFileSync(saved('lungs.npy')).toString('latin1').replace('(40, 128, 128)', '(80, 64, 128) ')
    writeFileSync(join(folder, 'other.npy'), array, 'latin1')
    const placeless = await refusal(session, volumeId, join(folder, 'other.npy'))
    expect(placeless).toMatchObject({ code: 'E_GRID', details: { differs: ['size'] } })
  })

  it('refuses what is no labelmap, with the file’s name and what to do', async () => {
    const { session, volumeId } = await begin()
    writeFileSync(join(folder, 'text.nii.gz'), 'no mask at all')
    writeFileSync(join(folder, 'half.nii.gz'), readFileSync(saved('lungs.nii.gz')).subarray(0, 3000))
    copyFileSync(saved('lungs.nii.gz'), join(folder, 'lungs.txt'))
    const strange = gunzipSync(readFileSync(saved('lungs.nii.gz')))
    strange[strange.length - 1] = 9
    writeFileSync(join(folder, 'strange.nii'), strange)
    const cases = [
      ['text.nii.gz', ['E_LABELMAP', 'E_INFLATE']],
      ['half.nii.gz', ['E_TRUNCATED', 'E_INFLATE']],
      ['lungs.txt', ['E_LABELMAP']],
      ['strange.nii', ['E_LABELMAP']],
      ['none.nii', ['E_READ']],
      ['one', ['E_SPECIAL_FILE']],
    ] as const
    for (const [name, codes] of cases) {
      const failure = await refusal(session, volumeId, join(folder, name))
      expect(codes).toContain(failure.code)
      expect(failure.details.file).toBe(name)
      expect(failure.message.startsWith(`${name}: `)).toBe(true)
    }
    // a slice of the series is DICOM, but no mask
    const slice = join(folder, 'slice.dcm')
    copyFileSync(
      join(study, (await session.client.folders.browse({ path: study, files: 'labelmaps' })).files?.[0]?.name ?? ''),
      slice,
    )
    expect(await refusal(session, volumeId, slice)).toMatchObject({ code: 'E_LABELMAP' })
  })

  it('opens nothing outside the folders the user chose, not by a link either', async () => {
    const session = openSession()
    const home = join(folder, 'chosen')
    mkdirSync(home)
    await session.engine.allowFolder(home)
    const { volume } = await session.load(largestSeries(await session.scan(study)).seriesId)
    // the study itself was opened: what lies in it may be read
    const file = saved('lungs.nii.gz')
    expect(file.startsWith(homedir())).toBe(false)
    expect(await refusal(session, volume.volumeId, file)).toMatchObject({ code: 'E_PATH_NOT_ALLOWED' })
    symlinkSync(file, join(home, 'link.nii.gz'))
    expect(await refusal(session, volume.volumeId, join(home, 'link.nii.gz'))).toMatchObject({
      code: 'E_PATH_NOT_ALLOWED',
    })
    expect(await refusal(session, volume.volumeId, 'saved/lungs.nii.gz')).toMatchObject({ code: 'E_PATH_NOT_ALLOWED' })
    // looking into a folder chooses it
    const { files } = await session.client.folders.browse({ path: join(folder, 'saved'), files: 'labelmaps' })
    expect(files?.map(({ name }) => name)).toContain('lungs.nii.gz')
    expect(files?.some(({ name }) => name === 'run.json')).toBe(false)
    expect(await refusal(session, volume.volumeId, file)).toBe(null)
  })

  it('lets go of masks when they are closed, with their volume, and beyond eight', async () => {
    const { session, volumeId } = await begin()
    const file = saved('lungs.nii.gz')
    const bytes = { sha256: createHash('sha256').update(readFileSync(file)).digest('hex') }
    const opened: string[] = []
    for (let n = 0; n < 9; n++) {
      const { info } = await session.openLabelmap(volumeId, file)
      expect(info).toMatchObject(bytes)
      opened.push(info.labelmapId)
    }
    const [oldest = '', second = '', third = ''] = opened
    const gone = { data: { code: 'E_NOT_FOUND' } }
    await expect(session.compare(oldest, second)).rejects.toMatchObject(gone)
    expect(await session.client.labelmaps.close({ labelmapId: second })).toEqual({ closed: true })
    expect(await session.client.labelmaps.close({ labelmapId: second })).toEqual({ closed: false })
    await expect(session.compare(second, third)).rejects.toMatchObject(gone)
    await session.client.series.unload({ volumeId })
    await expect(session.compare(third, third)).rejects.toMatchObject(gone)
    await expect(session.openLabelmap(volumeId, file)).rejects.toMatchObject(gone)
  })

  it('can be cancelled', async () => {
    const { session, volumeId } = await begin()
    const jobId = randomUUID()
    await session.client.jobs.cancel({ jobId })
    const stream = session.client.labelmaps
      .open({ jobId, volumeId, path: saved('lungs.nii.gz') })
      .then((events) => collect(events))
    await expect(stream).rejects.toMatchObject({ data: { code: 'E_CANCELLED' } })
  })
})
