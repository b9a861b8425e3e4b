import {
  controlHu,
  controlIntercept,
  controlPositionOf,
  seriesUid,
  sopUid,
  storedOf,
} from '../../support/dicom/control-image.ts'
import { controlSeries, type Files, type SliceChange } from '../../support/dicom/control-series.ts'
import { text, us, words } from '../../support/dicom/elements.ts'

/** What a line of the table asks of a series: `load` as s00 is, `warn` the same with a finding, or the code that blocks it. */
export interface SeriesCase {
  readonly id: string
  readonly odd: string
  readonly does: 'load' | 'warn' | 'reject'
  /** Of the finding or of the refusal; null where the line names none. */
  readonly code: string | null
  readonly files: () => Files
  /** Spacing along k of what loads, 2 where left out. */
  readonly spacing?: number
  /** Slices of s00 that are there, all where left out. */
  readonly slices?: readonly number[]
  /** Findings the line forbids. */
  readonly without?: readonly string[]
  /** File the refusal or a skipped entry must name. */
  readonly names?: string
  readonly why?: string
}

const at = (z: number): { position: readonly [number, number, number] } => ({ position: [-12.4, -12.4, z] })
/** The same change for one slice only. */
const only =
  (slice: number, change: SliceChange) =>
  (k: number): SliceChange =>
    k === slice ? change : {}
const all = (change: SliceChange) => (): SliceChange => change
const series = (change?: (k: number) => SliceChange | null, slices?: number) => (): Files =>
  controlSeries(change, slices)
const cutAt = (files: Files, name: string, length: number): Files => ({
  ...files,
  [name]: (files[name] ?? new Uint8Array(0)).subarray(0, length),
})
const zig = [0, 0.005, -0.005, 0.003]
const uneven = [0, 2, 4, 6, 11, 13, 15.7, 17, 21, 23, 25, 26.1]

function localizer(): SliceChange {
  return {
    name: 'AAA',
    series: 1,
    changes: [
      text(0x00080018, 'UI', `${sopUid(1, 99)}`),
      text(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
      text(0x00200037, 'DS', '1\\0\\0\\0\\0\\-1'),
      text(0x00200032, 'DS', '-12.4\\0\\20'),
    ],
  }
}

/** Lines s00 to s26. */
export const seriesCases: readonly SeriesCase[] = [
  { id: 's00_control', odd: 'valid', does: 'load', code: null, files: series() },
  {
    id: 's01_shuffled_names',
    odd: 'file order is not slice order',
    does: 'load',
    code: null,
    files: series((k) => ({ name: `${(k * 7 + 3) % 12}.dcm` })),
  },
  {
    id: 's02_dup_instance_number',
    odd: 'all InstanceNumber 1',
    does: 'warn',
    code: 'W_DUP_INSTANCE_NUMBER',
    files: series(all({ changes: [text(0x00200013, 'IS', '1')] })),
  },
  {
    id: 's03_instance_number_reversed',
    odd: 'InstanceNumber against position',
    does: 'load',
    code: null,
    files: series((k) => ({ changes: [text(0x00200013, 'IS', String(12 - k))] })),
  },
  {
    id: 's04_dup_sop_identical',
    odd: 'one exact duplicate',
    does: 'warn',
    code: 'W_DUP_SOP',
    files: () => ({ ...controlSeries(), 'copy of 4': controlSeries()['IM0004'] as Uint8Array }),
  },
  {
    id: 's05_dup_sop_different',
    odd: 'same SOPInstanceUID, other pixels',
    does: 'reject',
    code: 'E_DUP_SOP_DIFF',
    files: () => ({ ...controlSeries(), other: controlSeries(only(3, { hu: controlHu(4) }))['IM0004'] as Uint8Array }),
  },
  {
    id: 's06_missing_slice',
    odd: 'one slice missing',
    does: 'reject',
    code: 'E_GAP',
    files: series((k) => (k === 6 ? null : {})),
  },
  {
    id: 's07_variable_spacing',
    odd: 'spacing 2, 2, 2, 5 …',
    does: 'reject',
    code: 'E_SPACING',
    files: series((k) => at(uneven[k] ?? 0)),
  },
  {
    id: 's08_tiny_jitter',
    odd: 'jitter of 0.005 mm',
    does: 'load',
    code: null,
    without: ['E_SPACING', 'E_GAP', 'W_TILT'],
    files: series((k) => at(-40 + 2 * k + (zig[k % 4] ?? 0))),
  },
  {
    id: 's10_two_series_one_folder',
    odd: 'two series interleaved',
    does: 'load',
    code: null,
    files: () => ({
      ...controlSeries(),
      ...controlSeries((k) => ({ series: 2, name: `IM${String(k + 1).padStart(4, '0')}b` })),
    }),
  },
  {
    id: 's11_localizer_same_uid',
    odd: 'a coronal localizer in the series',
    does: 'warn',
    code: 'W_EXCLUDED',
    names: 'AAA',
    files: () => ({ ...controlSeries(), ...controlSeries(all(localizer()), 1) }),
  },
  {
    id: 's12_mixed_rows',
    odd: 'one slice 16 x 16',
    does: 'reject',
    code: 'E_INCONSISTENT',
    files: series(only(5, { rows: 16, columns: 16, hu: new Int16Array(256) })),
  },
  {
    id: 's13_mixed_rescale',
    odd: 'intercept differs from slice to slice',
    does: 'load',
    code: null,
    files: series((k) => ({
      changes: [
        text(0x00281052, 'DS', String(controlIntercept - k)),
        words(0x7fe00010, 'OW', storedOf(controlHu(k), controlIntercept - k)),
      ],
    })),
  },
  {
    id: 's14_mixed_pixelspacing',
    odd: 'one slice other PixelSpacing',
    does: 'reject',
    code: 'E_INCONSISTENT',
    files: series(only(5, { changes: [text(0x00280030, 'DS', '0.9\\0.9')] })),
  },
  {
    id: 's15_mixed_frame_of_reference',
    odd: 'FrameOfReferenceUID changes',
    does: 'reject',
    code: 'E_INCONSISTENT',
    files: series((k) => ({ changes: [text(0x00200052, 'UI', k < 6 ? '2.25.1' : '2.25.2')] })),
  },
  {
    id: 's16_two_acquisitions_same_positions',
    odd: 'every position twice',
    does: 'reject',
    code: 'E_DUP_POSITION',
    files: () => ({
      ...controlSeries(all({ changes: [text(0x00200012, 'IS', '1')] })),
      ...controlSeries((k) => ({
        name: `second${k}`,
        changes: [text(0x00200012, 'IS', '2'), text(0x00080018, 'UI', sopUid(1, 100 + k))],
      })),
    }),
  },
  { id: 's17_single_slice', odd: 'one slice', does: 'reject', code: 'E_TOO_FEW', files: series(undefined, 1) },
  { id: 's18_two_slices', odd: 'two slices', does: 'reject', code: 'E_TOO_FEW', files: series(undefined, 2) },
  {
    id: 's19_overlapping',
    odd: 'spacing 1, thickness 2',
    does: 'load',
    code: null,
    spacing: 1,
    files: series((k) => at(-40 + k)),
  },
  {
    id: 's20_thickness_lies',
    odd: 'SliceThickness 5, spacing 2',
    does: 'load',
    code: null,
    files: series(all({ changes: [text(0x00180050, 'DS', '5')] })),
  },
  {
    id: 's21_spacingbetween_negative',
    odd: 'SpacingBetweenSlices -2',
    does: 'load',
    code: null,
    files: series(all({ changes: [text(0x00180088, 'DS', '-2')] })),
  },
  {
    id: 's22_one_truncated_slice',
    odd: 'slice 6 cut short',
    does: 'reject',
    code: 'E_TRUNCATED',
    names: 'IM0006',
    files: () => cutAt(controlSeries(), 'IM0006', 1500),
  },
  {
    id: 's23_one_zero_byte_slice',
    odd: 'slice 6 has 0 bytes',
    does: 'reject',
    code: 'E_GAP',
    names: 'IM0006',
    files: () => cutAt(controlSeries(), 'IM0006', 0),
  },
  {
    id: 's24_two_patients_one_series',
    odd: 'PatientID changes',
    does: 'reject',
    code: 'E_PATIENT_MIX',
    files: series((k) => ({ changes: [text(0x00100020, 'LO', k < 6 ? 'A' : 'B')] })),
  },
  {
    id: 's26_feet_first_positions_descending',
    odd: 'positions run down with file order',
    does: 'load',
    code: null,
    files: series((k) => ({ name: `IM${String(12 - k).padStart(4, '0')}`, position: controlPositionOf(k) })),
  },
]

/** Line s25: no image has a place, so there is no series at all. */
export const seriesWithoutPlace = series((k) => ({
  changes: [0x00200032, text(0x00201041, 'DS', String(2 * k))],
}))

export const secondSeriesUid = seriesUid(2)

/** Line s09: the gantry is tilted by 20 degrees, so that each slice lies a bit further forward. */
export const tiltedSeries = series((k) => ({
  position: [-12.4, -12.4 + 2 * k * Math.tan(Math.PI / 9), -40 + 2 * k],
  changes: [us(0x00280103, 0)],
}))
