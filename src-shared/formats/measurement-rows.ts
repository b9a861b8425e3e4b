import type { LungMeasures } from '../contract.ts'
import { voxelVolumeMm3 } from '../geometry.ts'
import { labelTitles } from '../label-looks.ts'
import type { LabelName } from '../labels.ts'
import type { RunFacts } from './format.ts'

/** What is measured: its name, unit and definition. Sources of the definitions: `lungMeasures` and `measure`. */
export const measures = {
  volume: {
    title: 'Volume',
    unit: 'mL',
    definition: 'Voxels of the structure times the volume of one voxel; vessels and nodules inside it count.',
  },
  voxels: { title: 'Voxels', unit: '', definition: 'Number of voxels of the structure.' },
  meanHU: {
    title: 'Mean density',
    unit: 'HU',
    definition: 'Mean of all voxels, those outside -1024 to 1023 HU counted at the ends.',
  },
  laa950: {
    title: 'LAA-950',
    unit: '%',
    definition: 'Low attenuation area: per cent of voxels below -950 HU (Gevenois 1995).',
  },
  laa910: {
    title: 'LAA-910',
    unit: '%',
    definition: 'Low attenuation area: per cent of voxels below -910 HU (Müller 1988).',
  },
  perc15: {
    title: 'Perc15',
    unit: 'HU',
    definition: 'HU at or below which 15 % of the voxels lie, without correction for volume (Parr 2006).',
  },
} as const
export type MeasureId = keyof typeof measures

const thirdTitles = {
  upper: 'Upper third of both lungs',
  middle: 'Middle third of both lungs',
  lower: 'Lower third of both lungs',
} as const

export const thirdsDefinition =
  'Three parts of equal height between the highest and the lowest slice that holds lung, both lungs together (Parr 2008).'

/** One figure; `value` is null where the structure has no voxel to measure. */
export interface MeasurementRow {
  /** Such as `right`, `both` or `upper-third`. */
  readonly structure: string
  readonly title: string
  readonly measure: MeasureId
  readonly value: number | null
}

/** Every figure of a run, structure by structure: labels, then both lungs and their thirds where the method measures them. */
export function measurementRows({ volumes, measurements }: RunFacts): MeasurementRow[] {
  const labels = Object.entries(volumes).flatMap(([structure, { volumeMl, voxels }]): MeasurementRow[] => {
    const title = labelTitles[structure as LabelName] ?? structure
    const row = { structure, title }
    const own = structure === 'right' || structure === 'left' ? measurements?.[structure] : undefined
    return [
      { ...row, measure: 'volume', value: volumeMl },
      { ...row, measure: 'voxels', value: voxels },
      ...(own === undefined ? [] : densities(row, own)),
    ]
  })
  if (measurements === undefined) return labels
  const wholes = [
    { structure: 'both', title: 'Both lungs', of: measurements.total },
    ...(['upper', 'middle', 'lower'] as const).map((third) => ({
      structure: `${third}-third`,
      title: thirdTitles[third],
      of: measurements.thirds[third],
    })),
  ]
  const rest = wholes.flatMap(({ structure, title, of }): MeasurementRow[] => [
    { structure, title, measure: 'volume', value: of.volumeMl },
    ...densities({ structure, title }, of),
  ])
  return [...labels, ...rest]
}

function densities(row: Pick<MeasurementRow, 'structure' | 'title'>, of: LungMeasures): MeasurementRow[] {
  return (['meanHU', 'laa950', 'laa910', 'perc15'] as const).map((measure) => ({ ...row, measure, value: of[measure] }))
}

/** The first row whose volume is not that of its voxels; null where all agree to a millionth. */
export function volumeFault({ volumes, grid }: RunFacts): string | null {
  const voxelMl = voxelVolumeMm3(grid) / 1000
  const wrong = Object.entries(volumes).find(
    ([, { voxels, volumeMl }]) => Math.abs(volumeMl - voxels * voxelMl) > 1e-6 * Math.max(1e-3, volumeMl),
  )
  return wrong?.[0] ?? null
}
