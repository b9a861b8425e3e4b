/**
 * Writes a fault of ours to standard error: kind and stack frames only, since messages can hold file names or values of a
 * patient's study.
 */
export function logFault(thrown: unknown): void {
  const fault = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown
  const name = fault instanceof Error ? fault.name : typeof fault
  const frames = fault instanceof Error ? (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
  process.stderr.write(`${[`Hilum: internal fault (${name})`, ...frames].join('\n')}\n`)
}
