import { create } from 'zustand'
import type { Grid, Plane, Vec3 } from '../../src-shared/geometry.ts'
import { planeView } from '../../src-shared/plane-view.ts'
import { patchSettings, useSettings } from './settings-store.ts'
import type { HUWindow, MontageOrder, SliceTool } from './view-types.ts'

export type Preset = 'lung' | 'mediastinum' | 'bone' | 'full'
/** One of the four viewports. */
export type Pane = Plane | 'scene'
/** All four alike, one alone, or one big with the others beside it. */
export type Layout = 'grid' | 'single' | 'main'

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
  /** The voxel under the crosshair: k, i and j. Each plane shows the slice that holds it. */
  readonly slice: number
  readonly column: number
  readonly row: number
  /** The viewport that keys act on. */
  readonly activePlane: Plane
  /** The viewport that was used last, the surface too. */
  readonly activePane: Pane
  readonly layout: Layout
  /** The viewport that `single` and `main` show big. */
  readonly mainPane: Pane
  /** The layout that a viewport shown alone goes back to. */
  readonly layoutBefore: 'grid' | 'main'
  readonly window: HUWindow
  /** Null once the window was changed by hand. */
  readonly preset: Preset | null
  readonly tool: SliceTool
  readonly invert: boolean
  readonly fitRequest: number
  readonly sceneFitRequest: number
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
  column: 0,
  row: 0,
  activePlane: 'axial',
  activePane: 'axial',
  layout: 'grid',
  mainPane: 'axial',
  layoutBefore: 'grid',
  window: fixedPresets.lung,
  preset: 'lung',
  tool: 'crosshair',
  invert: false,
  fitRequest: 0,
  sceneFitRequest: 0,
  hideLayers: false,
  hiddenLayers: new Set(),
  finding: -1,
  montage,
  montageSelected: null,
}))

/** Everything that belongs to one series starts anew; window, tool and layers stay. */
export function resetView(grid: Grid): void {
  const { settings } = useSettings.getState()
  const [column, row, slice] = grid.size.map((voxels) => Math.floor(voxels / 2)) as unknown as Vec3
  useView.setState({
    slice,
    column,
    row,
    activePlane: 'axial',
    activePane: 'axial',
    layout: 'grid',
    mainPane: 'axial',
    layoutBefore: 'grid',
    preset: settings.preset,
    window: presetWindow(settings.preset, null),
    invert: false,
    hideLayers: false,
    finding: -1,
    montage: { ...montage, first: 0, last: Math.max(0, planeView(grid, 'axial').count - 1) },
    montageSelected: null,
  })
}

/** Moves the crosshair to a voxel, held within the volume. */
export function setVoxel(index: Vec3, size: Vec3): void {
  const [column, row, slice] = index.map((at, axis) =>
    Math.max(0, Math.min((size[axis] as number) - 1, at)),
  ) as unknown as Vec3
  useView.setState({ column, row, slice })
}

export const voxelOf = ({ column, row, slice }: Pick<ViewState, 'column' | 'row' | 'slice'>): Vec3 => [
  column,
  row,
  slice,
]

export function setPreset(preset: Preset, range: readonly [number, number] | null): void {
  useView.setState({ preset, window: presetWindow(preset, range) })
  patchSettings({ preset })
}

export const setWindow = (window: HUWindow): void => useView.setState({ window, preset: null })
export const setTool = (tool: SliceTool): void => useView.setState({ tool })

/** Shows a viewport alone, or all of them as before where it is alone already. */
export const toggleAlone = (pane: Pane): void =>
  useView.setState(({ layout, mainPane, layoutBefore }) =>
    layout === 'single' && mainPane === pane
      ? { layout: layoutBefore }
      : { layout: 'single', mainPane: pane, ...(layout === 'single' ? {} : { layoutBefore: layout }) },
  )

/** Shows a viewport alone, whatever was shown before. */
export const showAlone = (pane: Pane): void => {
  const { layout, mainPane } = useView.getState()
  if (layout !== 'single' || mainPane !== pane) toggleAlone(pane)
}

export const showGrid = (): void => useView.setState({ layout: 'grid' })

/** Shows a viewport big with the others beside it. */
export const showMain = (pane: Pane): void => useView.setState({ layout: 'main', mainPane: pane })

export function toggleLayer(id: string): void {
  useView.setState(({ hiddenLayers }) => {
    const next = new Set(hiddenLayers)
    if (!next.delete(id)) next.add(id)
    return { hiddenLayers: next }
  })
}

/** Shows one layer of a list alone; all of them where it is alone already. */
export function soloLayer(id: string, all: readonly string[]): void {
  useView.setState(({ hiddenLayers }) => {
    const others = all.filter((other) => other !== id)
    const alone = !hiddenLayers.has(id) && others.every((other) => hiddenLayers.has(other))
    const elsewhere = [...hiddenLayers].filter((other) => !all.includes(other))
    return { hiddenLayers: new Set([...elsewhere, ...(alone ? [] : others)]) }
  })
}

export const patchMontage = (patch: Partial<Montage>): void =>
  useView.setState(({ montage: current }) => ({ montage: { ...current, ...patch } }))
