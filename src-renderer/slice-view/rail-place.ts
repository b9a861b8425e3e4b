import { clampSlice } from './slice-keys.ts'

/** Part of the rail's length from its top to the middle of a slice, 0 to 1; `upStep` as in PlaneView. */
export function railPart(slice: number, count: number, upStep: 1 | -1): number {
  const part = (slice + 0.5) / Math.max(1, count)
  return upStep === 1 ? 1 - part : part
}

/** The slice at a part of the rail's length from its top. */
export function railSlice(part: number, count: number, upStep: 1 | -1): number {
  return clampSlice((upStep === 1 ? 1 - part : part) * count - 0.5, count)
}
