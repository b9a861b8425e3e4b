import type { Action } from './action.ts'
import { actions, actsOn } from './actions.ts'
import { useApp } from './app-store.ts'
import { isSingleKey, keysOf } from './keys.ts'
import { useSettings } from './settings-store.ts'

const fields = 'input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable=true]'
/** Lists that are searched by typing. */
const lists = '[role=listbox], [role=menu], [role=treegrid]'
const controls = 'button, a, input, [role=slider], [role=radio], [role=tab], [role=separator]'
const arrows = /^(Arrow|Page|Home|End)/

/** True where a key must be left to the control that has focus. */
function belongsToControl(target: Element, keys: string): boolean {
  const plain = !/^(Ctrl|Alt)\+/.test(keys) && !/^F\d+$/.test(keys) && keys !== 'Escape'
  if (target.matches(fields)) return plain || keys === 'Ctrl+Z' || keys === 'Ctrl+Shift+Z'
  if (!plain) return false
  if (target.closest(lists) !== null) return true
  const control = target.closest(controls) !== null
  return control && (keys === 'Space' || keys === 'Enter' || arrows.test(keys))
}

/** The action that a key press means here and now, or null. */
export function actionFor(keys: string, target: Element | null): Action | null {
  const { screen, dialog } = useApp.getState()
  // An open dialog takes the keys.
  if (dialog !== null) return null
  if (isSingleKey(keys) && !useSettings.getState().settings.singleKeys) return null
  if (target !== null && belongsToControl(target, keys)) return null
  return actions.find((action) => action.keys.includes(keys) && actsOn(action.when, screen)) ?? null
}

function pressOf(event: KeyboardEvent): string {
  return keysOf({
    key: event.key,
    code: event.code,
    ctrlKey: event.ctrlKey,
    metaKey: event.metaKey,
    altKey: event.altKey,
    shiftKey: event.shiftKey,
    altGraph: event.getModifierState('AltGraph'),
  })
}

/** Listens for keys on the whole window; returns how to stop. */
export function listenForKeys(window: Window): () => void {
  let held: Action | null = null
  const release = (): void => {
    held?.release?.()
    held = null
  }
  const down = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const action = actionFor(pressOf(event), event.target instanceof Element ? event.target : null)
    if (action === null) return
    event.preventDefault()
    if (!action.enabled()) return
    if (action.release !== undefined) {
      if (event.repeat) return
      held = action
    }
    action.run()
  }
  // A focused button would take Enter for its own before the window hears of it; a field takes what was typed first.
  const early = (event: KeyboardEvent): void => {
    if (pressOf(event) !== 'Ctrl+Enter' || (event.target instanceof Element && event.target.matches(fields))) return
    down(event)
    if (event.defaultPrevented) event.stopPropagation()
  }
  const up = (event: KeyboardEvent): void => {
    if (held?.keys.includes(pressOf(event))) release()
  }
  window.addEventListener('keydown', early, true)
  window.addEventListener('keydown', down)
  window.addEventListener('keyup', up)
  window.addEventListener('blur', release)
  return () => {
    window.removeEventListener('keydown', early, true)
    window.removeEventListener('keydown', down)
    window.removeEventListener('keyup', up)
    window.removeEventListener('blur', release)
  }
}
