/**
 * Hands on the newest of values that come faster than anyone reads: at most one each `everyMs`, the last one always, unless
 * `stop` is called before.
 */
export interface Gather<Value> {
  put(value: Value): void
  stop(): void
}

export function createGather<Value>(everyMs: number, show: (value: Value) => void): Gather<Value> {
  let newest: { readonly value: Value } | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  const flush = (): void => {
    timer = null
    if (newest !== null) show(newest.value)
    newest = null
  }
  return {
    put(value) {
      newest = { value }
      timer ??= setTimeout(flush, everyMs)
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      newest = null
    },
  }
}
