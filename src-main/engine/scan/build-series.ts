import { arrangeSlices } from '../../../src-shared/dicom/arrange-slices.ts'
import { Failure } from '../../../src-shared/failure.ts'
import type { Finding } from '../../../src-shared/finding.ts'
import { cross, dot } from '../../../src-shared/geometry.ts'
import { describeSeries } from './describe-series.ts'
import { oddityFindings } from './oddity-findings.ts'
import type { SeriesSource, SliceSource } from './series-source.ts'
import { settleDuplicates } from './settle-duplicates.ts'

/** A file of the series that can't be used, with its reason. */
export interface Unusable {
  readonly relativeFile: string
  readonly failure: Failure
}

export interface BuiltSeries {
  readonly source: SeriesSource
  /** Images that were left out of the series. */
  readonly excluded: readonly Unusable[]
}

/** Makes a series of its images: localizers and copies out, slices in order, everything that is wrong named. */
export function buildSeries(
  key: string,
  folder: string,
  images: readonly SliceSource[],
  damaged: readonly Unusable[],
): BuiltSeries {
  const { stack, aside } = setAside(images)
  const settled = settleDuplicates(stack)
  const arrangement = arrangeSlices(settled.slices)
  const extra = [
    ...settled.findings,
    ...damagedFindings(damaged),
    ...asideFindings(aside.length),
    ...instanceNumberFindings(settled.slices),
    ...oddityFindings(settled.slices),
  ]
  const { info, findings } = describeSeries(key, arrangement, extra)
  const { slices, positions, planes, grid } = arrangement
  return {
    source: { info, folder, slices, positions, planes, grid, findings },
    excluded: [
      ...aside.map((slice) => ({
        relativeFile: slice.relativeFile,
        failure: new Failure('E_LOCALIZER', 'A localizer: an overview picture, not a slice of the series.'),
      })),
      ...settled.copies.map((slice) => ({
        relativeFile: slice.relativeFile,
        failure: new Failure(
          'E_DUP_SOP_DIFF',
          'A copy of another file of the series, byte for byte. One of them is used.',
        ),
      })),
    ],
  }
}

/** Localizers by their ImageType, and single images that lie across a stack of at least three. */
function setAside(images: readonly SliceSource[]): { stack: SliceSource[]; aside: SliceSource[] } {
  const across = (a: SliceSource, b: SliceSource): boolean =>
    Math.abs(dot(cross(a.row, a.column), cross(b.row, b.column))) < 0.9
  const plain = images.filter((image) => !image.localizer)
  const aside = images.filter((image) => image.localizer)
  const stray = plain.filter((image) => plain.filter((other) => !across(image, other)).length <= plain.length / 10)
  if (stray.length === 0 || plain.length - stray.length < 3) return { stack: plain, aside }
  return { stack: plain.filter((image) => !stray.includes(image)), aside: [...aside, ...stray] }
}

function asideFindings(count: number): Finding[] {
  if (count === 0) return []
  const message = `${count} overview ${count === 1 ? 'picture was' : 'pictures were'} left out of the series.`
  return [{ code: 'W_EXCLUDED', severity: 'warning', message, details: { images: count } }]
}

function damagedFindings(damaged: readonly Unusable[]): Finding[] {
  return damaged.map(({ relativeFile, failure }) => ({
    // a slice that can't be read is a hole in the series, whatever is wrong with its file
    code: 'E_TRUNCATED',
    severity: 'error',
    message: `${relativeFile}: ${failure.message}`,
    where: { file: relativeFile },
    details: { reason: failure.code },
  }))
}

function instanceNumberFindings(slices: readonly SliceSource[]): Finding[] {
  const numbers = slices.map((slice) => slice.instanceNumber).filter((number) => number !== null)
  if (new Set(numbers).size === numbers.length) return []
  return [
    {
      code: 'W_DUP_INSTANCE_NUMBER',
      severity: 'warning',
      message: 'Several slices have the same InstanceNumber. They are in order by position.',
    },
  ]
}
