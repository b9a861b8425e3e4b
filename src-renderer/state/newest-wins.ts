/**
 * Runs one request at a time and keeps only the newest that waits. A run that has been going for longer than `patienceMs`
 * is cancelled by a newer request; a shorter one may end, so that results keep coming while a slider is dragged.
 * `run` gets the request and a signal; it must end soon after the signal fires.
 */
export interface NewestWins<Request> {
  request(value: Request): void
  /** Drops what waits and stops what runs. */
  cancel(): void
  readonly busy: boolean
  /** True while a request waits for the running one to end. */
  readonly waits: boolean
}

export function createNewestWins<Request>(
  run: (value: Request, signal: AbortSignal) => Promise<void>,
  options: { readonly patienceMs: number; readonly now: () => number },
): NewestWins<Request> {
  let waiting: { value: Request } | null = null
  let running: { controller: AbortController; since: number; timer: ReturnType<typeof setTimeout> | null } | null = null

  const start = (value: Request): void => {
    const controller = new AbortController()
    const current: NonNullable<typeof running> = { controller, since: options.now(), timer: null }
    running = current
    run(value, controller.signal).finally(() => {
      if (current.timer !== null) clearTimeout(current.timer)
      running = null
      const next = waiting
      waiting = null
      if (next !== null) start(next.value)
    })
  }

  return {
    request(value) {
      if (running === null) {
        start(value)
        return
      }
      waiting = { value }
      const current = running
      const left = options.patienceMs - (options.now() - current.since)
      if (left <= 0) current.controller.abort()
      else current.timer ??= setTimeout(() => current.controller.abort(), left)
    },
    cancel() {
      waiting = null
      running?.controller.abort()
    },
    get busy() {
      return running !== null
    },
    get waits() {
      return waiting !== null
    },
  }
}
