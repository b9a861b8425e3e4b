import type { SavedFile } from '../../../src-shared/contract.ts'
import type { Failure } from '../../../src-shared/failure.ts'
import type { OnFile, StagedFile } from './save-job.ts'
import type { OnStep } from './stage-file.ts'

const smallestStep = 0.02

/** The rows of a save as the screen shows them, by the file name that was asked for; every change is told. */
export class Rows {
  readonly #rows = new Map<string, SavedFile>()
  readonly #onFile: OnFile
  constructor(onFile: OnFile) {
    this.#onFile = onFile
  }

  set(row: SavedFile, key = row.name): void {
    this.#rows.set(key, row)
    this.#onFile(row)
  }

  all(): SavedFile[] {
    return [...this.#rows.values()]
  }

  /** Tells steps of at least two per cent. */
  stepOf(name: string): OnStep {
    return (status, fraction) => {
      const row = this.#get(name)
      if (row.status === status && fraction < row.fraction + smallestStep) return
      this.set({ ...row, status, fraction: Math.min(1, fraction) }, name)
    }
  }

  fail(name: string, { code, message }: Failure): void {
    const key = this.#keyOf(name)
    this.set({ ...this.#get(key), status: 'not-written', fraction: 0, bytes: null, sha256: null, code, message }, key)
  }

  verified({ name, bytes, sha256, verified }: StagedFile): void {
    const key = this.#keyOf(name)
    const done = { status: 'verified', fraction: 1, code: null, bytes, sha256, message: verified } as const
    this.set({ ...this.#get(key), ...done }, key)
  }

  /** The row goes on under the name the file got. */
  rename(file: StagedFile, name: string): StagedFile {
    this.#rows.set(file.name, { ...this.#get(file.name), name })
    return { ...file, name }
  }

  refuseAll(failure: Failure): SavedFile[] {
    for (const key of this.#rows.keys()) this.fail(key, failure)
    return this.all()
  }

  cancelRest(): void {
    for (const [key, row] of this.#rows) {
      if (row.status === 'not-written') continue
      this.set({ ...row, status: 'cancelled', fraction: 0, message: 'Cancelled. Nothing was written.' }, key)
    }
  }

  #keyOf(name: string): string {
    if (this.#rows.has(name)) return name
    for (const [key, row] of this.#rows) if (row.name === name) return key
    return name
  }

  #get(key: string): SavedFile {
    const row = this.#rows.get(key)
    if (row === undefined) throw new RangeError(`no row ${key}`)
    return row
  }
}
