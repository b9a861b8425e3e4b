import type { Engine } from '../../src-main/engine/engine.ts'
import { createEngine } from '../../src-main/engine/engine.ts'

/** A real engine that keeps its settings in memory, with some of its parts replaced. */
export function engineWith(parts: { readonly bytes?: Partial<Engine['bytes']> } = {}): Engine {
  const engine = createEngine({ host: 'web', version: '0.0.0', settingsFile: null, threads: 1 })
  return { ...engine, bytes: { ...engine.bytes, ...parts.bytes } }
}
