import { expect, it } from 'vitest'
import {
  createViewLink,
  type LinkedViewport,
  type SlicePlacement,
  type ViewLink,
} from '../../../src-renderer/slice-view/view-link.ts'

/** A viewport that draws as soon as it is placed, as cornerstone's does in the next frame. */
function fakeViewport(link: ViewLink, placement: SlicePlacement | null): LinkedViewport {
  const view: LinkedViewport = {
    placement: () => placement,
    place: (next: SlicePlacement) => {
      placement = next
      link.drawn(view)
    },
  }
  return view
}

it('moves all viewports with the one that was moved, and nothing in circles', () => {
  const link = createViewLink()
  const views = [1, 2, 3].map((scale) => fakeViewport(link, { scale, x: 0, y: 0 }))
  const leave = views.map((view) => link.join(view))
  const [a, b, c] = views
  if (a === undefined || b === undefined || c === undefined) throw new Error('three viewports')
  link.drawn(b)
  expect(views.map((view) => view.placement()?.scale)).toEqual([2, 2, 2])
  leave[2]?.()
  a.place({ scale: 5, x: 3, y: -4 })
  expect([b.placement(), c.placement()?.scale]).toEqual([{ scale: 5, x: 3, y: -4 }, 2])
})

it('leaves viewports alone that show nothing yet', () => {
  const link = createViewLink()
  const empty = fakeViewport(link, null)
  const other = fakeViewport(link, { scale: 4, x: 1, y: 1 })
  link.join(empty)
  link.join(other)
  link.drawn(empty)
  expect(other.placement()?.scale).toBe(4)
})
