import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePhantom } from '../../src-main/engine/sample/write-phantom.ts'
import { byteRoutes } from '../../src-shared/contract.ts'
import { readNifti } from '../../src-shared/formats/read-nifti.ts'
import { popCount } from '../../src-shared/mask.ts'
import { noReport } from '../../src-shared/report.ts'
import { runRecordSchema } from '../../src-shared/run-record.ts'
import { fingerprint, largestSeries, openSession, type Session } from '../support/engine-session.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const slices = 75

describe('a run that tells structures apart', () => {
  let [folder, study] = ['', '']
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    await writePhantom(folder, { slices, size: 128 }, noReport)
    study = join(folder, 'dicom')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const open = async (session: Session) => {
    const { volume } = await session.load(largestSeries(await session.scan(study)).seriesId)
    const { info } = await session.segment(volume.volumeId, {}, 'standard')
    return { volume, info }
  }
  const maskOf = async (session: Session, id: string, stage = 'final', label?: number) =>
    new Uint32Array((await session.bytes(byteRoutes.mask(id, stage, 0, slices, label))).slice().buffer)

  it('gives each label’s mask, volume and measures', async () => {
    const session = openSession()
    const { info } = await open(session)
    expect(Object.keys(info.volumes)).toEqual(['right', 'left', 'airways'])
    const whole = await maskOf(session, info.segmentationId)
    const lungs = new Uint32Array(whole.length)
    for (const [name, { label, voxels }] of Object.entries(info.volumes)) {
      const mask = await maskOf(session, info.segmentationId, 'final', label)
      expect(mask.reduce((sum, word) => sum + popCount(word), 0)).toBe(voxels)
      if (name !== 'airways') for (let n = 0; n < mask.length; n++) lungs[n] = (lungs[n] ?? 0) | (mask[n] ?? 0)
    }
    expect(lungs).toEqual(whole)
    expect(info.measurements?.right.volumeMl).toBeCloseTo(info.volumes['right']?.volumeMl ?? 0, 6)
    expect(info.measurements?.total.meanHU).toBeLessThan(-700)
    await expect(maskOf(session, info.segmentationId, 'final', 4)).rejects.toThrow('404')
    await expect(maskOf(session, info.segmentationId, info.stages[0]?.stage, 1)).rejects.toThrow('404')
  })

  it('makes a surface of each label in one job; the lungs’ alone are the surface that is saved', async () => {
    const session = openSession()
    const { info } = await open(session)
    const surface = await session.surface(info.segmentationId)
    expect(surface.parts.map(({ name, label }) => [name, label])).toEqual([
      ['right', 1],
      ['left', 2],
      ['airways', 3],
    ])
    for (const { name, meshId, triangles, volumeMl } of surface.parts) {
      expect((await session.bytes(byteRoutes.mesh(meshId, 'indices'))).length).toBe(triangles * 12)
      const voxelsMl = info.volumes[name]?.volumeMl ?? 0
      expect(Math.abs(volumeMl - voxelsMl)).toBeLessThan(0.05 * voxelsMl)
    }
    const [right, left] = surface.parts
    expect(surface.triangles).toBe((right?.triangles ?? 0) + (left?.triangles ?? 0))
    expect(surface.volumeMl).toBeCloseTo((right?.volumeMl ?? 0) + (left?.volumeMl ?? 0), 6)
  })

  it('saves labels, the lungs’ surface and the measures, and proves them', async () => {
    const session = openSession()
    const { info } = await open(session)
    for (const makeFirst of [false, true]) {
      const out = temporaryFolder()
      await session.engine.allowFolder(out)
      if (makeFirst) await session.surface(info.segmentationId)
      const { files } = await session.save(info.segmentationId, out)
      expect(files.map(({ status }) => status)).toEqual(['verified', 'verified', 'verified'])
      expect(files[0]?.message).toMatch(/right lung, .* left lung, .* trachea and main bronchi/)
      const { data } = readNifti(gunzipSync(readFileSync(join(out, 'lungs.nii.gz'))))
      for (const { label, voxels } of Object.values(info.volumes)) {
        expect(data.reduce((sum, value) => sum + (value === label ? 1 : 0), 0)).toBe(voxels)
      }
      const stl = readFileSync(join(out, 'lungs.stl'))
      expect(stl.subarray(0, 9).toString()).toBe('SPACE=LPS')
      expect(stl.readUInt32LE(80)).toBe((await session.surface(info.segmentationId)).triangles)
      const record = runRecordSchema.parse(JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')))
      expect(record).toMatchObject({ method: 'standard', volumes: info.volumes, measurements: info.measurements })
    }
  })

  it('gives the same bytes with one thread and with two', async () => {
    const prints = await Promise.all(
      [1, 2].map(async (threads) => {
        const session = openSession({ threads })
        const { volume, info } = await open(session)
        return fingerprint(session, volume, info, await session.surface(info.segmentationId, 3))
      }),
    )
    expect(prints[0]).toEqual(prints[1])
  })
})
