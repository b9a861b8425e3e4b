import type { ReactElement } from 'react'
import type { LungMeasures, Measurements } from '../../src-shared/contract.ts'
import { findingText } from '../state/finding-text.ts'
import { isStale, useSegmentation } from '../state/segmentation-store.ts'
import { useSurface } from '../state/surface-store.ts'
import { useText } from '../state/use-text.ts'
import { useVolume } from '../state/volume-store.ts'
import { classes } from '../ui/classes.ts'
import { SeverityIcon } from '../ui/severity.tsx'
import { lowQuery, useMedia } from '../ui/use-media.ts'
import css from './right-panel.module.css'

const c = classes(css)

/** The figures of the newest result; grey while they are of parameters before. */
export function Results(): ReactElement {
  const measurements = useSegmentation((state) => state.info?.measurements)
  const method = useSegmentation((state) => state.info?.method ?? state.method)
  return measurements !== undefined || method === 'standard' ? (
    <LungColumns measurements={measurements ?? null} />
  ) : (
    <OneColumn />
  )
}

function OneColumn(): ReactElement {
  const t = useText()
  const low = useMedia(lowQuery)
  const info = useSegmentation((state) => state.info)
  const mesh = useSurface((surface) => surface.info)
  const none = '–'
  const lungs = info?.volumes['lungs']
  const stale = useSegmentation(isStale)
  const meshIsOld = mesh?.segmentationId !== info?.segmentationId
  const rows: [string, string][] = [
    [t.results.volume, lungs === undefined ? none : t.formats.number(lungs.volumeMl, 1)],
    [t.results.partsKept, info === null ? none : t.formats.number(info.parts.total - info.parts.removed)],
    [t.results.slices, info?.sliceRange ? t.results.range(info.sliceRange[0] + 1, info.sliceRange[1] + 1) : none],
    [t.results.surface, mesh === null ? none : t.formats.number(mesh.volumeMl, 1)],
  ]
  const shown = low ? rows.slice(0, 3) : rows
  return (
    <section className={c('block')} aria-label={t.results.title}>
      <table className={c('results', stale && 'stale')}>
        <thead>
          <tr>
            <th scope="col">{stale ? t.results.stale : t.results.title}</th>
            <th scope="col">
              <span className={c('swatch')} />
              {t.results.lungs}
            </th>
          </tr>
        </thead>
        <tbody className={c(meshIsOld && 'meshOld')}>
          {shown.map(([name, value], index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={c(index === 0 && 'key')} data-result={index === 0 ? 'volume' : undefined}>
                {value}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Right, left and both beside each other, with what they measure. */
function LungColumns({ measurements }: { readonly measurements: Measurements | null }): ReactElement {
  const t = useText()
  const low = useMedia(lowQuery)
  const stale = useSegmentation(isStale)
  const doubts = useDoubts()
  const columns = [measurements?.right, measurements?.left, measurements?.total]
  const figure = (value: number | null | undefined, digits: number): string =>
    value === null || value === undefined ? '–' : t.formats.number(value, digits)
  const rows: [string, (lung: LungMeasures) => number | null, number][] = [
    [t.results.volume, ({ volumeMl }) => volumeMl, 1],
    [t.results.meanHU, ({ meanHU }) => meanHU, 0],
    [t.results.perc15, ({ perc15 }) => perc15, 0],
    [t.results.laa950, ({ laa950 }) => laa950, 2],
    [t.results.laa910, ({ laa910 }) => laa910, 2],
  ]
  return (
    <section className={c('block')} aria-label={t.results.title}>
      <table className={c('results', 'columns', stale && 'stale')}>
        <thead>
          <tr>
            <th scope="col">{stale ? t.results.stale : t.results.title}</th>
            <th scope="col">
              <span className={c('swatch', 'right')} />
              {t.results.right}
            </th>
            <th scope="col">
              <span className={c('swatch', 'left')} />
              {t.results.left}
            </th>
            <th scope="col">{t.results.both}</th>
          </tr>
        </thead>
        <tbody>
          {(low ? rows.slice(0, 3) : rows).map(([name, of, digits], row) => (
            <tr key={name}>
              <th scope="row">
                {name}
                <Doubt reason={row === 0 ? doubts.volume : doubts.density} />
              </th>
              {columns.map((lung, at) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change places
                  key={at}
                  className={c(row === 0 && 'key')}
                  data-result={row === 0 ? (['right', 'left', 'volume'] as const)[at] : undefined}
                >
                  {figure(lung === undefined ? null : of(lung), digits)}
                </td>
              ))}
            </tr>
          ))}
          {!low && (
            <tr>
              <th scope="row">{t.results.airways}</th>
              <td colSpan={3}>{figure(measurements?.airwayMl, 1)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

/** Findings that make figures doubtful. */
const doubtCodes = {
  volume: ['W_TRUNCATED_APEX', 'W_TRUNCATED_BASE', 'W_TRUNCATED_SIDE', 'W_GAP_ACCEPTED'],
  density: ['W_HARD_KERNEL', 'W_SHARP_KERNEL', 'W_THICK_SLICES', 'W_CONTRAST'],
} as const

/** The reasons to doubt the volumes and the densities, in words; null where there is none. */
function useDoubts(): Readonly<Record<keyof typeof doubtCodes, string | null>> {
  const t = useText()
  const loaded = useVolume((state) => state.findings)
  const ran = useSegmentation((state) => state.info?.findings)
  const reason = (codes: readonly string[]): string | null => {
    const open = [...loaded, ...(ran ?? [])].filter(
      ({ code, severity }) => severity !== 'passed' && codes.includes(code),
    )
    return open.length === 0 ? null : open.map((finding) => findingText(t, finding)).join(' ')
  }
  return { volume: reason(doubtCodes.volume), density: reason(doubtCodes.density) }
}

function Doubt({ reason }: { readonly reason: string | null }): ReactElement | null {
  if (reason === null) return null
  return (
    <span className={c('doubt')} title={reason}>
      <SeverityIcon severity="warning" title={reason} />
    </span>
  )
}
