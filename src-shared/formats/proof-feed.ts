import { Failure } from '../failure.ts'
import type { Proof } from './format.ts'

/** Feeds a proof with a file's bytes as they are read, in chunks of any size; one chunk at a time is kept at most. */
export class ProofFeed {
  readonly #proof: Proof
  #step: IteratorResult<number, string>
  /** Bytes of earlier chunks that are fewer than the proof asked for. */
  #held = new Uint8Array(0)
  #heldBytes = 0

  constructor(proof: Proof) {
    this.#proof = proof
    this.#step = proof.next()
    this.#giveNothing()
  }

  /** Throws `E_VERIFY` where the proof finds a difference or has ended already. */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#step.done) throw fault('it goes on after its end')
      const wanted = this.#step.value
      if (this.#heldBytes === 0 && chunk.length - at >= wanted) {
        this.#give(chunk.subarray(at, at + wanted))
        at += wanted
      } else {
        at += this.#hold(chunk.subarray(at), wanted)
      }
    }
  }

  /** What the proof found; throws `E_VERIFY` where it asks for more than there is. */
  end(): string {
    if (!this.#step.done) throw fault('it ends too early')
    return this.#step.value
  }

  #hold(bytes: Uint8Array, wanted: number): number {
    if (this.#held.length < wanted) {
      const larger = new Uint8Array(wanted)
      larger.set(this.#held.subarray(0, this.#heldBytes))
      this.#held = larger
    }
    const taken = Math.min(bytes.length, wanted - this.#heldBytes)
    this.#held.set(bytes.subarray(0, taken), this.#heldBytes)
    this.#heldBytes += taken
    if (this.#heldBytes === wanted) {
      this.#heldBytes = 0
      this.#give(this.#held.subarray(0, wanted))
    }
    return taken
  }

  #give(bytes: Uint8Array): void {
    this.#step = this.#proof.next(bytes)
    this.#giveNothing()
  }

  #giveNothing(): void {
    while (!this.#step.done && this.#step.value === 0) this.#step = this.#proof.next(this.#held.subarray(0, 0))
  }
}

function fault(what: string): Failure {
  return new Failure(
    'E_VERIFY',
    `The file was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
