import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { LabelmapInfo } from '../../../src-shared/contract.ts'
import { layOnto } from '../../../src-shared/formats/lay-onto.ts'
import { namedLabels } from '../../../src-shared/formats/named-labels.ts'
import { padOnto } from '../../../src-shared/formats/pad-onto.ts'
import { readLabelmap } from '../../../src-shared/formats/read-labelmap.ts'
import { type Grid, voxelVolumeMm3 } from '../../../src-shared/geometry.ts'
import type { LabelMask } from '../../../src-shared/labels.ts'
import { countBits } from '../../../src-shared/mask.ts'
import { requireSameGrid } from '../../../src-shared/require-same-grid.ts'
import { lungsOf } from '../../../src-shared/segmentation/compare/compare-labels.ts'
import { slicesHeld } from '../../../src-shared/segmentation/measurements/slices-held.ts'
import { nameTheFile } from '../name-the-file.ts'
import { readLabelmapBytes } from '../read-labelmap-file.ts'
import type { TaskContext } from '../task-context.ts'

interface OpenedLabelmap {
  readonly masks: readonly LabelMask[]
  readonly found: Pick<LabelmapInfo, 'bytes' | 'sha256' | 'placed' | 'labels' | 'sliceRange'>
}

const steps = 4

/**
 * Reads a labelmap file and lays it on a series' grid, its masks in shared memory. A file that does not say where its voxels lie is
 * taken where it has as many along each axis, and says so. Throws `E_GRID` where the grids differ, and what reading throws.
 */
export async function openLabelmapTask(
  { path, grid }: { path: string; grid: Grid },
  context: TaskContext,
): Promise<OpenedLabelmap> {
  const report = context.report('open')
  const name = basename(path)
  report(0, steps)
  return nameTheFile(path, async () => {
    const bytes = await readLabelmapBytes(path)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    report(1, steps)
    const file = readLabelmap(name, bytes, grid)
    report(2, steps)
    const laid = padOnto(layOnto(file, grid), grid)
    requireSameGrid(grid, laid.grid ?? { ...grid, size: laid.size }, ['The series', 'the mask'])
    report(3, steps)
    const masks = namedLabels(laid)
    const labels = masks.map(({ name: of, label, mask }) => {
      const voxels = countBits(mask)
      const title = file.names.get(label) ?? null
      return { name: of, label, title, voxels, volumeMl: (voxels * voxelVolumeMm3(grid)) / 1000 }
    })
    const placed = file.grid === null ? 'assumed' : 'file'
    const sliceRange = slicesHeld(lungsOf(masks, grid))
    return { masks, found: { bytes: bytes.length, sha256, placed, labels, sliceRange } }
  })
}
