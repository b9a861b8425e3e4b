/**
 * Fetches slices in slabs: a few at a time, the ones nearest to where the user looks first, neighbours together.
 * Slices count from 0; `fetchSlab(z0, z1)` brings z0 to z1 - 1 to the page.
 */
export interface SlabQueue {
  /** Slices that can be fetched now. */
  add(slices: readonly number[]): void
  /** Resolves when nothing is left, rejects with the first failure. */
  idle(): Promise<void>
  readonly waiting: number
}

export function createSlabQueue(options: {
  readonly fetchSlab: (z0: number, z1: number) => Promise<void>
  readonly nearest: () => number
  readonly slabSlices: number
  readonly parallel: number
}): SlabQueue {
  const waiting = new Set<number>()
  let running = 0
  let failed: { reason: unknown } | null = null
  let listeners: { resolve: () => void; reject: (reason: unknown) => void }[] = []

  const settle = (): void => {
    if (failed === null && (running > 0 || waiting.size > 0)) return
    const done = listeners
    listeners = []
    for (const { resolve, reject } of done) failed === null ? resolve() : reject(failed.reason)
  }

  const takeSlab = (): [number, number] => {
    const near = options.nearest()
    let seed = -1
    for (const slice of waiting) {
      if (seed < 0 || Math.abs(slice - near) < Math.abs(seed - near)) seed = slice
    }
    let z0 = seed
    let z1 = seed + 1
    while (z1 - z0 < options.slabSlices && (waiting.has(z1) || waiting.has(z0 - 1))) {
      if (waiting.has(z1)) z1++
      if (z1 - z0 < options.slabSlices && waiting.has(z0 - 1)) z0--
    }
    for (let slice = z0; slice < z1; slice++) waiting.delete(slice)
    return [z0, z1]
  }

  const pump = (): void => {
    while (failed === null && running < options.parallel && waiting.size > 0) {
      running++
      options
        .fetchSlab(...takeSlab())
        .catch((reason: unknown) => {
          failed ??= { reason }
        })
        .finally(() => {
          running--
          pump()
          settle()
        })
    }
  }

  return {
    add(slices) {
      for (const slice of slices) waiting.add(slice)
      pump()
    },
    idle() {
      return new Promise((resolve, reject) => {
        listeners.push({ resolve, reject })
        settle()
      })
    },
    get waiting() {
      return waiting.size
    },
  }
}
