import '../host/no-eval.ts'
import type { LaidParts } from '../../src-shared/imaging/find-parts.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import type { ParameterValues } from '../../src-shared/parameters.ts'
import type { PreviewFacts } from '../../src-shared/segmentation/method.ts'
import { findMethod } from '../../src-shared/segmentation/registry.ts'

export interface PartsRequest {
  readonly method: string
  readonly parameters: ParameterValues
  readonly facts: PreviewFacts
  readonly beforeV: BitMask
}

/** The part of a worker's own scope that is used here; the page's types know windows only. */
interface WorkerScope {
  postMessage(message: LaidParts | null): void
  addEventListener(type: 'message', listener: (event: MessageEvent<PartsRequest>) => void): void
}
const scope = globalThis as unknown as WorkerScope

scope.addEventListener('message', ({ data: { method, parameters, facts, beforeV } }) => {
  scope.postMessage(findMethod(method).preview?.parts(beforeV, parameters, facts) ?? null)
})
