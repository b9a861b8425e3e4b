const restMs = 1000

/** When to collect garbage that nobody who is at work should wait for. */
export interface TidyAtRest {
  /** Something large was let go of. */
  owe(): void
  /** Work begins or ends. */
  stir(): void
}

/**
 * Tidies once nothing has begun or ended for a second, where something was let go of since the last time. Arrays that threads
 * share are freed only when each of them has collected its garbage, and left to itself none does before a gigabyte has piled up.
 */
export function tidyAtRest(tidy: () => void): TidyAtRest {
  let owing = false
  let timer: NodeJS.Timeout | undefined
  const stir = (): void => {
    clearTimeout(timer)
    if (!owing) return
    timer = setTimeout(() => {
      owing = false
      tidy()
    }, restMs).unref()
  }
  return {
    owe: () => {
      owing = true
      stir()
    },
    stir,
  }
}
