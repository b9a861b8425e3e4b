import { basename } from 'node:path'
import type { Comparison } from '../../../src-shared/contract.ts'
import { Failure } from '../../../src-shared/failure.ts'
import type { Labelmap } from '../../../src-shared/formats/labelmap.ts'
import { layOnto } from '../../../src-shared/formats/lay-onto.ts'
import { namedLabels } from '../../../src-shared/formats/named-labels.ts'
import { padOnto } from '../../../src-shared/formats/pad-onto.ts'
import { seriesGrid } from '../../../src-shared/formats/series-grid.ts'
import { type Grid, voxelCount } from '../../../src-shared/geometry.ts'
import { limits } from '../../../src-shared/limits.ts'
import { requireSameGrid } from '../../../src-shared/require-same-grid.ts'
import { compareLabels } from '../../../src-shared/segmentation/compare/compare-labels.ts'
import { availableMemory, outOfMemory } from '../memory.ts'
import { nameTheFile } from '../name-the-file.ts'
import { readLabelmapFile } from '../read-labelmap-file.ts'
import type { TaskContext } from '../task-context.ts'

/**
 * How far the labelmaps of two files agree, on the grid of the first: the second may keep its axes in another order or turned
 * round. Throws `E_GRID` where the grids differ, and for a file without one: nothing says how its axes lie, and a guess that is wrong
 * looks like a poor result.
 */
export async function compareFilesTask(
  { a, b }: { a: string; b: string },
  context: TaskContext,
): Promise<{ comparison: Comparison; grid: Grid }> {
  const report = context.report('compare')
  report(0, 1)
  const [given, second] = await readBoth(a, b)
  // where the first is a box of the second's voxels, both lie on those of the second
  const onSecond = given.mayBeCropped === true ? padOnto(layOnto(given, second.grid), second.grid) : given
  const first = onSecond.grid === second.grid ? (onSecond as PlacedLabelmap) : given
  const { grid } = first
  const needed = 4 * voxelCount(grid)
  const free = limits.memoryFraction * availableMemory()
  if (needed > free) throw outOfMemory(needed, free, 'This comparison')
  // moved voxels keep the grid they have
  const turned = padOnto(layOnto(second, grid), grid) as PlacedLabelmap
  requireSameGrid(grid, turned.grid, [basename(a), basename(b)])
  const labelsA = await nameTheFile(a, () => namedLabels(first))
  const labelsB = await nameTheFile(b, () => namedLabels(turned))
  return { comparison: compareLabels(labelsA, labelsB, grid, report), grid }
}

/** A DICOM file holds the slices with labels alone: it is laid on the voxels of the other file, where that is of another kind. */
async function readBoth(a: string, b: string): Promise<[PlacedLabelmap, PlacedLabelmap]> {
  if (isDicom(a) === isDicom(b)) return [await readPlaced(a), await readPlaced(b)]
  const whole = await readPlaced(isDicom(a) ? b : a)
  const part = await readPlaced(isDicom(a) ? a : b, seriesGrid(whole.grid))
  return isDicom(a) ? [part, whole] : [whole, part]
}

const isDicom = (path: string): boolean => path.toLowerCase().endsWith('.dcm')

type PlacedLabelmap = Labelmap & { readonly grid: Grid }

const readPlaced = (path: string, series: Grid | null = null): Promise<PlacedLabelmap> =>
  nameTheFile(path, async () => {
    const { grid, ...file } = await readLabelmapFile(path, series)
    if (grid !== null) return { ...file, grid }
    throw new Failure(
      'E_GRID',
      'It does not say where its voxels lie in the patient. Compare it in a format that does, such as .nii.gz or .nrrd.',
      { differs: ['grid'] },
    )
  })
