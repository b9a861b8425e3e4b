import type { Failure } from '../../src-shared/failure.ts'

/** From the page to the thread that fetches: `id` names the request in both directions. */
export type BytesRequest =
  | { readonly type: 'fetch'; readonly id: number; readonly path: string }
  | { readonly type: 'abort'; readonly id: number }

/** Back to the page; the buffer is handed over, not copied. */
export type BytesReply =
  | {
      readonly type: 'bytes'
      readonly id: number
      readonly buffer: ArrayBuffer
      readonly headers: readonly (readonly [string, string])[]
    }
  | { readonly type: 'failure'; readonly id: number; readonly failure: ReturnType<Failure['toJSON']> }
  | { readonly type: 'unreachable'; readonly id: number; readonly message: string }
