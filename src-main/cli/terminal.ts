import { isAbsolute, resolve } from 'node:path'
import type { Finding } from '../../src-shared/finding.ts'

/** Where a command's words go and what it runs in; tests put their own in its place. */
export interface Terminal {
  /** Standard output: the JSON document, help and version, nothing else. */
  readonly out: (text: string) => void
  /** Standard error: everything for people. */
  readonly err: (text: string) => void
  /** True where standard error is a screen that can show a bar. */
  readonly isScreen: boolean
  /** Where relative paths start. */
  readonly folder: string
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** Calls `listener` for each Enter that is typed, until the function it returns is called; absent where nobody types. */
  readonly onEnter?: (listener: () => void) => () => void
}

/** The absolute form of a path as it was typed. */
export function typedPath(terminal: Terminal, path: string): string {
  return isAbsolute(path) ? resolve(path) : resolve(terminal.folder, path)
}

/** Text for a terminal: control characters, which could move its cursor or forge lines, are shown as escapes. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** One line for people. */
export function say(terminal: Terminal, text: string): void {
  terminal.err(`${printable(text)}\n`)
}

/** A finding as a line for people. The code of a check names what it looks for, which would read as found where it is passed. */
export const findingLine = ({ severity, message, code }: Finding): string =>
  severity === 'passed' ? `passed: ${message}` : `${severity}: ${message} (${code})`

export const tellFinding = (terminal: Terminal, finding: Finding): void => say(terminal, findingLine(finding))

export function printJson(terminal: Terminal, document: unknown): void {
  terminal.out(`${JSON.stringify(document, null, 2)}\n`)
}
