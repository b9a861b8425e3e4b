import { createHash } from 'node:crypto'
import type { ScanResult, SeriesInfo, StudyInfo } from '../../src-shared/contract.ts'
import { Failure, toFailure } from '../../src-shared/failure.ts'
import { expandName, seriesPart } from '../../src-shared/formats/file-name.ts'
import { recordedSeries } from '../engine/recorded-series.ts'
import { chooseSeries } from './choose-series.ts'

/** A series to segment, and the name its files begin with. */
export interface CohortCase {
  readonly caseCode: string
  readonly fingerprint: string
  readonly series: SeriesInfo
  readonly name: string
}

/** A CT study of which no series can be taken. */
export interface LeftOutStudy {
  readonly caseCode: string
  readonly failure: Failure
}

export interface CohortChoice {
  readonly allSeries: boolean
  readonly allowGaps: boolean
  readonly judgesUneven: boolean
  readonly method: string
  /** Of names, with `{case}` in it. */
  readonly template: string
  readonly part: CohortPart
}

/** The `index`-th, from 1, of `count` parts. */
export interface CohortPart {
  readonly index: number
  readonly count: number
}

export interface CohortCases {
  readonly cases: readonly CohortCase[]
  readonly leftOut: readonly LeftOutStudy[]
  /** Studies that hold no CT. */
  readonly withoutCt: number
}

/**
 * What a cohort's folder gives to segment: of each CT study the series that `segment` would take, or every usable axial one. Part and
 * name of a series depend on its UID and case alone, so that they stay when studies join the folder; only series that would share a
 * name get the first digits of their fingerprint behind it. Throws `E_USAGE` for a template without `{case}`.
 */
export function cohortCases({ studies }: Pick<ScanResult, 'studies'>, choice: CohortChoice): CohortCases {
  const withCt = studies.filter(({ series }) => series.some(({ modality }) => modality === 'CT'))
  const leftOut: LeftOutStudy[] = []
  const found = withCt.flatMap((study) => {
    try {
      return seriesOf(study, choice).map((series) => {
        const { fingerprint } = recordedSeries(series, study.caseCode)
        return { caseCode: study.caseCode, fingerprint, series, name: nameOf(study, series, choice) }
      })
    } catch (thrown) {
      const failure = toFailure(thrown)
      if (failure.kind === 'internal') throw failure
      if (isOfPart(study.studyId, choice.part)) leftOut.push({ caseCode: study.caseCode, failure: hinted(failure) })
      return []
    }
  })
  const named = withOwnNames(found).filter(({ fingerprint }) => isOfPart(fingerprint, choice.part))
  const bearers = bearersOf(named)
  const cases = named.filter(({ name }) => bearers.get(name) === 1)
  for (const one of named)
    if (bearers.get(one.name) !== 1) leftOut.push({ caseCode: one.caseCode, failure: alike(one) })
  return { cases, leftOut, withoutCt: studies.length - withCt.length }
}

function seriesOf(study: StudyInfo, { allSeries, allowGaps, judgesUneven }: CohortChoice): SeriesInfo[] {
  const usable = study.series.filter(
    ({ modality, plane, usable }) =>
      modality === 'CT' && plane === 'axial' && (usable === 'yes' || (usable === 'gaps' && allowGaps)),
  )
  if (allSeries && usable.length > 0) return usable
  return [chooseSeries({ studies: [study] }, { uid: null, allowGaps, judgesUneven }).series]
}

/** Throws `E_USAGE` for what is no name. */
export function checkTemplate(template: string, method: string): void {
  expandName(template, { case: null, series: null, method })
  if (template.includes('{case}')) return
  throw new Failure(
    'E_USAGE',
    `The files of a cohort can't all be named "${template}". Add {case}, such as {case}-{series}.`,
    { template },
  )
}

function nameOf({ caseCode }: StudyInfo, { seriesNumber }: SeriesInfo, { template, method }: CohortChoice): string {
  return expandName(template, { case: caseCode, series: seriesPart(seriesNumber), method }) ?? caseCode
}

const digitsInName = 8

/** How many bear each name. */
function bearersOf(cases: readonly CohortCase[]): Map<string, number> {
  const bearers = new Map<string, number>()
  for (const { name } of cases) bearers.set(name, (bearers.get(name) ?? 0) + 1)
  return bearers
}

const alike = ({ name, series: { seriesId } }: CohortCase): Failure =>
  new Failure(
    'E_SERIES_UNCLEAR',
    `Another series without a UID has its case and number too, so both would be ${name}. Take each with hilum segment --series ${seriesId}.`,
    { name, series: seriesId },
  )

function withOwnNames(cases: readonly CohortCase[]): CohortCase[] {
  const bearers = bearersOf(cases)
  return cases.map((one) =>
    (bearers.get(one.name) ?? 0) > 1 ? { ...one, name: `${one.name}-${one.fingerprint.slice(0, digitsInName)}` } : one,
  )
}

function isOfPart(id: string, { index, count }: CohortPart): boolean {
  return createHash('sha256').update(id).digest().readUInt32BE() % count === index - 1
}

const hinted = (failure: Failure): Failure =>
  failure.code === 'E_SERIES_UNCLEAR'
    ? new Failure(
        failure.code,
        failure.message.replace(
          'Choose one with --series:',
          'Take all of them with --all-series, or one with hilum segment --series:',
        ),
        failure.details,
      )
    : failure
