import { type KeyboardEvent, type PointerEvent, type ReactElement, useMemo, useState } from 'react'
import { useCompare } from '../state/compare-store.ts'
import { showSlice, upStep } from '../state/crosshair.ts'
import { chartFloor, type SliceAgreement, sliceAgreements } from '../state/slice-agreement.ts'
import type { Messages } from '../state/text/en.ts'
import { useText } from '../state/use-text.ts'
import { useView } from '../state/view-store.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import frame from './chart-frame.module.css'
import css from './compare-chart.module.css'
import { useSideNames } from './difference-layers.ts'
import looks from './difference-looks.module.css'

const c = classes(frame, css, looks)
const ticks = 8

/** Dice of every slice as bars from head to feet, or as a table; a press on a bar goes to its slice. */
export function CompareChart(): ReactElement {
  const t = useText()
  const names = useSideNames()
  const comparison = useCompare((state) => state.comparison)
  const [asTable, setAsTable] = useState(false)
  const agreements = useMemo(() => (comparison === null ? [] : sliceAgreements(comparison.slices)), [comparison])
  const floor = useMemo(() => chartFloor(agreements), [agreements])
  const sides = (['a', 'b'] as const).filter((side) =>
    agreements.some((one) => one !== null && 'only' in one && one.only === side),
  )
  return (
    <figure className={c('chart')} data-region="chart">
      <figcaption className={c('chartHead')}>
        <strong>{t.compare.chart(t.formats.number(floor, 1))}</strong>
        <span className={c('dim')}>{t.compare.chartHint}</span>
        <span className={c('end')} />
        {sides.map((side) => (
          <span key={side} className={c('legend')}>
            <span className={c('swatch', side === 'a' ? 'onlyA' : 'onlyB')} />
            {t.compare.onlyLegend(names[side === 'a' ? 0 : 1])}
          </span>
        ))}
        <Button kind="link" isDisabled={agreements.length === 0} onPress={() => setAsTable(!asTable)}>
          {asTable ? t.method.showChart : t.method.showTable}
        </Button>
      </figcaption>
      {asTable ? (
        <Table agreements={agreements} names={names} />
      ) : (
        <Bars agreements={agreements} floor={floor} names={names} />
      )}
    </figure>
  )
}

interface Shown {
  readonly agreements: readonly SliceAgreement[]
  readonly names: readonly [string, string]
}

/** Slices k from the head to the feet. */
const headFirst = (count: number): number[] =>
  Array.from({ length: count }, (_, n) => (upStep() === 1 ? count - 1 - n : n))

function Bars({ agreements, floor, names }: Shown & { readonly floor: number }): ReactElement {
  const t = useText()
  const slice = useView((state) => state.slice)
  const count = agreements.length
  if (count === 0) {
    return (
      <>
        <div className={c('plot')} />
        <div className={c('axis')} />
      </>
    )
  }
  const order = headFirst(count)
  const goTo = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = Math.floor(((event.clientX - box.left) / box.width) * count)
    const target = order[Math.max(0, Math.min(count - 1, at))]
    if (target !== undefined) showSlice(target)
  }
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key]
    const ends = { Home: 0, End: count - 1 }[event.key]
    const at = ends ?? (by === undefined ? undefined : order.indexOf(slice) + by)
    if (at === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const target = order[Math.max(0, Math.min(count - 1, at))]
    if (target !== undefined) showSlice(target)
  }
  const every = Math.max(1, Math.ceil(count / ticks))
  return (
    <>
      <div
        className={c('plot')}
        role="slider"
        tabIndex={0}
        aria-label={t.compare.chart(t.formats.number(floor, 1))}
        aria-valuemin={1}
        aria-valuemax={count}
        aria-valuenow={slice + 1}
        aria-valuetext={t.compare.chartSlice(slice + 1, count, wordsOf(t, agreements[slice] ?? null, names))}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          goTo(event)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) goTo(event)
        }}
        onKeyDown={step}
      >
        {order.map((k) => (
          <Bar key={k} agreement={agreements[k] ?? null} floor={floor} isHere={k === slice} />
        ))}
      </div>
      <div className={c('axis')} aria-hidden="true">
        {order.map((k, at) =>
          (at % every === 0 && Math.abs(at - order.indexOf(slice)) * 2 > every) || k === slice ? (
            <span key={k} className={c(k === slice && 'hereTick')} style={{ left: `${(100 * (at + 0.5)) / count}%` }}>
              {t.formats.number(k + 1)}
            </span>
          ) : null,
        )}
      </div>
    </>
  )
}

function Bar(props: {
  readonly agreement: SliceAgreement
  readonly floor: number
  readonly isHere: boolean
}): ReactElement {
  const { agreement, floor, isHere } = props
  const part = agreement === null ? 0 : 'dice' in agreement ? (agreement.dice - floor) / (1 - floor) : 1
  const look = agreement === null ? null : 'dice' in agreement ? 'agreed' : agreement.only === 'a' ? 'onlyA' : 'onlyB'
  return (
    <span className={c('slot', isHere && 'slotHere')}>
      <span
        className={c('bar', isHere && look === 'agreed' ? 'agreedHere' : look)}
        style={{ height: agreement === null ? 0 : `max(2px, ${(100 * part).toFixed(1)}%)` }}
      />
    </span>
  )
}

function Table({ agreements, names }: Shown): ReactElement {
  const t = useText()
  return (
    <div className={c('table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.compare.tableSlice}</th>
            <th scope="col">{t.compare.dice}</th>
          </tr>
        </thead>
        <tbody>
          {headFirst(agreements.length).map((k) => (
            <tr key={k}>
              <td>{t.formats.number(k + 1)}</td>
              <td>{wordsOf(t, agreements[k] ?? null, names)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function wordsOf(t: Messages, agreement: SliceAgreement, [a, b]: readonly [string, string]): string {
  if (agreement === null) return t.compare.noneHere
  if ('dice' in agreement) return t.compare.chartDice(t.formats.number(agreement.dice, 3))
  return t.compare.onlyInSentence(agreement.only === 'a' ? a : b)
}
