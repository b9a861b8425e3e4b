import type { Failure } from '../../src-shared/failure.ts'

/** To a worker thread: run this task. `cancelFlag` holds one Int32, not 0 once the task is cancelled. */
export interface TaskRequest {
  readonly taskId: number
  readonly name: string
  readonly input: unknown
  readonly cancelFlag: SharedArrayBuffer
}

/** To a worker thread: let go of what is not needed any more. */
export const tidyRequest = 'tidy'

/** From a worker thread, for the task it runs. */
export type TaskReply =
  | { readonly taskId: number; readonly type: 'event'; readonly event: unknown }
  | { readonly taskId: number; readonly type: 'done'; readonly output: unknown }
  | {
      readonly taskId: number
      readonly type: 'failed'
      readonly failure: ReturnType<Failure['toJSON']>
      readonly stack: string | null
    }
