/** Joins an event that was not taken yet with the next one, or gives null where both must be kept. */
export type Merge<Event> = (waiting: Event, next: Event) => Event | null

/**
 * Events from one writer to one reader. A reader that is slower than the writer gets fewer events, not later ones: what waits is
 * joined by `merge`. `next` asks one at a time; `return` closes the stream at once, also while `next` waits.
 */
export class EventStream<Event> implements AsyncIteratorObject<Event, undefined, void> {
  readonly #waiting: Event[] = []
  readonly #merge: Merge<Event>
  readonly #onClose: () => void
  #wake: (() => void) | null = null
  #ended = false
  #error: { readonly thrown: unknown } | null = null

  constructor(options: { merge: Merge<Event>; onClose: () => void }) {
    this.#merge = options.merge
    this.#onClose = options.onClose
  }

  push(event: Event): void {
    if (this.#ended) return
    const last = this.#waiting.at(-1)
    const joined = last === undefined ? null : this.#merge(last, event)
    if (joined === null) this.#waiting.push(event)
    else this.#waiting[this.#waiting.length - 1] = joined
    this.#wake?.()
  }

  /** No more events; the reader still gets those that wait. */
  end(): void {
    this.#ended = true
    this.#wake?.()
  }

  /** The reader's next call throws `thrown` once the waiting events are taken. */
  fail(thrown: unknown): void {
    if (this.#ended) return
    this.#error = { thrown }
    this.end()
  }

  async next(): Promise<IteratorResult<Event, undefined>> {
    for (;;) {
      const event = this.#waiting.shift()
      if (event !== undefined) return { done: false, value: event }
      if (this.#error !== null) {
        const { thrown } = this.#error
        this.#error = null
        throw thrown
      }
      if (this.#ended) return { done: true, value: undefined }
      await new Promise<void>((wake) => {
        this.#wake = wake
      })
      this.#wake = null
    }
  }

  async return(): Promise<IteratorResult<Event, undefined>> {
    this.#waiting.length = 0
    this.end()
    this.#onClose()
    return { done: true, value: undefined }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
