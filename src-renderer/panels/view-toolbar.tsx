import type { ReactElement } from 'react'
import { Toolbar } from 'react-aria-components'
import type { ActionId } from '../state/action.ts'
import { findAction } from '../state/actions.ts'
import { readableKeys } from '../state/keys.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { patchSettings, useSettings } from '../state/settings-store.ts'
import { useText } from '../state/use-text.ts'
import { type Layout, type Preset, presetIds, setPreset, setTool, useView } from '../state/view-store.ts'
import type { SliceTool } from '../state/view-types.ts'
import { useVolume } from '../state/volume-store.ts'
import { IconButton, IconToggle } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import type { IconName } from '../ui/icons.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Select } from '../ui/select.tsx'
import { narrowQuery, useMedia } from '../ui/use-media.ts'
import css from './review-screen.module.css'
import frame from './screen-frame.module.css'

const c = classes(frame, css)

const tools: readonly { readonly tool: SliceTool; readonly icon: IconName; readonly action: ToolAction }[] = [
  { tool: 'crosshair', icon: 'crosshair', action: 'toolCrosshair' },
  { tool: 'window', icon: 'window', action: 'toolWindow' },
  { tool: 'pan', icon: 'pan', action: 'toolPan' },
  { tool: 'zoom', icon: 'zoom', action: 'toolZoom' },
]
type ToolAction = 'toolCrosshair' | 'toolWindow' | 'toolPan' | 'toolZoom'

const presetKeys: Readonly<Record<Preset, string>> = { lung: '1', mediastinum: '2', bone: '3', full: '4' }

const layouts: readonly { readonly layout: Layout; readonly icon: IconName; readonly action: LayoutAction }[] = [
  { layout: 'grid', icon: 'grid', action: 'layoutGrid' },
  { layout: 'single', icon: 'single', action: 'layoutSingle' },
  { layout: 'main', icon: 'main-side', action: 'layoutMain' },
]
type LayoutAction = 'layoutGrid' | 'layoutSingle' | 'layoutMain'

/** Name, key and hint of an action's button. */
function useActionWords(): (id: ActionId) => { label: string; shortcut?: string } {
  const t = useText()
  return (id) => {
    const [key] = findAction(id).keys
    return {
      label: t.actions[id],
      ...(key === undefined ? {} : { shortcut: readableKeys(key, t.formats.language) }),
    }
  }
}

/** Tools, undo, presets and layout above the viewports. */
export function ViewToolbar(): ReactElement {
  const t = useText()
  const words = useActionWords()
  const narrow = useMedia(narrowQuery)
  const tool = useView((state) => state.tool)
  const invert = useView((state) => state.invert)
  const layout = useView((state) => state.layout)
  const interpolate = useSettings((state) => state.settings.interpolate)
  const canUndo = useSegmentation((state) => state.history.past.length > 0)
  const canRedo = useSegmentation((state) => state.history.future.length > 0)
  return (
    <Toolbar className={c('toolbar')} aria-label={t.review.toolbar} data-region="toolbar">
      <span className={c('group')}>
        {tools.map(({ tool: name, icon, action }) => (
          <IconToggle
            key={name}
            icon={icon}
            {...words(action)}
            hint={t.actionHints[action]}
            isSelected={tool === name}
            onChange={() => setTool(name)}
          />
        ))}
      </span>
      <span className={c('rule')} />
      <span className={c('group')}>
        <IconToggle icon="invert" {...words('invert')} isSelected={invert} onChange={findAction('invert').run} />
        <IconToggle
          icon="smooth"
          {...words('interpolate')}
          isSelected={interpolate}
          onChange={() => patchSettings({ interpolate: !interpolate })}
        />
        <IconButton icon="fit" {...words('fit')} onPress={findAction('fit').run} />
      </span>
      <span className={c('rule')} />
      <span className={c('group')}>
        <IconButton
          icon="undo"
          {...words('undo')}
          hint={t.actionHints.undo}
          isDisabled={!canUndo}
          onPress={findAction('undo').run}
        />
        <IconButton
          icon="redo"
          {...words('redo')}
          hint={t.actionHints.redo}
          isDisabled={!canRedo}
          onPress={findAction('redo').run}
        />
      </span>
      <span className={c('rule')} />
      <Presets asList={narrow} withKeys />
      <span className={c('group', 'end')}>
        <IconButton icon="picture" {...words('savePicture')} onPress={findAction('savePicture').run} />
        {layouts.map(({ layout: name, icon, action }) => (
          <IconToggle
            key={name}
            icon={icon}
            {...words(action)}
            isSelected={layout === name}
            onChange={findAction(action).run}
          />
        ))}
      </span>
    </Toolbar>
  )
}

/** The grey-scale windows by name. */
export function Presets({ asList, withKeys }: { asList: boolean; withKeys: boolean }): ReactElement {
  const t = useText()
  const preset = useView((state) => state.preset)
  const range = useVolume((state) => state.view?.range ?? null)
  const choices = presetIds.map((id) => ({
    id,
    name: t.review.preset[id],
    ...(withKeys ? { shortcut: presetKeys[id] } : {}),
  }))
  const choose = (id: Preset): void => setPreset(id, range)
  return asList ? (
    <Select
      label={t.review.presets}
      choices={choices}
      selected={preset}
      emptyText={t.review.ownWindow}
      onChange={choose}
    />
  ) : (
    <Segmented label={t.review.presets} choices={choices} selected={preset} onChange={choose} />
  )
}
