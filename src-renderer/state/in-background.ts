import { readFailure } from '../host/client.ts'

/**
 * Lets work go on that nobody waits for and whose failure takes nothing from the user, such as telling the engine that something is
 * not needed any more. A failure other than a cancel stands on the console.
 */
export function inBackground(what: string, work: Promise<unknown>): void {
  work.catch((thrown: unknown) => {
    const { code, message } = readFailure(thrown)
    if (code !== 'E_CANCELLED') console.warn(`${what}: ${code}. ${message}`)
  })
}
