/** Taken for a volume of at least so much of it; the rest would be held for nothing. */
const smallestShare = 0.75
/** Whoever closes a volume to open the next one does so within this time. */
const keptMs = 20_000

/**
 * The memory of the volume let go of last, kept for a while for the one that is opened next: of memory that is new to the
 * process the system fills every page with zeros first, which can take longer than reading a series. What it holds when it is
 * taken is left from before.
 */
export class SpareMemory {
  readonly #onDrop: () => void
  #kept: { readonly buffer: SharedArrayBuffer; readonly timer: NodeJS.Timeout } | null = null

  /** `onDrop` runs when memory that nobody took is let go of. */
  constructor(onDrop: () => void) {
    this.#onDrop = onDrop
  }

  /** What is kept, in bytes. */
  get bytes(): number {
    return this.#kept?.buffer.byteLength ?? 0
  }

  /** Keeps memory that nobody uses any more, in place of what is kept. */
  keep(buffer: SharedArrayBuffer): void {
    this.drop()
    const timer = setTimeout(() => this.drop(), keptMs)
    timer.unref()
    this.#kept = { buffer, timer }
  }

  /** Memory of `bytes` or a little more; null where there is none that suits, and what is kept is let go of then. */
  take(bytes: number): SharedArrayBuffer | null {
    const buffer = this.#kept?.buffer
    if (buffer === undefined || bytes > buffer.byteLength || bytes < smallestShare * buffer.byteLength) {
      this.drop()
      return null
    }
    clearTimeout(this.#kept?.timer)
    this.#kept = null
    return buffer
  }

  drop(): void {
    if (this.#kept === null) return
    clearTimeout(this.#kept.timer)
    this.#kept = null
    this.#onDrop()
  }
}
