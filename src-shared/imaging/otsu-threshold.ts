import type { ValueCounts } from './count-values.ts'

/** An Otsu threshold on values divided by their maximum, with the histogram it was found on. */
export interface Otsu {
  /** Smallest value after division by the maximum (float32); the largest is 1. */
  readonly minimum: number
  /** Voxels in each of the 256 bins, and the bins' centres (float32). */
  readonly binCounts: Float64Array
  readonly binCentres: Float32Array
  /** Bin whose centre is the threshold. */
  readonly bin: number
  /** Threshold after division by the maximum (float32). */
  readonly threshold: number
  /** The same as an integer: a voxel lies below the threshold where its value is smaller than `cut`. */
  readonly cut: number
}

const bins = 256
const { fround } = Math

/**
 * Otsu's threshold exactly as scikit-image 0.19.3 with numpy 1.24 finds it on `float32(values) / max`.
 *
 * Steps in float32 or float64 follow numpy's: edges by `linspace` in float64 then rounded, bin index in float32 with one
 * correction against the edges, sums in float64 with the upper class summed from the right. Later releases (float32 sums,
 * numpy 2 edges) can differ by hundreds of HU where the criterion is flat.
 * @param values counts of the stored integers, without empty ends
 * @returns null where the largest value is 0 or less or all values are one: there is nothing to divide
 * Source: N. Otsu, "A threshold selection method from gray-level histograms", IEEE Trans. SMC 9(1), 1979, 62-66,
 * doi 10.1109/TSMC.1979.4310076; `skimage.filters.threshold_otsu` 0.19.3 and `numpy.histogram` 1.24.
 */
export function otsuThreshold(values: ValueCounts): Otsu | null {
  const { from, counts } = values
  const largest = fround(from + counts.length - 1)
  const smallest = fround(from)
  if (largest <= 0 || smallest === largest) return null
  const scaled = (value: number): number => fround(fround(value) / largest)
  const minimum = scaled(smallest)
  const maximum = scaled(largest)
  const edges = binEdges(minimum, maximum)

  const binCounts = new Float64Array(bins)
  const factor = fround(bins / fround(maximum - minimum))
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index] as number
    if (count === 0) continue
    const x = scaled(from + index)
    const bin = binOf(x, fround(fround(x - minimum) * factor), edges)
    binCounts[bin] = (binCounts[bin] as number) + count
  }
  const binCentres = new Float32Array(bins)
  for (let i = 0; i < bins; i++) binCentres[i] = ((edges[i] as number) + (edges[i + 1] as number)) / 2
  const bin = bestSplit(binCounts, binCentres)
  const threshold = binCentres[bin] as number
  return { minimum, binCounts, binCentres, bin, threshold, cut: firstAtLeast(threshold, values, scaled) }
}

function binEdges(minimum: number, maximum: number): Float32Array {
  const edges = new Float32Array(bins + 1)
  const step = (maximum - minimum) / bins
  for (let i = 0; i < bins; i++) edges[i] = i * step + minimum
  edges[bins] = maximum
  return edges
}

function binOf(x: number, position: number, edges: Float32Array): number {
  let bin = Math.trunc(position)
  if (bin === bins) bin--
  if (x < (edges[bin] as number)) bin--
  if (bin < bins - 1 && x >= (edges[bin + 1] as number)) bin++
  return bin
}

/** The first bin after which the split has the largest variance between the classes. */
function bestSplit(binCounts: Float64Array, binCentres: Float32Array): number {
  const upperWeight = new Float64Array(bins)
  const upperMean = new Float64Array(bins)
  let weight = 0
  let sum = 0
  for (let i = bins - 1; i >= 0; i--) {
    weight += binCounts[i] as number
    sum += (binCounts[i] as number) * (binCentres[i] as number)
    upperWeight[i] = weight
    upperMean[i] = sum / weight
  }
  weight = 0
  sum = 0
  let best = 0
  let largest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < bins - 1; i++) {
    weight += binCounts[i] as number
    sum += (binCounts[i] as number) * (binCentres[i] as number)
    const difference = sum / weight - (upperMean[i + 1] as number)
    const variance = weight * (upperWeight[i + 1] as number) * (difference * difference)
    if (variance > largest) {
      largest = variance
      best = i
    }
  }
  return best
}

/** Scaling never falls with the value, so that the mask is all values below one integer. */
function firstAtLeast(threshold: number, values: ValueCounts, scaled: (value: number) => number): number {
  let low = values.from
  let high = values.from + values.counts.length
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (scaled(middle) < threshold) low = middle + 1
    else high = middle
  }
  return low
}
