/** Where a key of the viewport goes from a slice, held within the slices; null for other keys. `upStep` as in PlaneView. */
export function sliceForKey(key: string, slice: number, count: number, upStep: 1 | -1): number | null {
  const targets: Readonly<Record<string, number>> = {
    ArrowUp: slice + upStep,
    ArrowDown: slice - upStep,
    PageUp: slice + 5 * upStep,
    PageDown: slice - 5 * upStep,
    Home: 0,
    End: count - 1,
  }
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined
  return target === undefined ? null : clampSlice(target, count)
}

/** Pixels that a key of the viewport moves the crosshair to the screen's right; null for other keys. */
export function crosshairForKey(key: string): 1 | -1 | null {
  return key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : null
}

export function clampSlice(slice: number, count: number): number {
  return Math.min(Math.max(0, Math.round(slice)), Math.max(0, count - 1))
}
