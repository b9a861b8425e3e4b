import { expect, test } from 'vitest'
import { type CohortChoice, cohortCases } from '../../src-main/cli/cohort-cases.ts'
import type { SeriesInfo, StudyInfo } from '../../src-shared/contract.ts'
import { seriesInfo } from '../support/series-info.ts'

const choice: CohortChoice = {
  allSeries: false,
  allowGaps: false,
  judgesUneven: true,
  method: 'standard',
  template: '{case}-{series}',
  part: { index: 1, count: 1 },
}
const study = (caseCode: string, ...series: SeriesInfo[]): StudyInfo => ({
  studyId: `study-${caseCode}`,
  caseCode,
  date: '',
  description: '',
  scanner: '',
  series,
})
const names = (studies: StudyInfo[], changes: Partial<CohortChoice> = {}): string[] =>
  cohortCases({ studies }, { ...choice, ...changes }).cases.map(({ name }) => name)

test('takes the largest usable series of each study, and counts studies without CT', () => {
  const studies = [
    study('AAAA-01', seriesInfo('1', { sliceCount: 30 }), seriesInfo('2', { seriesNumber: 2 })),
    study('AAAA-02', seriesInfo('3', { modality: 'MR' })),
    study('AAAA-03', seriesInfo('4', { seriesNumber: null })),
  ]
  const found = cohortCases({ studies }, choice)
  expect(found.cases.map(({ name }) => name)).toEqual(['AAAA-01-2', 'AAAA-03-x'])
  expect(found).toMatchObject({ leftOut: [], withoutCt: 1 })
})

test('takes every usable axial CT series where all are asked for', () => {
  const series = [
    seriesInfo('1', { seriesNumber: 1 }),
    seriesInfo('2', { seriesNumber: 2, plane: 'coronal' }),
    seriesInfo('3', { seriesNumber: 3, usable: 'gaps' }),
    seriesInfo('4', { seriesNumber: 4 }),
  ]
  expect(names([study('AAAA-01', ...series)], { allSeries: true })).toEqual(['AAAA-01-1', 'AAAA-01-4'])
  const gaps = { allSeries: true, allowGaps: true }
  expect(names([study('AAAA-01', ...series)], gaps)).toEqual(['AAAA-01-1', 'AAAA-01-3', 'AAAA-01-4'])
})

test('gives series that would share a name their fingerprint, and no others', () => {
  const studies = [
    study('AAAA-01', seriesInfo('1'), seriesInfo('2')),
    study('AAAA-01', seriesInfo('3')),
    study('AAAA-02', seriesInfo('4')),
  ]
  const found = names(studies, { allSeries: true })
  expect(found.slice(0, 3)).toEqual([0, 1, 2].map(() => expect.stringMatching(/^AAAA-01-1-[0-9a-f]{8}$/)))
  expect(new Set(found).size).toBe(4)
  expect(found[3]).toBe('AAAA-02-1')
})

test('leaves out series that nothing tells apart, rather than take one for the other', () => {
  const studies = [
    study('AAAA-01', seriesInfo('', { seriesId: 'a' }), seriesInfo('', { seriesId: 'b' }), seriesInfo('3')),
  ]
  const { cases, leftOut } = cohortCases({ studies }, { ...choice, allSeries: true })
  expect(cases.map(({ series }) => series.seriesInstanceUid)).toEqual(['3'])
  expect(leftOut.map(({ failure }) => failure.details['series'])).toEqual(['a', 'b'])
})

test('says of equally large series how all of them are taken', () => {
  const { cases, leftOut } = cohortCases({ studies: [study('AAAA-01', seriesInfo('1'), seriesInfo('2'))] }, choice)
  expect(cases).toEqual([])
  expect(leftOut[0]?.failure.code).toBe('E_SERIES_UNCLEAR')
  expect(leftOut[0]?.failure.message).toContain('Take all of them with --all-series')
})

test('parts share out cases and studies that fail, and keep theirs when others join', () => {
  const good = Array.from({ length: 40 }, (_, n) => study(`AAAA-${n}`, seriesInfo(`1.${n}`)))
  const bad = Array.from({ length: 40 }, (_, n) => study(`BBBB-${n}`, seriesInfo(`2.${n}`, { usable: 'no' })))
  const partOf = (studies: StudyInfo[], index: number): string[] => {
    const { cases, leftOut } = cohortCases({ studies }, { ...choice, part: { index, count: 3 } })
    return [...cases, ...leftOut].map(({ caseCode }) => caseCode)
  }
  const parts = [1, 2, 3].map((index) => partOf([...good, ...bad], index))
  expect(parts.flat().sort()).toEqual([...good, ...bad].map(({ caseCode }) => caseCode).sort())
  for (const [n, part] of parts.entries()) {
    expect(part.length).toBeGreaterThan(10)
    const fewer = partOf(good.slice(5), n + 1)
    expect(part).toEqual(expect.arrayContaining(fewer))
  }
})
