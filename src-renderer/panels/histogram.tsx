import { type ReactElement, useMemo, useState } from 'react'
import { type HistogramShape, histogramShape, shownRange } from '../state/histogram-shape.ts'
import { ownInfo, useSegmentation } from '../state/segmentation-store.ts'
import { useText } from '../state/use-text.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import frame from './chart-frame.module.css'
import css from './histogram.module.css'

const c = classes(frame, css)
const height = 100
const tableBins = 16
const nearThreshold = 0.1

/** How many voxels have which HU, with the threshold that was found; as a chart or a table. */
export function Histogram(): ReactElement {
  const t = useText()
  const info = useSegmentation(ownInfo)
  const method = useSegmentation((state) => state.method)
  const [asTable, setAsTable] = useState(false)
  const histogram = info?.histogram ?? null
  const threshold = info?.threshold?.hu ?? null
  const shape = useMemo(() => {
    if (histogram === null) return null
    const [low, high] = shownRange(histogram)
    return histogramShape(histogram, low, high)
  }, [histogram])
  if (shape === null || histogram === null) return <div className={c('empty')} />
  return (
    <figure className={c('figure')}>
      {asTable ? <Table histogram={histogram} shape={shape} /> : <Chart shape={shape} threshold={threshold} />}
      <figcaption className={c('foot')}>
        <span>{t.method.histogramNotes[method]}</span>
        <Button kind="link" onPress={() => setAsTable(!asTable)}>
          {asTable ? t.method.showChart : t.method.showTable}
        </Button>
      </figcaption>
    </figure>
  )
}

function Chart({ shape, threshold }: { shape: HistogramShape; threshold: number | null }): ReactElement {
  const t = useText()
  const place = (hu: number): number => (hu - shape.low) / (shape.high - shape.low)
  const at = threshold === null ? null : place(threshold)
  const cut = Math.round((at ?? 0) * shape.heights.length)
  const percent = (share: number): string => `${(share * 100).toFixed(2)}%`
  return (
    <>
      <div className={c('plot')}>
        <svg
          viewBox={`0 0 ${shape.heights.length} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${t.method.histogram}${threshold === null ? '' : `. ${t.method.figures.otsu(threshold)}`}`}
        >
          <path className={c('below')} d={area(shape.heights, 0, cut)} />
          <path className={c('above')} d={area(shape.heights, cut, shape.heights.length)} />
          <path className={c('base')} d={`M0 ${height}h${shape.heights.length}`} />
        </svg>
        {at !== null && at >= 0 && at <= 1 && <span className={c('line')} style={{ left: percent(at) }} />}
      </div>
      <div className={c('axis')} aria-hidden="true">
        {shape.ticks
          .filter((tick) => place(tick) > 0.03 && place(tick) < 0.97)
          .filter((tick) => at === null || Math.abs(place(tick) - at) > nearThreshold)
          .map((tick) => (
            <span key={tick} style={{ left: percent(place(tick)) }}>
              {t.formats.plain(tick)}
            </span>
          ))}
        {at !== null && threshold !== null && (
          <span className={c('threshold')} style={{ left: percent(Math.min(0.96, Math.max(0.04, at))) }}>
            {t.formats.plain(threshold)}
          </span>
        )}
      </div>
    </>
  )
}

function area(heights: readonly number[], from: number, to: number): string {
  let path = `M${from} ${height}`
  for (let column = from; column < to; column++) {
    path += `V${((1 - (heights[column] ?? 0) * 0.94) * height).toFixed(1)}h1`
  }
  return `${path}V${height}z`
}

function Table(props: {
  readonly histogram: { readonly fromHU: number; readonly binHU: number; readonly counts: readonly number[] }
  readonly shape: HistogramShape
}): ReactElement {
  const t = useText()
  const { histogram, shape } = props
  const width = (shape.high - shape.low) / tableBins
  const rows = Array.from({ length: tableBins }, (_, row) => {
    const from = shape.low + row * width
    return { from, to: from + width, count: 0 }
  })
  histogram.counts.forEach((count, bin) => {
    const centre = histogram.fromHU + (bin + 0.5) * histogram.binHU
    const row = rows[Math.floor((centre - shape.low) / width)]
    if (row !== undefined) row.count += count
  })
  return (
    <div className={c('table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.method.tableFrom}</th>
            <th scope="col">{t.method.tableTo}</th>
            <th scope="col">{t.method.tableCount}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.from}>
              <td>{t.formats.plain(row.from)}</td>
              <td>{t.formats.plain(row.to)}</td>
              <td>{t.formats.number(row.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
