import { readFailure } from '../host/client.ts'
import { announceNow } from './app-store.ts'
import { type CompareSide, type SideStage, useCompare } from './compare-store.ts'
import { failureText } from './finding-text.ts'
import { fetchStage } from './segmentation-masks.ts'
import { text } from './use-text.ts'
import { useVolume } from './volume-store.ts'

type Sides = readonly [CompareSide, CompareSide]

/** Shows what a stage of one side left in the place of its result; null shows the result again. */
export async function showSideStage(at: 0 | 1, stage: string | null): Promise<void> {
  const { sides } = useCompare.getState()
  const grid = useVolume.getState().info?.grid
  const info = sides?.[at].info ?? null
  if (sides === null || grid === undefined || info === null) return
  const asked = put(at, stage === null ? null : { stage, mask: null, labels: [] })
  if (stage === null) return
  const isNewest = (): boolean => useCompare.getState().stages[at] === asked && useCompare.getState().sides === sides
  try {
    const { stageMask, stageLabels } = await fetchStage(info, stage, grid)
    if (isNewest()) put(at, { stage, mask: stageMask, labels: stageLabels })
  } catch (thrown) {
    if (!isNewest()) return
    put(at, null)
    announceNow(failureText(text(), readFailure(thrown)))
  }
}

function put(at: 0 | 1, shown: SideStage | null): SideStage | null {
  useCompare.setState(({ stages: [a, b] }) => ({ stages: at === 0 ? [shown, b] : [a, shown] }))
  return shown
}

/** Where a side's stages of two comparisons are of the same run, the one that is shown stays. */
export const keptStages = (
  before: Sides | null,
  now: Sides,
  stages: readonly [SideStage | null, SideStage | null],
): readonly [SideStage | null, SideStage | null] => [
  before?.[0].id === now[0].id ? stages[0] : null,
  before?.[1].id === now[1].id ? stages[1] : null,
]
