import { controlFile, controlHu, controlWith } from '../../support/dicom/control-image.ts'
import type { FileOptions } from '../../support/dicom/dicom-file.ts'
import type { DataElement, Piece } from '../../support/dicom/elements.ts'

/** What a line of the table lets a program do with a file. */
export type Outcome = 'LOAD' | 'LOAD+WARN' | 'SKIP' | 'REJECT'

/** One line of the table of malformed files, with a generator of the file. */
export interface MalformedCase {
  readonly id: string
  readonly odd: string
  /** Outcomes the line allows; the first is ours unless `does` says otherwise. */
  readonly states: readonly Outcome[]
  /** The code the line names, null where it names none. */
  readonly code: string | null
  readonly does?: Outcome | undefined
  /** Our code where it is another one than the line's; then `why` says why. */
  readonly gives?: string | null | undefined
  readonly why?: string | undefined
  readonly file: () => Uint8Array
  /** HU a file that loads must give; those of the control where left out. */
  readonly hu?: (() => Int16Array) | undefined
}

type Rest = Omit<MalformedCase, 'id' | 'odd' | 'states' | 'code' | 'file'>

const states: Readonly<Record<string, readonly Outcome[]>> = {
  load: ['LOAD'],
  warn: ['LOAD+WARN'],
  skip: ['SKIP'],
  reject: ['REJECT'],
  'load or reject': ['LOAD', 'REJECT'],
  'warn or reject': ['LOAD+WARN', 'REJECT'],
}
export type States = 'load' | 'warn' | 'skip' | 'reject' | 'load or reject' | 'warn or reject'

export function line(
  id: string,
  odd: string,
  allowed: States,
  code: string | null,
  file: () => Uint8Array,
  rest: Rest = {},
): MalformedCase {
  return { id, odd, states: states[allowed] ?? [], code, file, ...rest }
}

/** The control with elements changed (a number leaves that tag out), as a file. */
export const changed =
  (...changes: readonly (DataElement | number)[]) =>
  (): Uint8Array =>
    controlFile(controlWith(changes))

/** The control written in another way. */
export const written = (options: FileOptions, pieces?: readonly Piece[]) => (): Uint8Array =>
  controlFile(pieces ?? controlWith([]), options)

export const control = (): Uint8Array => controlFile()

/** The control's HU, each changed. */
export const huOf = (change: (hu: number) => number) => (): Int16Array => controlHu().map(change)
