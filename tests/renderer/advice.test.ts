import { describe, expect, it } from 'vitest'
import {
  countsOf,
  failureAdvice,
  foundWithoutCt,
  groupFiles,
  mayTryAgain,
  noCtAdvice,
} from '../../src-renderer/state/advice.ts'
import { en } from '../../src-renderer/state/text/en.ts'
import type { ScanResult, SkippedFile } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'

const skip = (code: string, count: number): SkippedFile[] =>
  Array.from({ length: count }, (_, index) => ({ file: `${code}${index}`, code, message: `${code} because` }))

describe('what a folder held and what can be done', () => {
  it('counts files by reason, largest first, in plain words', () => {
    const groups = groupFiles(en, [...skip('E_TRUNCATED', 3), ...skip('E_NOT_DICOM', 6)])
    expect(groups.map(({ count, what }) => [count, what])).toEqual([
      [6, 'Not DICOM'],
      [3, 'Cut short'],
    ])
  })

  it('shows the reason itself for a code without words', () => {
    expect(groupFiles(en, skip('E_BITS', 1))[0]).toEqual({ count: 1, what: 'E_BITS', why: 'E_BITS because' })
  })

  it('counts images of other modalities', () => {
    const series = [
      { modality: 'MR', sliceCount: 150 },
      { modality: 'MR', sliceCount: 42 },
    ]
    const result = {
      studies: [{ series }],
      files: { total: 194, used: 192, skipped: skip('E_NOT_DICOM', 2) },
    } as unknown as ScanResult
    expect(foundWithoutCt(en, result).map(({ count, what }) => [count, what])).toEqual([
      [192, 'MR images'],
      [2, 'Not DICOM'],
    ])
  })

  it('speaks of copying again only where files ended early', () => {
    const advice = (skipped: SkippedFile[]) =>
      noCtAdvice(en, { studies: [], files: { total: 0, used: 0, skipped } }).join(' ')
    expect(advice(skip('E_TRUNCATED', 3))).toContain('3 files ended early')
    expect(advice(skip('E_NOT_CT', 3))).not.toContain('copy it again')
    expect(advice(skip('E_NOT_DICOM', 2))).toContain('export as DICOM')
  })

  it('reads counts off a failure', () => {
    const failure = new Failure('E_NO_DICOM', 'None is DICOM.', { files: 3, notDicom: 2, special: 1, unreadable: 0 })
    expect(countsOf(en, failure).map(({ count }) => count)).toEqual([2, 1])
  })

  it('has advice for every failure', () => {
    for (const code of ['E_FOLDER_NOT_FOUND', 'E_MEMORY', 'E_GAP', 'E_INTERNAL', 'E_NO_LUNGS'] as const) {
      expect(failureAdvice(en, new Failure(code, 'x')).length).toBeGreaterThan(0)
    }
  })
  it('does not offer to try again what ends the same way', () => {
    expect(mayTryAgain(new Failure('E_SPACING', 'x'))).toBe(false)
    expect(mayTryAgain(new Failure('E_TOO_FEW', 'x'))).toBe(false)
    expect(mayTryAgain(new Failure('E_MEMORY', 'x'))).toBe(true)
  })
})
