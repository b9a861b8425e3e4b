import { describe, expect, it } from 'vitest'
import { actions, actsOn, findAction } from '../../src-renderer/state/actions.ts'
import { useApp } from '../../src-renderer/state/app-store.ts'
import { actionFor } from '../../src-renderer/state/key-handler.ts'
import { isSingleKey, type KeyPress, keysOf, readableKeys } from '../../src-renderer/state/keys.ts'
import { useSettings } from '../../src-renderer/state/settings-store.ts'
import { en } from '../../src-renderer/state/text/en.ts'
import { useView } from '../../src-renderer/state/view-store.ts'

const screens = ['start', 'studies', 'review', 'compare', 'montage'] as const

const press = (key: string, rest: Partial<KeyPress> = {}): string =>
  keysOf({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, altGraph: false, ...rest })

describe('table of actions', () => {
  it.each(screens)('has no key twice on the %s screen', (screen) => {
    const keys = actions.filter((action) => actsOn(action.when, screen)).flatMap((action) => action.keys)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('holds every action that has a name, once', () => {
    expect(actions.map((action) => action.id).sort()).toEqual(Object.keys(en.actions).sort())
    for (const { id } of actions) expect(findAction(id).id).toBe(id)
  })

  it('finds the action of a key on its screen alone', () => {
    useApp.setState({ screen: 'review', dialog: null })
    expect(actionFor('N', null)?.id).toBe('nextFinding')
    useApp.setState({ screen: 'compare' })
    expect(actionFor('N', null)?.id).toBe('nextWorst')
    expect(actionFor('ArrowUp', null)?.id).toBe('sliceUp')
    expect(actionFor('D', null)?.id).toBe('difference')
    useApp.setState({ screen: 'studies' })
    expect(actionFor('D', null)).toBeNull()
    expect(actionFor('N', null)).toBeNull()
    expect(actionFor('Ctrl+K', null)?.id).toBe('palette')
  })

  it('opens Review in a layout by its key, from the comparison and the montage too', () => {
    const screen = () => useApp.getState().screen
    const layout = () => useView.getState().layout
    useApp.setState({ screen: 'compare', dialog: null })
    actionFor('Alt+3', null)?.run()
    expect([screen(), layout()]).toEqual(['review', 'main'])
    actionFor('Alt+2', null)?.run()
    expect(layout()).toBe('single')
    // pressed again on Review it goes back, elsewhere it opens the viewport alone once more
    actionFor('Alt+2', null)?.run()
    expect(layout()).toBe('main')
    actionFor('Alt+2', null)?.run()
    useApp.setState({ screen: 'montage' })
    actionFor('Alt+2', null)?.run()
    expect([screen(), layout()]).toEqual(['review', 'single'])
    useApp.setState({ screen: 'compare' })
    actionFor('Alt+1', null)?.run()
    expect([screen(), layout()]).toEqual(['review', 'grid'])
  })

  it('leaves all keys to an open dialog', () => {
    useApp.setState({ screen: 'review', dialog: 'save' })
    expect(actionFor('Ctrl+K', null)).toBeNull()
    useApp.setState({ dialog: null })
  })

  it('lets single keys be switched off, and no others', () => {
    const { settings } = useSettings.getState()
    useApp.setState({ screen: 'review', dialog: null })
    useSettings.setState({ settings: { ...settings, singleKeys: false } })
    for (const keys of ['1', 'Shift+1', 'N', 'Shift+N', '?', '[']) expect(actionFor(keys, null), keys).toBeNull()
    for (const keys of ['Ctrl+Z', 'Alt+1', 'F8', 'Escape', 'PageUp']) expect(actionFor(keys, null), keys).not.toBeNull()
    useSettings.setState({ settings })
  })
})

describe('keys', () => {
  it('go by position for digits and by letter otherwise', () => {
    expect(press('&', { code: 'Digit1' })).toBe('1')
    expect(press('!', { code: 'Digit1', shiftKey: true })).toBe('Shift+1')
    expect(press('z', { code: 'KeyY' })).toBe('Z')
    expect(press('Z', { code: 'KeyZ', ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+Z')
    expect(press('k', { metaKey: true })).toBe('Ctrl+K')
  })

  it('write signs without the keys that make them', () => {
    expect(press('?', { code: 'Slash', shiftKey: true })).toBe('?')
    expect(press('[', { code: 'Digit8', ctrlKey: true, altKey: true, altGraph: true })).toBe('[')
    expect(press(' ', { code: 'Space' })).toBe('Space')
    expect(press('ArrowUp')).toBe('ArrowUp')
  })

  it('know which type something by themselves', () => {
    expect(['N', 'Shift+N', '1', '?', ']'].every(isSingleKey)).toBe(true)
    expect(['Ctrl+K', 'F8', 'Escape', 'Space', 'Alt+1', 'PageUp'].some(isSingleKey)).toBe(false)
  })

  it('read in the language of the page', () => {
    expect(readableKeys('Ctrl+Shift+Z', 'en')).toBe('Ctrl Shift Z')
    expect(readableKeys('Ctrl+Shift+Z', 'de')).toBe('Strg Umschalt Z')
    const shown = actions.flatMap((action) => action.keys.map((keys) => readableKeys(keys, 'en')))
    expect(shown.filter((keys) => keys.includes('Arrow'))).toEqual([])
    expect(shown).toContain('Left')
  })
})
