import { describe, expect, test } from 'vitest'
import { chooseSeries } from '../../src-main/cli/choose-series.ts'
import type { SeriesInfo, StudyInfo } from '../../src-shared/contract.ts'
import { seriesInfo } from '../support/series-info.ts'

const series = seriesInfo

const scan = (...list: SeriesInfo[]): { studies: StudyInfo[] } => ({
  studies: [{ studyId: 's', caseCode: '', date: '', description: '', scanner: '', series: list }],
})
const plain = { uid: null, allowGaps: false }
const refusal = (list: SeriesInfo[], options: Parameters<typeof chooseSeries>[1] = plain) => {
  try {
    chooseSeries(scan(...list), options)
  } catch (error) {
    return error
  }
  return null
}

describe('the choice of a series', () => {
  test('falls on the only one, and says so', () => {
    const { series: chosen, reason } = chooseSeries(scan(series('1')), plain)
    expect(chosen.seriesInstanceUid).toBe('1')
    expect(reason).toBe('the only usable axial CT series, 64 slices of 512 x 512')
  })

  test('falls on the largest usable axial CT series', () => {
    const list = [
      series('small', { sliceCount: 30 }),
      series('large'),
      series('mr', { modality: 'MR', sliceCount: 900 }),
      series('coronal', { plane: 'coronal', sliceCount: 900 }),
      series('broken', { usable: 'no', sliceCount: 900 }),
      series('gaps', { usable: 'gaps', sliceCount: 900 }),
    ]
    const { series: chosen, reason } = chooseSeries(scan(...list), plain)
    expect(chosen.seriesInstanceUid).toBe('large')
    expect(reason).toContain('the largest of 2 usable axial CT series')
    expect(chooseSeries(scan(...list), { uid: null, allowGaps: true }).series.seriesInstanceUid).toBe('gaps')
  })

  test('falls on uneven slices only where nothing else is there, for a method that can say whether they show lungs', () => {
    const gaps = { code: 'E_SPACING', severity: 'error', message: 'Uneven.', details: { smallestMm: 1 } } as const
    const uneven = series('uneven', { usable: 'view', findings: [gaps] })
    const judged = { ...plain, judgesUneven: true }
    expect(chooseSeries(scan(uneven), judged).series.seriesInstanceUid).toBe('uneven')
    expect(chooseSeries(scan(uneven, series('even', { sliceCount: 9 })), judged).series.seriesInstanceUid).toBe('even')
    expect(refusal([uneven])).toMatchObject({ code: 'E_SPACING' })
    const astray = series('astray', { usable: 'view', findings: [{ ...gaps, details: {} }] })
    expect(refusal([astray], judged)).toMatchObject({ code: 'E_SPACING' })
  })

  test('of equally large ones falls on the one the scan calls best, with its reason', () => {
    const { series: chosen, reason } = chooseSeries(
      scan(series('a'), series('b', { best: { reason: 'Soft kernel.' } })),
      plain,
    )
    expect(chosen.seriesInstanceUid).toBe('b')
    expect(reason).toContain('Soft kernel.')
  })

  test('is left to the user where nothing tells them apart', () => {
    expect(refusal([series('a'), series('b')])).toMatchObject({
      code: 'E_SERIES_UNCLEAR',
      details: { series: ['a', 'b'] },
    })
  })

  test('can be made by UID, or by id where the file has no UID', () => {
    const options = (uid: string) => ({ uid, allowGaps: false })
    expect(chooseSeries(scan(series('a'), series('b')), options('b')).series.seriesInstanceUid).toBe('b')
    expect(chooseSeries(scan(series('', { seriesId: 'x' })), options('x')).series.seriesId).toBe('x')
    expect(refusal([series('a')], options('c'))).toMatchObject({ code: 'E_SERIES_NOT_FOUND' })
  })

  test('fails with what is wrong: no CT, or what blocks the largest series, a named file first', () => {
    expect(refusal([series('a', { modality: 'MR' })])).toMatchObject({
      code: 'E_NO_CT',
      message: expect.stringContaining('MR'),
    })
    const findings = [
      { code: 'E_GAP', severity: 'error', message: 'One slice is missing.' },
      { code: 'E_TRUNCATED', severity: 'error', message: 'b.dcm: cut short.', where: { file: 'b.dcm' } },
    ] as const
    expect(refusal([series('a', { usable: 'gaps', findings: [...findings] })])).toMatchObject({
      code: 'E_TRUNCATED',
      message: 'b.dcm: cut short. Add --allow-gaps to go on all the same.',
      details: { file: 'b.dcm' },
    })
    expect(refusal([series('a', { plane: 'coronal' })])).toMatchObject({ code: 'E_ORIENTATION' })
  })
})
