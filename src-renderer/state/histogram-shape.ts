export interface HuHistogram {
  readonly fromHU: number
  readonly binHU: number
  readonly counts: readonly number[]
}

export interface HistogramShape {
  readonly low: number
  readonly high: number
  /** Heights from 0 to 1 of equally wide columns from `low` to `high`, square root of the count; the few highest are cut. */
  readonly heights: readonly number[]
  /** Round HU values for the axis. */
  readonly ticks: readonly number[]
}

const columns = 180
const steps = [10, 20, 50, 100, 150, 200, 250, 500, 1000, 2000]
const tickGoal = 10
/** The few highest columns (air outside the patient) may be cut, so that the rest is seen. */
const fullHeight = 0.97

/** Adds a bin's count to the columns it lies over, to each its share. */
function spread(
  heights: number[],
  count: number,
  histogram: HuHistogram,
  bin: number,
  low: number,
  width: number,
): void {
  const from = (histogram.fromHU + bin * histogram.binHU - low) / width
  const to = from + histogram.binHU / width
  for (let column = Math.max(0, Math.floor(from)); column < Math.min(columns, to); column++) {
    const share = (Math.min(to, column + 1) - Math.max(from, column)) / (to - from)
    heights[column] = (heights[column] as number) + count * share
  }
}

/** What is drawn of a histogram between two HU: columns joined from its bins, and round ticks. */
export function histogramShape(histogram: HuHistogram, low: number, high: number): HistogramShape {
  const heights = new Array<number>(columns).fill(0)
  const width = (high - low) / columns
  for (const [bin, count] of histogram.counts.entries()) spread(heights, count, histogram, bin, low, width)
  const largest = Math.max(1, [...heights].sort((a, b) => a - b)[Math.floor(columns * fullHeight)] ?? 1)
  const step = steps.find((candidate) => (high - low) / candidate <= tickGoal) ?? 5000
  const ticks: number[] = []
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick)
  return { low, high, heights: heights.map((count) => Math.sqrt(Math.min(1, count / largest))), ticks }
}

/** The HU between which nearly everything lies: 0.1 % may lie outside at either end, and -1024 to 600 HU at most. */
export function shownRange(histogram: HuHistogram): readonly [number, number] {
  const total = histogram.counts.reduce((sum, count) => sum + count, 0)
  const edge = total * 0.001
  let first = 0
  let below = 0
  while (first < histogram.counts.length - 1 && below + (histogram.counts[first] ?? 0) <= edge) {
    below += histogram.counts[first] ?? 0
    first++
  }
  let last = histogram.counts.length - 1
  let above = 0
  while (last > first && above + (histogram.counts[last] ?? 0) <= edge) {
    above += histogram.counts[last] ?? 0
    last--
  }
  const low = Math.max(-1050, histogram.fromHU + first * histogram.binHU)
  const high = Math.min(600, histogram.fromHU + (last + 1) * histogram.binHU)
  return high - low < 50 ? [low - 50, low + 50] : [low, high]
}
