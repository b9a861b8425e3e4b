import type { CompareWork } from '../state/compare-store.ts'
import type { Messages } from '../state/text/en.ts'

/** What is done for a comparison now, and how far it is. */
export function compareWorkText(t: Messages, { method, progress }: Pick<CompareWork, 'method' | 'progress'>): string {
  const what = method === null ? t.compare.comparing : t.compare.running(t.method.names[method] ?? method)
  return `${what}, ${t.formats.percent(progress?.fraction ?? 0)}`
}
