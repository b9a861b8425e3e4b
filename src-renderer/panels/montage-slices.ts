import type { Montage } from '../state/view-store.ts'

/** How many slices a montage shows: one a cell, never one twice. */
export const shownSlices = ({ rows, columns, first, last }: Montage): number =>
  Math.max(0, Math.min(rows * columns, last - first + 1))
