/** A wheel event's parts that matter here; `deltaMode` 0 pixels, 1 lines, 2 pages. */
export interface WheelDelta {
  readonly deltaX: number
  readonly deltaY: number
  readonly deltaMode: number
}

/** Pixels of a trackpad that count as one step; a wheel's notch sends more than this at once. */
const pixelsPerStep = 40

/**
 * Turns wheel events into whole steps, positive downwards: one for each notch of a wheel however large its delta,
 * and one for each 40 px of smooth scrolling. Shift turns vertical into horizontal wheels on some systems: the larger counts.
 */
export function createWheelSteps(): (delta: WheelDelta) => number {
  let rest = 0
  return ({ deltaX, deltaY, deltaMode }) => {
    const delta = Math.abs(deltaY) >= Math.abs(deltaX) ? deltaY : deltaX
    if (delta === 0) return 0
    if (deltaMode !== 0 || Math.abs(delta) >= pixelsPerStep) {
      rest = 0
      return Math.sign(delta)
    }
    if (Math.sign(delta) !== Math.sign(rest)) rest = 0
    rest += delta
    const steps = Math.trunc(rest / pixelsPerStep) || 0
    rest -= steps * pixelsPerStep
    return steps
  }
}
