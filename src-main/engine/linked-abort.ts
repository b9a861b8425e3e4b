export interface LinkedAbort {
  readonly signal: AbortSignal
  abort(): void
  /** Lets go of the signal that was followed; to be called when the work is over. */
  release(): void
}

/**
 * A signal that can be aborted by itself and is aborted with another one, if there is one. One made by `AbortSignal.any` would live
 * on for a collection or two, and what its listeners know with it: a volume, too.
 */
export function linkedAbort(followed: AbortSignal | undefined): LinkedAbort {
  const controller = new AbortController()
  const onAbort = (): void => controller.abort(followed?.reason)
  if (followed?.aborted) onAbort()
  else followed?.addEventListener('abort', onAbort, { once: true })
  return {
    signal: controller.signal,
    abort: () => controller.abort(),
    release: () => followed?.removeEventListener('abort', onAbort),
  }
}
