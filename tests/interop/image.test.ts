import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { describeWithJudges } from '../support/judges.ts'
import { orientations } from '../support/oriented-grids.ts'
import { type StoredAs, writeOrientedSeries } from '../support/oriented-series.ts'
import { runPython } from '../support/python.ts'
import { firstSeries, runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testData } from '../support/test-data.ts'

const judge = fileURLToPath(new URL('image_judge.py', import.meta.url))

interface Place {
  off: number
  differ: number
  pixels: number
}
interface Verdict {
  sameShape: boolean
  sameAffine: boolean
  sameQform: boolean
  type: string
  units: string
  voxels: number
  meanInside: number
  nibabel: Place
  itk: Place
}

/** Saves mask and CT of a study with the command line and lets nibabel, pydicom and ITK (by plastimatch) judge them. */
async function judgeImages(study: string, flags: readonly string[] = []): Promise<Verdict> {
  const folder = temporaryFolder()
  const formats = ['--formats', 'nifti,nrrd', '--with-image']
  const run = await runCommand(['segment', study, '--out', folder, '--method', 'article', ...formats, ...flags])
  expect(run.status, run.err).toBe(0)
  const read = join(folder, 'itk.nii')
  const converted = spawnSync('plastimatch', ['convert', '--input', join(folder, 'ct.nrrd'), '--output-img', read])
  expect(converted.status, converted.stderr.toString()).toBe(0)
  return JSON.parse(runPython([judge, join(folder, 'lungs.nii.gz'), join(folder, 'ct.nii.gz'), read, study]))
}

function expectSame(verdict: Verdict): void {
  expect(verdict).toMatchObject({
    sameShape: true,
    sameAffine: true,
    sameQform: true,
    type: 'int16',
    units: 'mm',
    nibabel: { differ: 0, pixels: verdict.voxels },
    itk: { differ: 0, pixels: verdict.voxels },
  })
  expect(verdict.voxels).toBeGreaterThan(1000)
  expect(verdict.nibabel.off).toBeLessThan(0.001)
  expect(verdict.itk.off).toBeLessThan(0.001)
}

describeWithJudges('the CT saved beside its mask is the study’s', ['nibabel', 'pydicom', 'plastimatch'], () => {
  test.each(orientations)('rows and columns along $name', async ({ name, i, j }) => {
    const study = join(temporaryFolder(), 'study')
    writeOrientedSeries(study, { name: `image ${name}`, row: i, column: j })
    const uid = firstSeries(await runCommand(['scan', study, '--json'])).seriesInstanceUid
    expectSame(await judgeImages(study, ['--series', uid, '--v', '0']))
  })

  const ways: Readonly<Record<string, (k: number) => StoredAs>> = {
    'unsigned in 12 bits': () => ({ slope: 1, intercept: -1024, signed: false, bits: 12 }),
    'signed in 12 bits': () => ({ slope: 1, intercept: 0, signed: true, bits: 12 }),
    'by a slope of a half and an intercept with a fraction': () => ({
      slope: 0.5,
      intercept: -1000.25,
      signed: false,
      bits: 12,
    }),
    'by a slope of its own each slice, as PET is': (k) => ({
      slope: 0.7312 + k / 97,
      intercept: -1024.5 + k / 3,
      signed: k % 2 === 0,
      bits: 16,
    }),
    'by a slope above one': () => ({ slope: 2.3, intercept: -1024.1, signed: false, bits: 12 }),
  }
  test.each(Object.entries(ways))('stored %s', async (name, stored) => {
    const study = join(temporaryFolder(), 'study')
    writeOrientedSeries(study, { name: `stored ${name}`, row: [1, 0, 0], column: [0, 1, 0], stored })
    const uid = firstSeries(await runCommand(['scan', study, '--json'])).seriesInstanceUid
    expectSame(await judgeImages(study, ['--series', uid, '--v', '0']))
  })

  test.each(['chest-philips-5mm/soft', 'chest-siemens-8mm', 'chest-ct64/dicom'])('%s', async (name) => {
    const study = testData(...name.split('/'))
    if (study === null) {
      console.warn(`SKIPPED images of ${name}: no test data`)
      return
    }
    const verdict = await judgeImages(study)
    expectSame(verdict)
    expect(verdict.meanInside).toBeLessThan(-650)
  })
})
