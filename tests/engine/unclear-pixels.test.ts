import { expect, test } from 'vitest'
import { waitingFile } from '../../src-main/engine/save/save-job.ts'
import { unclearPixels } from '../../src-main/engine/unclear-pixels.ts'
import type { SavedFile } from '../../src-shared/contract.ts'

const saved = (format: string, name: string): SavedFile => ({ ...waitingFile(format, name), status: 'verified' })
const files = [
  saved('nifti', 'lungs.nii.gz'),
  saved('ct-nifti', 'ct.nii.gz'),
  saved('report-html', 'report.html'),
  { ...saved('report-pdf', 'report.pdf'), status: 'not-written' as const },
]

test('files that hold pixels of a series that may hold text are named, saved ones alone', () => {
  expect(unclearPixels({ mayHoldText: true }, files, 'removed')).toMatchObject({
    code: 'W_BURNED_IN_UNKNOWN',
    severity: 'warning',
    details: { files: ['ct.nii.gz', 'report.html'] },
  })
})

test('masks, a series that says it holds none, and identity kept on purpose need no look', () => {
  expect(unclearPixels({ mayHoldText: true }, files.slice(0, 1), 'removed')).toBeNull()
  expect(unclearPixels({ mayHoldText: false }, files, 'removed')).toBeNull()
  expect(unclearPixels({ mayHoldText: true }, files, 'kept')).toBeNull()
})
