import type { ComparedResults } from '../comparison-record.ts'
import type { Agreement } from '../contract.ts'

/** What a comparison gives: unit and definition by name. Sources of the definitions: `countOverlap` and `surfaceDistances`. */
export const comparisonMeasures = {
  dice: { unit: '', definition: '2 |A and B| / (|A| + |B|), 0 to 1 (Dice 1945); none where both are empty.' },
  jaccard: { unit: '', definition: '|A and B| / |A or B|, 0 to 1 (Jaccard); none where both are empty.' },
  hausdorff95: {
    unit: 'mm',
    definition:
      '95 % Hausdorff distance: the larger of the two 95th percentiles of the distances from border voxels of the one to the nearest of the other; none where one is empty, and on sheared grids.',
  },
  meanSurfaceDistance: {
    unit: 'mm',
    definition:
      'Mean distance from the border voxels of both to the nearest of the other; none where one is empty, and on sheared grids.',
  },
  voxelsA: { unit: '', definition: 'Voxels of A.' },
  voxelsB: { unit: '', definition: 'Voxels of B.' },
  voxelsBoth: { unit: '', definition: 'Voxels that both have.' },
  voxelsOnlyA: { unit: '', definition: 'Voxels that A alone has.' },
  voxelsOnlyB: { unit: '', definition: 'Voxels that B alone has.' },
  volumeA: { unit: 'mL', definition: 'Voxels of A times the volume of one voxel.' },
  volumeB: { unit: 'mL', definition: 'Voxels of B times the volume of one voxel.' },
  volumeBoth: { unit: 'mL', definition: 'The volume that both have.' },
  volumeOnlyA: { unit: 'mL', definition: 'The volume that A alone has.' },
  volumeOnlyB: { unit: 'mL', definition: 'The volume that B alone has.' },
} as const
export type ComparisonMeasure = keyof typeof comparisonMeasures

/** One figure; `value` is null where it is not defined. */
export interface ComparisonRow {
  /** `lungs`, or a label that both have. */
  readonly structure: string
  readonly measure: ComparisonMeasure
  readonly value: number | null
}

/** Every figure of a comparison: of all that is lung, then of each label that both have. */
export const comparisonRows = ({
  comparison: { lungs, labels },
}: Pick<ComparedResults, 'comparison'>): ComparisonRow[] => [
  ...rowsOf('lungs', lungs),
  ...labels.flatMap((label) => rowsOf(label.name, label)),
]

function rowsOf(structure: string, agreement: Agreement): ComparisonRow[] {
  const { dice, jaccard, hausdorff95Mm, meanSurfaceDistanceMm, voxels, volumesMl } = agreement
  const values: Record<ComparisonMeasure, number | null> = {
    dice,
    jaccard,
    hausdorff95: hausdorff95Mm,
    meanSurfaceDistance: meanSurfaceDistanceMm,
    voxelsA: voxels.both + voxels.onlyA,
    voxelsB: voxels.both + voxels.onlyB,
    voxelsBoth: voxels.both,
    voxelsOnlyA: voxels.onlyA,
    voxelsOnlyB: voxels.onlyB,
    volumeA: volumesMl.a,
    volumeB: volumesMl.b,
    volumeBoth: volumesMl.both,
    volumeOnlyA: volumesMl.onlyA,
    volumeOnlyB: volumesMl.onlyB,
  }
  return (Object.keys(comparisonMeasures) as ComparisonMeasure[]).map((measure) => ({
    structure,
    measure,
    value: values[measure],
  }))
}
