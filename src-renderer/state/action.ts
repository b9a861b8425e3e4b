import { useSegmentation } from './segmentation-store.ts'
import type { Messages } from './text/en.ts'
import { useVolume } from './volume-store.ts'

export type ActionId = keyof Messages['actions']

/** Where an action's keys act: everywhere, on one screen, on those with slice viewports, or on all that show the series. */
export type Context = 'always' | 'studies' | 'review' | 'compare' | 'montage' | 'viewports' | 'series'

export interface Action {
  readonly id: ActionId
  readonly group: keyof Messages['help']['groups']
  /** As `keysOf` writes them; the first is shown. */
  readonly keys: readonly string[]
  readonly when: Context
  /** False where it would do nothing now. */
  readonly enabled: () => boolean
  readonly run: () => void
  /** Called when the key is let go. */
  readonly release?: () => void
}

export const always = (): boolean => true
export const hasVolume = (): boolean => useVolume.getState().info !== null
export const hasResult = (): boolean => useSegmentation.getState().info !== null
