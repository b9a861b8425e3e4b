import { allocateVolume, loadSlices } from '../../src-main/engine/load/load-slices.ts'
import { planVolume } from '../../src-main/engine/load/plan-volume.ts'
import { scanFolder } from '../../src-main/engine/scan/scan-folder.ts'
import { noReport } from '../../src-shared/report.ts'
import type { Volume } from '../../src-shared/volume.ts'

/** The volume of the series with the most slices in a folder, read in this thread by Hilum's own reader. */
export async function loadSeries(folder: string): Promise<Volume> {
  const { sources } = await scanFolder(folder, noReport)
  const source = sources.toSorted((a, b) => b.slices.length - a.slices.length)[0]
  if (source === undefined) throw new Error(`No series in ${folder}.`)
  const plan = planVolume(source, { allowGaps: false })
  const volume = allocateVolume(plan)
  await loadSlices(
    source,
    plan,
    volume,
    plan.slices.map((_, k) => k),
    noReport,
  )
  return volume
}
