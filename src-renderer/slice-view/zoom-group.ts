/** A viewport as its group sees it; null where it shows nothing now. */
export interface ZoomMember {
  pixelsPerMm(): number | null
  fittingPixelsPerMm(): number | null
  setPixelsPerMm(pixelsPerMm: number): void
  centre(): void
  /** Zooms as another member did, holding what matters here in its place. */
  follow(pixelsPerMm: number): void
}

/** Viewports that share one zoom, in CSS pixels a mm, so that sizes compare between them. */
export interface ZoomGroup {
  join(member: ZoomMember): () => void
  /** The largest zoom at which every member's slice is seen whole, all of them centred. */
  fit(): void
  /** A member drew: a zoom of its own making becomes the others'. */
  drawn(member: ZoomMember): void
  /** A member changed its size: fits again where all fitted before, else gives it the group's zoom back. */
  resized(member: ZoomMember): void
  /** True until somebody zooms. */
  isFitted(): boolean
}

/** Smaller differences come from rounding. */
const sameZoom = 1e-4

export function createZoomGroup(): ZoomGroup {
  const members = new Set<ZoomMember>()
  let zoom: number | null = null
  let fitted = true

  const apply = (): void => {
    if (zoom === null) return
    for (const member of members) member.setPixelsPerMm(zoom)
  }
  const refit = (): void => {
    const fits = [...members].flatMap((member) => member.fittingPixelsPerMm() ?? [])
    if (fits.length === 0) return
    zoom = Math.min(...fits)
    apply()
  }

  return {
    join(member) {
      members.add(member)
      return () => members.delete(member)
    },
    fit() {
      fitted = true
      for (const member of members) member.centre()
      refit()
    },
    drawn(member) {
      const own = member.pixelsPerMm()
      if (own === null || zoom === null || Math.abs(own / zoom - 1) < sameZoom) return
      zoom = own
      fitted = false
      for (const other of members) if (other !== member) other.follow(zoom)
    },
    resized(member) {
      if (fitted) refit()
      else if (zoom !== null) member.setPixelsPerMm(zoom)
    },
    isFitted: () => fitted,
  }
}
