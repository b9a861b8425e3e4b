import { type Action, type ActionId, hasResult, hasVolume } from './action.ts'
import { showScreen, useApp } from './app-store.ts'
import { reviewShowsDifference, useCompare } from './compare-store.ts'
import { goToEnd, moveAcross, moveSlice } from './crosshair.ts'
import { differenceIds, layerKey, layersOf } from './layer-ids.ts'
import { startPicture } from './picture-store.ts'
import { useSegmentation } from './segmentation-store.ts'
import { patchSettings, useSettings } from './settings-store.ts'
import {
  type Preset,
  setPreset,
  setTool,
  showAlone,
  showGrid,
  showMain,
  toggleAlone,
  toggleLayer,
  useView,
} from './view-store.ts'
import type { SliceTool } from './view-types.ts'
import { useVolume } from './volume-store.ts'

function preset(id: ActionId, key: string, name: Preset): Action {
  const run = (): void => setPreset(name, useVolume.getState().view?.range ?? null)
  return { id, group: 'view', keys: [key], when: 'series', enabled: hasVolume, run }
}

function tool(id: ActionId, key: string, name: SliceTool): Action {
  return { id, group: 'view', keys: [key], when: 'viewports', enabled: hasVolume, run: () => setTool(name) }
}

function slice(id: ActionId, key: string, run: () => void): Action {
  return { id, group: 'slices', keys: [key], when: 'viewports', enabled: hasVolume, run }
}

/** Shows or hides the layer whose key this is, where the result has it. */
function layer(id: ActionId, key: string, at: number): Action {
  const run = (): void => {
    const isDifference = useApp.getState().screen === 'review' && reviewShowsDifference(useCompare.getState())
    const ids = isDifference ? differenceIds : layersOf(useSegmentation.getState().info)
    const found = ids.find((one) => layerKey(one) === at)
    if (found !== undefined) toggleLayer(found)
  }
  return { id, group: 'view', keys: [key], when: 'series', enabled: hasResult, run }
}

/** A layout of Review; on another screen it opens Review so, as Alt 4 and Alt 5 open the montage and the comparison. */
const layout =
  (here: () => void, elsewhere = here) =>
  (): void => {
    const onReview = useApp.getState().screen === 'review'
    if (onReview) here()
    else elsewhere()
    if (!onReview) showScreen('review')
  }

function stepFill(by: number): void {
  const { fillOpacity } = useSettings.getState().settings
  patchSettings({ fillOpacity: Math.round(Math.min(1, Math.max(0, fillOpacity + by)) * 100) / 100 })
}

/** Actions on what the viewports show. */
export const viewActions: readonly Action[] = [
  slice('sliceUp', 'ArrowUp', () => moveSlice(1)),
  slice('sliceDown', 'ArrowDown', () => moveSlice(-1)),
  slice('sliceUp5', 'PageUp', () => moveSlice(5)),
  slice('sliceDown5', 'PageDown', () => moveSlice(-5)),
  slice('sliceFirst', 'Home', () => goToEnd('first')),
  slice('sliceLast', 'End', () => goToEnd('last')),
  slice('crosshairLeft', 'ArrowLeft', () => moveAcross(-1)),
  slice('crosshairRight', 'ArrowRight', () => moveAcross(1)),

  preset('presetLung', '1', 'lung'),
  preset('presetMediastinum', '2', 'mediastinum'),
  preset('presetBone', '3', 'bone'),
  preset('presetFull', '4', 'full'),
  tool('toolCrosshair', 'C', 'crosshair'),
  tool('toolWindow', 'W', 'window'),
  tool('toolPan', 'P', 'pan'),
  tool('toolZoom', 'Z', 'zoom'),
  {
    id: 'invert',
    group: 'view',
    keys: ['I'],
    when: 'series',
    enabled: hasVolume,
    run: () => useView.setState(({ invert }) => ({ invert: !invert })),
  },
  {
    id: 'fit',
    group: 'view',
    keys: ['F'],
    when: 'viewports',
    enabled: hasVolume,
    run: () =>
      useView.setState(({ fitRequest, sceneFitRequest }) => ({
        fitRequest: fitRequest + 1,
        sceneFitRequest: sceneFitRequest + 1,
      })),
  },
  {
    id: 'interpolate',
    group: 'view',
    keys: ['V'],
    when: 'series',
    enabled: hasVolume,
    run: () => patchSettings({ interpolate: !useSettings.getState().settings.interpolate }),
  },
  {
    id: 'hideLayers',
    group: 'view',
    keys: ['Space'],
    when: 'series',
    enabled: hasResult,
    run: () => useView.setState({ hideLayers: true }),
    release: () => useView.setState({ hideLayers: false }),
  },
  layer('toggleLungs', 'Shift+1', 0),
  layer('toggleLeft', 'Shift+2', 1),
  layer('toggleAirways', 'Shift+3', 2),
  layer('toggleRemoved', 'Shift+4', 3),
  { id: 'fillMore', group: 'view', keys: ['O'], when: 'series', enabled: hasResult, run: () => stepFill(0.1) },
  { id: 'fillLess', group: 'view', keys: ['Shift+O'], when: 'series', enabled: hasResult, run: () => stepFill(-0.1) },
  {
    id: 'layoutGrid',
    group: 'view',
    keys: ['Alt+1'],
    when: 'series',
    enabled: hasVolume,
    run: layout(showGrid),
  },
  {
    id: 'layoutSingle',
    group: 'view',
    keys: ['Alt+2'],
    when: 'series',
    enabled: hasVolume,
    run: layout(
      () => toggleAlone(useView.getState().activePlane),
      () => showAlone(useView.getState().activePlane),
    ),
  },
  {
    id: 'layoutMain',
    group: 'view',
    keys: ['Alt+3'],
    when: 'series',
    enabled: hasVolume,
    run: layout(() => showMain(useView.getState().activePlane)),
  },
  {
    id: 'savePicture',
    group: 'view',
    keys: ['Ctrl+Shift+S'],
    when: 'series',
    enabled: hasVolume,
    run: startPicture,
  },
  {
    id: 'panels',
    group: 'view',
    keys: ['F8'],
    when: 'series',
    enabled: hasVolume,
    run: () => useApp.setState(({ panelsHidden }) => ({ panelsHidden: !panelsHidden })),
  },
]
