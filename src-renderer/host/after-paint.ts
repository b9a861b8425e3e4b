/** A page that is hidden draws no frames. */
const patienceMs = 100

/** Calls back once the next frame is drawn, so that what is on its way to the screen goes first. */
export function afterPaint(callback: () => void): void {
  if (typeof requestAnimationFrame === 'undefined') {
    setTimeout(callback, 0)
    return
  }
  let called = false
  const once = (): void => {
    if (called) return
    called = true
    callback()
  }
  requestAnimationFrame(() => setTimeout(once, 0))
  setTimeout(once, patienceMs)
}
