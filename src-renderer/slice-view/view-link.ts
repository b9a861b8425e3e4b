/** Zoom (screen pixels a pixel of the slice) and shift of a slice in its viewport. */
export interface SlicePlacement {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export interface LinkedViewport {
  /** Null before the first image. */
  placement(): SlicePlacement | null
  place(placement: SlicePlacement): void
}

/** Keeps the zoom and position of slice viewports of one plane the same: what is done in one is done in all. */
export interface ViewLink {
  /** Returns how to leave. */
  join(viewport: LinkedViewport): () => void
  /** To be called when a viewport has drawn: the others follow where it was moved. */
  drawn(viewport: LinkedViewport): void
}

export function createViewLink(): ViewLink {
  const joined = new Set<LinkedViewport>()
  let shared: SlicePlacement | null = null
  // those that are moved draw too, and must not be taken for moved by hand
  let moving = false
  const same = (a: SlicePlacement, b: SlicePlacement | null): boolean =>
    b !== null && a.scale === b.scale && a.x === b.x && a.y === b.y
  return {
    join(viewport) {
      joined.add(viewport)
      return () => {
        joined.delete(viewport)
        if (joined.size === 0) shared = null
      }
    },
    drawn(viewport) {
      const placement = viewport.placement()
      if (moving || placement === null || same(placement, shared)) return
      shared = placement
      moving = true
      try {
        for (const other of joined) if (other !== viewport) other.place(placement)
      } finally {
        moving = false
      }
    },
  }
}
