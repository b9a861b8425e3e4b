export interface FramePacer {
  /** Asks for a frame; many requests before it starts make one. */
  request(): void
  /** Milliseconds the graphics card took for the last frame, 0 before the first. */
  frameMs(): number
  /** Forgets a frame under way, after the context was lost. */
  reset(): void
  stop(): void
}

/**
 * Draws on request, one frame at a time: the next starts only when the graphics card has finished the last, so a slow renderer
 * never piles up frames of positions long past. `draw` returns true when another frame must follow.
 */
export function createFramePacer(gl: WebGL2RenderingContext, draw: () => boolean): FramePacer {
  let frame = 0
  let wanted = false
  let fence: WebGLSync | null = null
  let started = 0
  let lastMs = 0

  const schedule = (): void => {
    if (frame === 0) frame = requestAnimationFrame(tick)
  }
  const tick = (): void => {
    frame = 0
    if (fence !== null) {
      if (gl.clientWaitSync(fence, 0, 0) === gl.TIMEOUT_EXPIRED) {
        schedule()
        return
      }
      gl.deleteSync(fence)
      fence = null
      lastMs = performance.now() - started
    }
    if (!wanted) return
    wanted = false
    started = performance.now()
    if (draw()) wanted = true
    fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
    gl.flush()
    schedule()
  }
  return {
    request() {
      wanted = true
      schedule()
    },
    frameMs: () => lastMs,
    reset() {
      fence = null
    },
    stop() {
      cancelAnimationFrame(frame)
      frame = 0
      wanted = false
      if (fence !== null) gl.deleteSync(fence)
      fence = null
    },
  }
}
