import type { ReactElement } from 'react'
import { isStale, useSegmentation } from '../state/segmentation-store.ts'
import { useSurface } from '../state/surface-store.ts'
import { useText } from '../state/use-text.ts'
import { classes } from '../ui/classes.ts'
import { lowQuery, useMedia } from '../ui/use-media.ts'
import css from './right-panel.module.css'

const c = classes(css)

/** The figures of the newest result; grey while they are of parameters before. */
export function Results(): ReactElement {
  const t = useText()
  const low = useMedia(lowQuery)
  const state = useSegmentation()
  const mesh = useSurface((surface) => surface.info)
  const { info } = state
  const none = '–'
  const lungs = info?.volumes['lungs']
  const stale = isStale(state)
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
