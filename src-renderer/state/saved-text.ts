import type { SavedFile } from '../../src-shared/contract.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { failureText } from './finding-text.ts'
import type { Messages } from './text/en.ts'
import { germanProof } from './text/proof-de.ts'

/** What the engine says of a file of a save, in the page's language: what was checked, or why it was not written. */
export function savedText(t: Messages, { status, format, code, message }: SavedFile): string {
  if (code !== null) return failureText(t, { code, message, details: {} })
  if (status !== 'verified') return message
  const group = formats.find(({ id }) => id === format)?.group ?? 'record'
  const known = t.formats.language === 'de' ? germanProof(message) : null
  return known ?? t.save.verifiedText?.[group] ?? message
}
