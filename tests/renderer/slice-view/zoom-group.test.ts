import { describe, expect, it } from 'vitest'
import { createZoomGroup, type ZoomMember } from '../../../src-renderer/slice-view/zoom-group.ts'

interface Fake extends ZoomMember {
  zoom: number | null
  fits: number | null
  centred: number
}

function member(fits: number | null): Fake {
  return {
    zoom: 9,
    fits,
    centred: 0,
    pixelsPerMm() {
      return this.zoom
    },
    fittingPixelsPerMm() {
      return this.fits
    },
    setPixelsPerMm(zoom) {
      this.zoom = zoom
    },
    follow(zoom) {
      this.zoom = zoom
    },
    centre() {
      this.centred++
    },
  }
}

describe('createZoomGroup', () => {
  it('fits all by the one that needs most room, hidden ones left out', () => {
    const group = createZoomGroup()
    const members = [member(2), member(1.5), member(null)]
    for (const one of members) group.join(one)
    group.fit()
    expect(members.map(({ zoom }) => zoom)).toEqual([1.5, 1.5, 1.5])
    expect(members.map(({ centred }) => centred)).toEqual([1, 1, 1])
    expect(group.isFitted()).toBe(true)
  })

  it('passes on what one zooms, and keeps it when sizes change', () => {
    const group = createZoomGroup()
    const [a, b] = [member(2), member(1.5)]
    group.join(a)
    group.join(b)
    group.fit()
    a.zoom = 4
    group.drawn(a)
    expect(b.zoom).toBe(4)
    expect(group.isFitted()).toBe(false)
    b.fits = 1
    b.zoom = 3.7
    group.resized(b)
    expect([a.zoom, b.zoom]).toEqual([4, 4])
  })

  it('fits again by itself while nobody zoomed, and takes rounding for nothing', () => {
    const group = createZoomGroup()
    const [a, b] = [member(2), member(1.5)]
    group.join(a)
    group.join(b)
    group.fit()
    a.zoom = 1.5 * (1 + 1e-6)
    group.drawn(a)
    expect(group.isFitted()).toBe(true)
    b.fits = 3
    group.resized(b)
    expect([a.zoom, b.zoom]).toEqual([2, 2])
  })

  it('forgets who left', () => {
    const group = createZoomGroup()
    const [a, b] = [member(2), member(1)]
    group.join(a)
    const leave = group.join(b)
    leave()
    group.fit()
    expect([a.zoom, b.zoom]).toEqual([2, 9])
  })
})
