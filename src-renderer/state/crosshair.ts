import { type Plane, slicePlane, type Vec3 } from '../../src-shared/geometry.ts'
import { indexToPixel, type PlaneView, pixelToIndex, planeView } from '../../src-shared/plane-view.ts'
import { setVoxel, useView, voxelOf } from './view-store.ts'
import { useVolume } from './volume-store.ts'

const gridNow = () => useVolume.getState().info?.grid

/** Moves the crosshair to a voxel of the open series. */
export function goToVoxel(index: Vec3): void {
  const grid = gridNow()
  if (grid !== undefined) setVoxel(index, grid.size)
}

/** The active plane's layout, or null where no series is open. */
function activeView(): PlaneView | null {
  const grid = gridNow()
  return grid === undefined ? null : planeView(grid, useView.getState().activePlane)
}

function moveAlong(axis: number, to: (at: number) => number): void {
  goToVoxel(voxelOf(useView.getState()).map((at, n) => (n === axis ? to(at) : at)) as unknown as Vec3)
}

/** Moves through the slices of the active plane; positive steps go to the head, the front or the right. */
export function moveSlice(steps: number): void {
  const view = activeView()
  if (view !== null) moveAlong(view.axes[2], (at) => at + steps * view.upStep)
}

/** Goes to the first (0) or last slice of the active plane. */
export function goToEnd(end: 'first' | 'last'): void {
  const view = activeView()
  if (view !== null) moveAlong(view.axes[2], () => (end === 'first' ? 0 : view.count - 1))
}

/** Moves the crosshair sideways in the active plane; positive steps go to the right of the screen. */
export function moveAcross(pixels: number): void {
  const view = activeView()
  if (view === null) return
  const { x, y, slice } = indexToPixel(view, voxelOf(useView.getState()))
  goToVoxel(pixelToIndex(view, x + pixels, y, slice))
}

/** Goes to stored slice k; the crosshair keeps its place in the plane. */
export const goToSlice = (k: number): void => moveAlong(2, () => k)

/** Goes to stored slice k and shows its plane. */
export function showSlice(k: number): void {
  const grid = gridNow()
  if (grid !== undefined) goToPlace({ plane: slicePlane(grid), slice: k })
}

/** The grid axis that a place counts along: that of its plane's slices, or that of the stored slices where it names none. */
export function placeAxis(plane: Plane | undefined): 0 | 1 | 2 {
  const grid = gridNow()
  return grid === undefined || plane === undefined ? 2 : planeView(grid, plane).axes[2]
}

/** Goes to a slice of a plane, and makes that plane the active one. */
export function goToPlace({ plane, slice }: { readonly plane?: Plane | undefined; readonly slice: number }): void {
  moveAlong(placeAxis(plane), () => slice)
  if (plane !== undefined) useView.setState({ activePlane: plane })
}

/** Step of the stored slices that goes to the head. */
export function upStep(): 1 | -1 {
  const direction = gridNow()?.direction[2]
  return direction !== undefined && direction[2] < 0 ? -1 : 1
}
