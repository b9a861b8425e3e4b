import { createPhantom } from '../../src-shared/phantom/phantom.ts'
import type { RawSeries } from './raw-series.ts'

const intercept = -1024

/** The phantom as the sample study stores it: 12 bits unsigned, slice 1 on top. */
export function phantomSeries(slices: number, size: number): RawSeries {
  const phantom = createPhantom({ slices, size })
  const stored = new Int32Array(slices * size * size)
  for (let k = 0; k < slices; k++) {
    const { hu } = phantom.slice(k)
    hu.forEach((value, at) => {
      stored[k * size * size + at] = Math.min(4095, Math.max(0, value - intercept))
    })
  }
  const numbers = Array.from({ length: slices }, (_, k) => ({ instanceNumber: slices - k, slope: 1, intercept }))
  return { grid: phantom.grid, stored, slices: numbers }
}
