import type { ParameterValues } from '../../src-shared/parameters.ts'
import type { MethodState } from '../../src-shared/segmentation/method.ts'
import { type RunHooks, runMethod } from '../../src-shared/segmentation/run-method.ts'
import type { Volume } from '../../src-shared/volume.ts'

export const quietHooks: RunHooks = { progress: () => {}, stage: () => {}, seconds: () => 0 }

/** A run of the article's method without listeners. */
export function runArticle(
  volume: Volume,
  parameters: ParameterValues = {},
  previous: MethodState | null = null,
): MethodState {
  return runMethod('article', volume, parameters, previous, quietHooks)
}
