/** What of a keyboard event decides which keys were pressed. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly altGraph: boolean
}

/**
 * Keys of an event in the action table's writing: `Ctrl+Shift+Z`, `Shift+1`, `?`, `PageUp`, `Space`. Digits go by their
 * position, letters by what they are; Cmd stands for Ctrl; signs that need Shift or AltGr are written without them.
 */
export function keysOf(event: KeyPress): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1]
  const letter = /^\p{L}$/u.test(event.key)
  const sign = digit === undefined && !letter && event.key.length === 1 && event.key !== ' '
  const parts: string[] = []
  if ((event.ctrlKey || event.metaKey) && !event.altGraph) parts.push('Ctrl')
  if (event.altKey && !event.altGraph) parts.push('Alt')
  if (event.shiftKey && !sign) parts.push('Shift')
  if (event.altGraph && sign) parts.length = 0
  parts.push(nameOf(event, digit, letter))
  return parts.join('+')
}

function nameOf(event: KeyPress, digit: string | undefined, letter: boolean): string {
  if (event.altGraph && event.key.length === 1 && !letter) return event.key
  if (digit !== undefined) return digit
  if (event.key === ' ') return 'Space'
  return letter ? event.key.toUpperCase() : event.key
}

/** True for keys that type something by themselves; users can switch these off (WCAG 2.1.4). */
export const isSingleKey = (keys: string): boolean => /^(Shift\+)?[^+]$/.test(keys)

const names: Readonly<Record<'en' | 'de', Readonly<Record<string, string>>>> = {
  en: {
    ArrowLeft: 'Left',
    ArrowRight: 'Right',
    ArrowUp: 'Up',
    ArrowDown: 'Down',
    PageUp: 'PgUp',
    PageDown: 'PgDn',
    Escape: 'Esc',
  },
  de: {
    Ctrl: 'Strg',
    Shift: 'Umschalt',
    Space: 'Leertaste',
    ArrowLeft: 'Links',
    ArrowRight: 'Rechts',
    ArrowUp: 'Auf',
    ArrowDown: 'Ab',
    PageUp: 'Bild auf',
    PageDown: 'Bild ab',
    Home: 'Pos1',
    End: 'Ende',
    Escape: 'Esc',
  },
}

/** Keys as people read them: `Ctrl Shift Z`. */
export function readableKeys(keys: string, language: 'en' | 'de'): string {
  return keys
    .split('+')
    .map((part) => names[language][part] ?? part)
    .join(' ')
}
