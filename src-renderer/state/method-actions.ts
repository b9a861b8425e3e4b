import { type Action, hasResult, hasVolume } from './action.ts'
import { stepV } from './log-scale.ts'
import { methodIds, stagesOf, vOf } from './method.ts'
import { redoParameters, setParameter, switchMethod, undoParameters } from './parameter-changes.ts'
import { showStage } from './segmentation-run.ts'
import { useSegmentation } from './segmentation-store.ts'
import { canRun, openSave, runAgain, walkFindings } from './workflow.ts'

function changeV(direction: 1 | -1): void {
  const { method, history } = useSegmentation.getState()
  const name = vOf(method)?.name ?? ''
  const value = history.present[name]
  if (typeof value === 'number') setParameter(name, stepV(value, direction), true)
}

function resetV(): void {
  const v = vOf(useSegmentation.getState().method)
  if (v !== null) setParameter(v.name, v.defaultValue, true)
}

function walkStages(direction: 1 | -1): void {
  const { method, shownStage } = useSegmentation.getState()
  const ids = stagesOf(method).map((stage) => stage.id)
  const at = shownStage === null ? (direction === 1 ? -1 : ids.length) : ids.indexOf(shownStage)
  void showStage(ids[at + direction] ?? null)
}

/** Actions on the method, its parameters and its results. */
export const methodActions: readonly Action[] = [
  {
    id: 'save',
    group: 'method',
    keys: ['Ctrl+S'],
    when: 'series',
    enabled: () => useSegmentation.getState().info?.empty === false,
    run: openSave,
  },
  {
    id: 'run',
    group: 'method',
    keys: ['Ctrl+Enter'],
    when: 'review',
    enabled: canRun,
    run: runAgain,
  },
  {
    id: 'undo',
    group: 'method',
    keys: ['Ctrl+Z'],
    when: 'review',
    enabled: () => useSegmentation.getState().history.past.length > 0,
    run: undoParameters,
  },
  {
    id: 'redo',
    group: 'method',
    keys: ['Ctrl+Shift+Z'],
    when: 'review',
    enabled: () => useSegmentation.getState().history.future.length > 0,
    run: redoParameters,
  },
  {
    id: 'switchMethod',
    group: 'method',
    keys: ['M'],
    when: 'review',
    enabled: hasVolume,
    run: () => {
      const at = methodIds.indexOf(useSegmentation.getState().method)
      switchMethod(methodIds[(at + 1) % methodIds.length] ?? '')
    },
  },
  { id: 'vUp', group: 'method', keys: [']'], when: 'review', enabled: hasVolume, run: () => changeV(1) },
  { id: 'vDown', group: 'method', keys: ['['], when: 'review', enabled: hasVolume, run: () => changeV(-1) },
  { id: 'vReset', group: 'method', keys: [], when: 'review', enabled: hasVolume, run: resetV },
  { id: 'nextStage', group: 'method', keys: ['.'], when: 'review', enabled: hasResult, run: () => walkStages(1) },
  { id: 'previousStage', group: 'method', keys: [','], when: 'review', enabled: hasResult, run: () => walkStages(-1) },
  { id: 'nextFinding', group: 'method', keys: ['N'], when: 'review', enabled: hasVolume, run: () => walkFindings(1) },
  {
    id: 'previousFinding',
    group: 'method',
    keys: ['Shift+N'],
    when: 'review',
    enabled: hasVolume,
    run: () => walkFindings(-1),
  },
]
