import type { Progress } from '../../src-shared/contract.ts'
import { cancelled } from '../../src-shared/failure.ts'
import type { Report } from '../../src-shared/report.ts'
import { limitProgress, type SayProgress } from './progress.ts'

/** What a task has besides its input. */
export interface TaskContext<Event = never> {
  /** Throws `E_CANCELLED` once cancelled, else says progress at most 20 times a second; `fraction` of the whole task. */
  readonly progress: SayProgress
  /** The same for a task of one step. */
  report(step: string): Report
  emit(event: Event): void
}

/** The context of a task in a worker thread; `send` takes its events, `cancelFlag` holds one Int32, not 0 once cancelled. */
export function createTaskContext<Event>(
  cancelFlag: SharedArrayBuffer,
  send: (event: Event | Progress) => void,
): TaskContext<Event> {
  const flag = new Int32Array(cancelFlag)
  const say = limitProgress(send)
  const progress: SayProgress = (step, done, total, fraction) => {
    if (Atomics.load(flag, 0) !== 0) throw cancelled()
    say(step, done, total, fraction)
  }
  return {
    progress,
    report: (step) => (done, total) => progress(step, done, total, total > 0 ? done / total : 0),
    emit: send,
  }
}
