import { fileNameOf } from '../../../src-shared/formats/file-name.ts'
import { runRecordFileName } from '../../../src-shared/run-record.ts'

/** Name of the record beside files of this name: `run.json`, or `NAME-run.json`, so that the runs of a folder keep one each. */
export const recordNameOf = (name: string | undefined): string => fileNameOf({ fileName: runRecordFileName }, name)

/** True for every name a record can have got, the numbered ones too. */
export const isRecordName = (fileName: string): boolean => recordPattern.test(fileName)

// the number goes before the first dot, which can be one of the name
const recordPattern = /^(?:.+-)?run(?: \(\d+\))?\.json$/

/** Those of a folder's names that a record can have got; numbered ones follow the one they are copies of, by number. */
export const recordNamesIn = (names: readonly string[]): string[] =>
  names.filter(isRecordName).sort((a, b) => compare(stemOf(a), stemOf(b)) || copyOf(a) - copyOf(b))

const numberInName = / \((\d+)\)(?=\.)/
const stemOf = (name: string): string => name.replace(numberInName, '')
const copyOf = (name: string): number => Number(numberInName.exec(name)?.[1] ?? 1)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
