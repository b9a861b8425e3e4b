import { test } from 'vitest'

/** A test that needs something of the machine; where `missing` says what is not there, it is skipped and prints the reason. */
export function testWhere(missing: string | null, name: string, body: () => Promise<void>, timeoutMs?: number): void {
  if (missing === null) {
    test(name, body, timeoutMs)
    return
  }
  console.warn(`SKIPPED ${name}: ${missing}`)
  test.skip(`${name} (${missing})`, () => {})
}
