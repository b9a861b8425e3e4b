import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { largestSeries, openSession } from '../support/engine-session.ts'
import { runCommand } from '../support/run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilum-test-'))
const file = (...parts: string[]) => join(folder, ...parts)
const [standard, article] = [file('standard', 'lungs.nii.gz'), file('article', 'lungs.nii.gz')]

beforeAll(async () => {
  await runCommand(['phantom', file('study'), '--slices', '40', '--size', '128'])
  await runCommand(['phantom', file('other'), '--slices', '39', '--size', '128'])
  for (const method of ['standard', 'article']) {
    const out = file(method)
    const args = [
      'segment',
      file('study'),
      '--out',
      out,
      '--method',
      method,
      '--formats',
      'nifti,nrrd,mha,npy,seg,rtstruct',
    ]
    expect(await runCommand(args)).toMatchObject({ status: 0 })
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('tells what the engine tells of the same two results', async () => {
  const { status, json, err } = await runCommand(['compare', article, standard, '--json'])
  expect(status).toBe(0)
  const session = openSession()
  const { volume } = await session.load(largestSeries(await session.scan(file('study'))).seriesId)
  const a = await session.segment(volume.volumeId, {}, 'article')
  const b = await session.segment(volume.volumeId, {}, 'standard')
  const { comparison } = (await session.compare(a.info.segmentationId, b.info.segmentationId)).done
  expect(json.lungs.voxels).toEqual(comparison.lungs.voxels)
  expect(json.lungs.dice).toBe(comparison.lungs.dice)
  // spacing in files is rounded to 32 bits
  expect(json.lungs.hausdorff95Mm).toBeCloseTo(comparison.lungs.hausdorff95Mm ?? 0, 4)
  expect(json.lungs.meanSurfaceDistanceMm).toBeCloseTo(comparison.lungs.meanSurfaceDistanceMm ?? 0, 4)
  expect(json.lungs.dice).toBeLessThan(1)
  expect(err).toContain((json.lungs.dice ?? 0).toFixed(4))
})

test.each(['lungs.seg.nrrd', 'lungs.mha', 'lungs.nii.gz', 'lungs.seg.dcm', 'lungs.rtstruct.dcm'])(
  'finds a result equal to itself as %s, label by label',
  async (name) => {
    const { status, json } = await runCommand(['compare', standard, file('standard', name), '--json'])
    expect(status).toBe(0)
    expect(json.lungs).toMatchObject({ dice: 1, jaccard: 1, hausdorff95Mm: 0, meanSurfaceDistanceMm: 0 })
    expect(json.labels.map(({ name: label, dice }) => [label, dice])).toEqual([
      ['right', 1],
      ['left', 1],
      ['airways', 1],
    ])
  },
)

test('takes a DICOM file first as well, and two of them', async () => {
  for (const other of ['lungs.nii.gz', 'lungs.mha', 'lungs.seg.dcm']) {
    const { status, json } = await runCommand([
      'compare',
      file('standard', 'lungs.seg.dcm'),
      file('standard', other),
      '--json',
    ])
    expect([other, status, json.lungs.dice]).toEqual([other, 0, 1])
  }
})

test('finds the truth of the phantom though its axes are turned', async () => {
  const { status, json } = await runCommand(['compare', standard, file('study', 'truth.nii.gz'), '--json'])
  expect(status).toBe(0)
  expect(json.lungs.dice).toBeGreaterThan(0.97)
})

test('refuses other voxels, other files and other labels with status 3', async () => {
  const grids = await runCommand(['compare', standard, file('other', 'truth.nii.gz'), '--json'])
  expect(grids).toMatchObject({ status: 3, json: { error: { code: 'E_GRID' } } })
  expect(grids.json.error.details['differs']).toContain('size')
  expect(grids.err).toMatch(/lungs\.nii\.gz and truth\.nii\.gz .* size 128 x 128 x 40 and 128 x 128 x 39/)

  // its rows run the other way: taken for the same grid, these would agree by 0.7 only
  const placeless = await runCommand(['compare', standard, file('standard', 'lungs.npy'), '--json'])
  expect(placeless).toMatchObject({ status: 3, json: { error: { code: 'E_GRID', details: { file: 'lungs.npy' } } } })

  const missing = await runCommand(['compare', standard, file('none.nii.gz'), '--json'])
  expect(missing).toMatchObject({ status: 3, json: { error: { code: 'E_READ', details: { file: 'none.nii.gz' } } } })
  const aFolder = await runCommand(['compare', standard, folder, '--json'])
  expect(aFolder).toMatchObject({ status: 3, json: { error: { code: 'E_SPECIAL_FILE' } } })

  const bytes = gunzipSync(readFileSync(standard))
  bytes[bytes.length - 1] = 9
  writeFileSync(file('strange.nii'), bytes)
  const strange = await runCommand(['compare', file('strange.nii'), standard, '--json'])
  expect(strange).toMatchObject({ status: 3, json: { error: { code: 'E_LABELMAP' } } })
  expect(strange.err).toContain('strange.nii: ')

  copyFileSync(standard, file('lungs.txt'))
  const kind = await runCommand(['compare', file('lungs.txt'), standard, '--json'])
  expect(kind).toMatchObject({ status: 3, json: { error: { code: 'E_LABELMAP' } } })
})
