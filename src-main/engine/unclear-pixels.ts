import type { SavedFile } from '../../src-shared/contract.ts'
import type { Finding } from '../../src-shared/finding.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import type { VolumeEntry } from './store.ts'

/**
 * What to look at before files without identity are passed on: those that show or hold pixels of a series that does not say
 * whether text is burned into them. Null where there are none.
 */
export function unclearPixels(
  { mayHoldText }: Pick<VolumeEntry, 'mayHoldText'>,
  files: readonly SavedFile[],
  identity: 'removed' | 'kept',
): Finding | null {
  if (identity === 'kept' || !mayHoldText) return null
  const names = files
    .filter(({ status, format }) => status === 'verified' && holdsPixels(format))
    .map(({ name }) => name)
  if (names.length === 0) return null
  const message = `The series does not say whether text is burned into its pixels. Look for a name in ${names.join(', ')} before you pass ${names.length === 1 ? 'it' : 'them'} on.`
  return { code: 'W_BURNED_IN_UNKNOWN', severity: 'warning', message, details: { files: names } }
}

const holdsPixels = (id: string): boolean => {
  const needs = formats.find((format) => format.id === id)?.needs
  return needs === 'volume' || needs === 'print'
}
