import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { planSave } from '../../../src-main/engine/save/plan-save.ts'
import { saveResults } from '../../../src-main/engine/save/save-results.ts'
import { noReport } from '../../../src-shared/report.ts'
import { watchedFiles } from '../../support/fault-files.ts'
import { axialGrid } from '../../support/sample-shapes.ts'
import { sampleJob } from '../../support/save-job.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const extent = { grid: axialGrid, maskVoxels: 400, triangles: 12 }

test('names every file with its size and whether it is there, and writes nothing', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'lungs.stl'), '')
  const plan = await planSave({ folder, formats: ['stl', 'nifti'] }, extent, [])
  expect(plan).toMatchObject({ writable: true, problem: null })
  expect(plan.files.map(({ format, name, exists }) => [format, name, exists])).toEqual([
    ['nifti', 'lungs.nii.gz', false],
    ['stl', 'lungs.stl', true],
    ['record', 'run.json', false],
  ])
  const saved = await saveResults(sampleJob(join(folder, 'out')), () => {}, noReport)
  expect(plan.files[1]?.bytes).toBe(saved[1]?.bytes)
})

test('a folder that is not there yet can be saved into', async () => {
  const plan = await planSave({ folder: join(temporaryFolder(), 'a', 'b'), formats: ['stl'] }, extent, [])
  expect(plan).toMatchObject({ writable: true, problem: null })
  expect(plan.freeBytes).toBeGreaterThan(0)
})

test('tells of the study folder, of a disk that is too full and of one that is read-only', async () => {
  const folder = temporaryFolder()
  expect((await planSave({ folder: join(folder, 'sub'), formats: ['stl'] }, extent, [folder])).problem?.code).toBe(
    'E_OUTPUT_IN_SOURCE',
  )
  const full = { ...watchedFiles(() => {}), freeBytes: async () => 10 }
  expect((await planSave({ folder, formats: ['stl'] }, extent, [], full)).problem?.code).toBe('E_NO_SPACE')
  const readOnly = {
    ...watchedFiles(() => {}),
    checkWritable: async () => {
      throw Object.assign(new Error('EROFS'), { code: 'EROFS' })
    },
  }
  const plan = await planSave({ folder, formats: ['stl'] }, extent, [], readOnly)
  expect(plan).toMatchObject({ writable: false, problem: { code: 'E_OUTPUT_NOT_WRITABLE' } })
})

test('a folder whose permissions allow it, yet where no file can be made, is told before the work', async () => {
  const folder = temporaryFolder()
  const tricked = {
    ...watchedFiles(() => {}),
    open: async () => {
      throw Object.assign(new Error('EROFS'), { code: 'EROFS' })
    },
  }
  const plan = await planSave({ folder, formats: ['stl'] }, extent, [], tricked)
  expect(plan).toMatchObject({ writable: false, problem: { code: 'E_OUTPUT_NOT_WRITABLE' } })
  await planSave({ folder, formats: ['stl'] }, extent, [])
  expect(readdirSync(folder)).toEqual([])
})

test('files bear the name that is asked for', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, '3F2A-91-lungs.nii.gz'), '')
  const name = '3F2A-91-lungs'
  const { files } = await planSave({ folder, formats: ['nifti', 'ct-nifti', 'report-html'], name }, extent, [])
  expect(files.map((file) => [file.name, file.exists])).toEqual([
    ['3F2A-91-lungs.nii.gz', true],
    ['3F2A-91-lungs-ct.nii.gz', false],
    ['3F2A-91-lungs-report.html', false],
    ['3F2A-91-lungs-run.json', false],
  ])
})
