import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { describeWithJudges } from '../support/judges.ts'
import { type OrientedSeries, writeOrientedSeries } from '../support/oriented-series.ts'
import { runPython } from '../support/python.ts'
import { firstSeries, runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testData } from '../support/test-data.ts'

const judge = fileURLToPath(new URL('geometry_judge.py', import.meta.url))

interface Verdict {
  sameShape: boolean
  affine: number
  corner: number
  qform: number
  sformCode: number
  qformCode: number
  units: string
  type: string
  voxels: number
  differ: number
  meanInside: number
  meanFlipped: number[]
}

/** Segments a study with the command line, converts it with dcm2niix, and lets nibabel compare the two. */
async function compare(study: string, flags: readonly string[] = [], band = [-950, -500]): Promise<Verdict> {
  const folder = temporaryFolder()
  const run = await runCommand([
    'segment',
    study,
    '--out',
    join(folder, 'ours'),
    '--method',
    'article',
    '--formats',
    'nifti',
    '--json',
    ...flags,
  ])
  expect(run.status, run.err).toBe(0)
  const theirs = join(folder, 'theirs')
  mkdirSync(theirs)
  spawnSync('dcm2niix', ['-b', 'n', '-z', 'n', '-f', 'image', '-o', theirs, study])
  // where a gantry was tilted dcm2niix adds a copy with slices moved back; ours is compared with the plain one
  expect(readdirSync(theirs)).toContain('image.nii')
  const paths = [join(folder, 'ours', 'lungs.nii.gz'), join(theirs, 'image.nii')]
  return JSON.parse(runPython([judge, ...paths, ...band.map(String)]))
}

const tilt = { c: Math.cos(0.3), s: Math.sin(0.3) }
const oneWay: readonly OrientedSeries[] = [
  { name: 'axial', row: [1, 0, 0], column: [0, 1, 0] },
  { name: 'axial, feet first', row: [-1, 0, 0], column: [0, 1, 0] },
  { name: 'axial, prone', row: [-1, 0, 0], column: [0, -1, 0] },
  { name: 'axial, on the side', row: [0, 1, 0], column: [-1, 0, 0] },
  { name: 'coronal', row: [1, 0, 0], column: [0, 0, -1] },
  { name: 'coronal, head down', row: [1, 0, 0], column: [0, 0, 1] },
  { name: 'sagittal', row: [0, 1, 0], column: [0, 0, -1] },
  { name: 'sagittal, from the left', row: [0, -1, 0], column: [0, 0, -1] },
  { name: 'oblique', row: [tilt.c, tilt.s, 0], column: [-tilt.s * 0.8, tilt.c * 0.8, 0.6] },
  { name: 'oblique, the other way', row: [tilt.c, 0, tilt.s], column: [-tilt.s * 0.6, 0.8, tilt.c * 0.6] },
]
const bothWays = oneWay.flatMap((one) => [one, { ...one, name: `${one.name}, from the far end`, descending: true }])

describeWithJudges('our mask lies on dcm2niix’s image', ['dcm2niix', 'nibabel'], () => {
  test.each(bothWays)('$name: every voxel', async (one) => {
    const folder = join(temporaryFolder(), 'study')
    writeOrientedSeries(folder, one)
    const uid = firstSeries(await runCommand(['scan', folder, '--json'])).seriesInstanceUid
    const verdict = await compare(folder, ['--series', uid, '--v', '0'])
    expect(verdict).toMatchObject({
      sameShape: true,
      differ: 0,
      sformCode: 1,
      qformCode: 1,
      units: 'mm',
      type: 'uint8',
    })
    expect(verdict.voxels).toBe(8 * 6 * 3 + 11 * 13 * 3)
    expect(verdict.affine).toBeLessThan(0.001)
    expect(verdict.corner).toBeLessThan(0.001)
    expect(verdict.qform).toBeLessThan(0.001)
  })

  test('a tilted gantry: sform alone, every voxel at its place', async () => {
    const folder = join(temporaryFolder(), 'study')
    writeOrientedSeries(folder, { name: 'tilted', row: [1, 0, 0], column: [0, 1, 0], drift: 0.3 })
    const verdict = await compare(folder, ['--v', '0'])
    expect(verdict).toMatchObject({ sameShape: true, differ: 0, sformCode: 1, qformCode: 0, units: 'mm' })
    expect(verdict.affine).toBeLessThan(0.001)
    expect(verdict.corner).toBeLessThan(0.001)
  })

  const studies = [
    'chest-philips-5mm/soft',
    'chest-philips-5mm/sharp',
    'chest-siemens-8mm',
    'chest-ct64/dicom',
    'chest-lctsc-102/dicom',
  ]
  test.each(studies)('%s', async (name) => {
    const study = testData(...name.split('/'))
    if (study === null) {
      console.warn(`SKIPPED geometry of ${name}: no test data`)
      return
    }
    const verdict = await compare(study)
    expect(verdict).toMatchObject({ sameShape: true, sformCode: 1, qformCode: 1, units: 'mm', type: 'uint8' })
    expect(verdict.affine).toBeLessThan(0.001)
    expect(verdict.qform).toBeLessThan(0.001)
    expect(verdict.meanInside).toBeLessThan(-650)
    // turned over along any axis the mask would lie on other tissue
    for (const mean of verdict.meanFlipped) expect(mean).toBeGreaterThan(verdict.meanInside + 10)
  })
})
