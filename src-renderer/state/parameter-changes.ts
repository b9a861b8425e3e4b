import type { ParameterValue, ParameterValues } from '../../src-shared/parameters.ts'
import { pushHistory, redoHistory, startHistory, undoHistory } from './history.ts'
import { defaultValues, methodIds } from './method.ts'
import { cancelSegmentation, requestAfterPaint, requestSegmentation } from './segmentation-run.ts'
import { freshState, isStale, useSegmentation } from './segmentation-store.ts'
import { patchSettings, useSettings } from './settings-store.ts'
import { previewV } from './v-preview.ts'
import { useVolume } from './volume-store.ts'

/** Parameters that were changed, by method and series: they hold while the page lives and never pass to another series. */
const changedValues = new Map<string, ParameterValues>()

/** Forgets every result; parameters start from the method's defaults, or from what was changed for this series before. */
export function resetSegmentation(seriesId: string | null): void {
  cancelSegmentation()
  const { method } = useSegmentation.getState()
  useSegmentation.setState({ ...freshState(method), history: startHistory(parametersFor(seriesId, method)) })
}

/** Starts a series with a method and values that were chosen before. */
export function startWith(seriesId: string, method: string, values: ParameterValues): void {
  const known = Object.entries(defaultValues(method)).map(([name, byDefault]) => [name, values[name] ?? byDefault])
  changedValues.set(keyOf(seriesId, method), Object.fromEntries(known))
  useSegmentation.setState(freshState(method))
}

/** The method chosen at last, in this start or one before. */
export function startWithChosenMethod(): void {
  const { method } = useSettings.getState().settings
  if (methodIds.includes(method)) useSegmentation.setState(freshState(method))
}

const keyOf = (seriesId: string, method: string): string => `${method} ${seriesId}`

/** What a method runs with on a series: what was changed for it, else the defaults. */
export const parametersFor = (seriesId: string | null, method: string): ParameterValues =>
  (seriesId === null ? undefined : changedValues.get(keyOf(seriesId, method))) ?? defaultValues(method)

/** Goes on with another method; the result on screen stays as stale until the new one is here. */
export function switchMethod(method: string): void {
  if (method === useSegmentation.getState().method) return
  patchSettings({ method })
  const seriesId = useVolume.getState().series?.seriesId ?? null
  useSegmentation.setState({
    method,
    history: startHistory(parametersFor(seriesId, method)),
    beforeDrag: null,
    shownStage: null,
    stageMask: null,
    stageLabels: [],
  })
  requestSegmentation()
}

/** Sets one parameter; while a drag goes on (`final` false) nothing is put into the history of changes. */
export function setParameter(name: string, value: ParameterValue, final: boolean): void {
  useSegmentation.setState((state) => {
    const present = { ...state.history.present, [name]: value }
    if (!final) {
      return { beforeDrag: state.beforeDrag ?? state.history.present, history: { ...state.history, present } }
    }
    const base = state.beforeDrag ?? state.history.present
    const settled = { ...state.history, present: base }
    return { beforeDrag: null, history: base[name] === value ? settled : pushHistory(settled, present) }
  })
  afterChange(final)
}

export function undoParameters(): void {
  useSegmentation.setState(({ history }) => ({ history: undoHistory(history), beforeDrag: null }))
  afterChange(true)
}

export function redoParameters(): void {
  useSegmentation.setState(({ history }) => ({ history: redoHistory(history), beforeDrag: null }))
  afterChange(true)
}

function afterChange(final: boolean): void {
  previewV()
  const state = useSegmentation.getState()
  if (final) {
    const { series } = useVolume.getState()
    if (series !== null) changedValues.set(keyOf(series.seriesId, state.method), state.history.present)
  }
  if (isStale(state) || state.run !== null || state.failure !== null) requestAfterPaint()
}
