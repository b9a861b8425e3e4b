import { type Action, hasResult, hasVolume } from './action.ts'
import { useApp } from './app-store.ts'
import { swapSides, toggleOverlay, useCompare } from './compare-store.ts'
import { showSlice } from './crosshair.ts'
import { askForMask, canOpenMask } from './open-mask.ts'
import { startComparison } from './picture-store.ts'
import { sliceAgreements, worstSlices } from './slice-agreement.ts'
import { useView } from './view-store.ts'

/** How many of the slices that agree least are listed and walked through. */
export const worstCount = 6

/** Goes to the next of the slices in which both results agree least, from the worst on. */
function nextWorst(): void {
  const { comparison } = useCompare.getState()
  if (comparison === null) return
  const worst = worstSlices(sliceAgreements(comparison.slices), worstCount)
  const at = worst.findIndex(({ slice }) => slice === useView.getState().slice)
  const next = worst[(at + 1) % worst.length]
  if (next !== undefined) showSlice(next.slice)
}

/** Actions on the comparison of two results. */
export const compareActions: readonly Action[] = [
  {
    id: 'difference',
    group: 'view',
    keys: ['D'],
    when: 'viewports',
    enabled: hasResult,
    run: () => toggleOverlay(useApp.getState().screen === 'compare' ? 'compare' : 'review'),
  },
  {
    id: 'swapSides',
    group: 'method',
    keys: [],
    when: 'compare',
    enabled: hasVolume,
    run: swapSides,
  },
  {
    id: 'openMask',
    group: 'method',
    keys: [],
    when: 'series',
    enabled: canOpenMask,
    run: () => void askForMask(),
  },
  {
    id: 'saveComparison',
    group: 'method',
    keys: ['Shift+S'],
    when: 'compare',
    enabled: () => useCompare.getState().comparison !== null,
    run: startComparison,
  },
  {
    id: 'nextWorst',
    group: 'method',
    keys: ['N'],
    when: 'compare',
    enabled: () => useCompare.getState().comparison !== null,
    run: nextWorst,
  },
]
