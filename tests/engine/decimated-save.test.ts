import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runRecordSchema } from '../../src-shared/run-record.ts'
import { largestSeries, openSession } from '../support/engine-session.ts'
import { runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'

describeWithData('a decimated surface', ['chest-ct64', 'dicom'], (study) => {
  test('is what screen, files and record tell of', async () => {
    const session = openSession()
    const { volume } = await session.load(largestSeries(await session.scan(study)).seriesId)
    const { info } = await session.segment(volume.volumeId, {}, 'standard')
    const whole = await session.surface(info.segmentationId)
    expect(whole.change).toBeUndefined()
    const fewer = await session.surface(info.segmentationId, 5, 80)
    expect(fewer.triangles / whole.triangles).toBeCloseTo(0.2, 2)
    expect(fewer.change).toMatchObject({ trianglesBefore: whole.triangles, triangles: fewer.triangles })
    expect(fewer.change?.volumePercent).toBeCloseTo((100 * (fewer.volumeMl - whole.volumeMl)) / whole.volumeMl, 6)
    expect(fewer.change?.meanDistanceMm).toBeGreaterThan(0)
    expect(fewer.change?.maxDistanceMm).toBeGreaterThan(fewer.change?.meanDistanceMm ?? Number.NaN)
    expect(fewer.findings).toEqual([])

    const out = join(temporaryFolder(), 'page')
    await session.engine.allowFolder(out)
    const { files } = await session.save(info.segmentationId, out, ['nifti', 'stl', 'glb'])
    expect(files.filter(({ status }) => status !== 'verified')).toEqual([])
    const record = runRecordSchema.parse(JSON.parse(await readFile(join(out, 'run.json'), 'utf8')))
    expect(record.surfaceChange).toEqual(fewer.change)

    // the command line makes it while saving, also where the mask was saved first
    const cli = join(temporaryFolder(), 'cli')
    for (const formats of ['nifti', 'stl,glb']) {
      const flags = ['--smoothing-iterations', '5', '--decimation-percent', '80', '--formats', formats]
      const run = await runCommand(['segment', study, '--out', cli, ...flags])
      expect(run.status, run.err).toBe(0)
    }
    const again = runRecordSchema.parse(JSON.parse(await readFile(join(cli, 'run.json'), 'utf8')))
    expect(again.surfaceChange).toEqual(record.surfaceChange)
    expect(again.outputs.map(({ file }) => file)).toEqual(record.outputs.map(({ file }) => file))
  })

  test('has the same bytes on every run', async () => {
    const hashes = await Promise.all(
      ['a', 'b'].map(async (name) => {
        const out = join(temporaryFolder(), name)
        const run = await runCommand([
          'segment',
          study,
          '--out',
          out,
          '--decimation-percent',
          '90',
          '--formats',
          'ply,obj',
        ])
        expect(run.status, run.err).toBe(0)
        return JSON.parse(await readFile(join(out, 'run.json'), 'utf8')).outputs.map(
          (one: { sha256: string }) => one.sha256,
        )
      }),
    )
    expect(hashes[0]).toEqual(hashes[1])
    expect(hashes[0]).toHaveLength(2)
  })
})
