import type { Progress } from '../../src-shared/contract.ts'

const progressMs = 50

export type SayProgress = (step: string, done: number, total: number, fraction: number) => void

/** Passes progress on at most 20 times a second, at each new step and at the end of a step. `now` in milliseconds. */
export function limitProgress(
  send: (progress: Progress) => void,
  now: () => number = () => performance.now(),
): SayProgress {
  let last = { step: '', at: Number.NEGATIVE_INFINITY }
  return (step, done, total, fraction) => {
    const at = now()
    if (step === last.step && at - last.at < progressMs && done !== total) return
    last = { step, at }
    send({ type: 'progress', step, done, total, fraction })
  }
}
