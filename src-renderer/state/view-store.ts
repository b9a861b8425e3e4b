import { create } from 'zustand'
import { patchSettings, useSettings } from './settings-store.ts'
import type { HUWindow, MontageOrder, SliceTool } from './view-types.ts'

export type Preset = 'lung' | 'mediastinum' | 'bone' | 'full'
export type BigView = 'axial' | 'scene'

export const presetIds: readonly Preset[] = ['lung', 'mediastinum', 'bone', 'full']

const fixedPresets: Readonly<Record<Exclude<Preset, 'full'>, HUWindow>> = {
  lung: { widthHU: 1500, centreHU: -600 },
  mediastinum: { widthHU: 400, centreHU: 40 },
  bone: { widthHU: 1800, centreHU: 400 },
}

/** The window of a preset; `full` spans the range of the series, or -1024 to 3071 HU until it is known. */
export function presetWindow(preset: Preset, range: readonly [number, number] | null): HUWindow {
  if (preset !== 'full') return fixedPresets[preset]
  const [low, high] = range ?? [-1024, 3071]
  return { widthHU: Math.max(1, high - low), centreHU: (low + high) / 2 }
}

export interface Montage {
  readonly rows: number
  readonly columns: number
  /** First and last slice, from 0. */
  readonly first: number
  readonly last: number
  readonly order: MontageOrder
}

interface ViewState {
  readonly slice: number
  readonly window: HUWindow
  /** Null once the window was changed by hand. */
  readonly preset: Preset | null
  readonly tool: SliceTool
  readonly invert: boolean
  readonly fitRequest: number
  readonly sceneFitRequest: number
  readonly bigView: BigView | null
  /** Space held. */
  readonly hideLayers: boolean
  readonly hiddenLayers: ReadonlySet<string>
  /** Index into the findings that name a slice; -1 before the first. */
  readonly finding: number
  readonly montage: Montage
  readonly montageSelected: number | null
}

const montage: Montage = { rows: 5, columns: 5, first: 0, last: 0, order: 'head-first' }

export const useView = create<ViewState>(() => ({
  slice: 0,
  window: fixedPresets.lung,
  preset: 'lung',
  tool: 'window',
  invert: false,
  fitRequest: 0,
  sceneFitRequest: 0,
  bigView: null,
  hideLayers: false,
  hiddenLayers: new Set(),
  finding: -1,
  montage,
  montageSelected: null,
}))

/** Everything that belongs to one series starts anew; window, tool and layers stay. */
export function resetView(sliceCount: number): void {
  const { settings } = useSettings.getState()
  useView.setState({
    slice: Math.floor(sliceCount / 2),
    preset: settings.preset,
    window: presetWindow(settings.preset, null),
    invert: false,
    bigView: null,
    hideLayers: false,
    finding: -1,
    montage: { ...montage, first: 0, last: Math.max(0, sliceCount - 1) },
    montageSelected: null,
  })
}

export const setSlice = (slice: number, sliceCount: number): void =>
  useView.setState({ slice: Math.max(0, Math.min(sliceCount - 1, slice)) })

export function setPreset(preset: Preset, range: readonly [number, number] | null): void {
  useView.setState({ preset, window: presetWindow(preset, range) })
  patchSettings({ preset })
}

export const setWindow = (window: HUWindow): void => useView.setState({ window, preset: null })
export const setTool = (tool: SliceTool): void => useView.setState({ tool })
export const toggleBig = (view: BigView): void =>
  useView.setState(({ bigView }) => ({ bigView: bigView === view ? null : view }))

export function toggleLayer(id: string): void {
  useView.setState(({ hiddenLayers }) => {
    const next = new Set(hiddenLayers)
    if (!next.delete(id)) next.add(id)
    return { hiddenLayers: next }
  })
}

/** Shows one layer alone; all of them where it is alone already. */
export function soloLayer(id: string, all: readonly string[]): void {
  useView.setState(({ hiddenLayers }) => {
    const others = all.filter((other) => other !== id)
    const alone = !hiddenLayers.has(id) && others.every((other) => hiddenLayers.has(other))
    return { hiddenLayers: new Set(alone ? [] : others) }
  })
}

export const patchMontage = (patch: Partial<Montage>): void =>
  useView.setState(({ montage: current }) => ({ montage: { ...current, ...patch } }))
