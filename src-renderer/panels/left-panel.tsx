import type { ReactElement } from 'react'
import { Button as AriaButton, ToggleButton } from 'react-aria-components'
import type { SeriesInfo, StudyInfo } from '../../src-shared/contract.ts'
import { useApp } from '../state/app-store.ts'
import { reviewShowsDifference, useCompare } from '../state/compare-store.ts'
import { differenceIds, type LayerId, layerKey, layersOf } from '../state/layer-ids.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { patchSettings, useSettings } from '../state/settings-store.ts'
import { orderedSeries } from '../state/studies-store.ts'
import { useText } from '../state/use-text.ts'
import { soloLayer, toggleLayer, useView } from '../state/view-store.ts'
import { useVolume } from '../state/volume-store.ts'
import { openSeries } from '../state/workflow.ts'
import { IconButton } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icons.tsx'
import { SeverityLine } from '../ui/severity.tsx'
import { Slider } from '../ui/slider.tsx'
import { Splitter } from '../ui/splitter.tsx'
import { WithTooltip } from '../ui/tooltip.tsx'
import { narrowQuery, useMedia } from '../ui/use-media.ts'
import { useSideNames } from './difference-layers.ts'
import css from './left-panel.module.css'
import panelFrame from './panel-frame.module.css'
import screenCss from './review-screen.module.css'
import { openFindings, seriesName } from './series-facts.ts'
import { Thumbnail } from './thumbnail.tsx'
import { useIsBlocked } from './use-is-blocked.ts'

const c = classes(panelFrame, css)
const s = classes(screenCss)
const defaults = { fill: 0.2, outline: 1.3 }

/** Series of the study and what is drawn over them; a rail in narrow windows. */
export function LeftPanel(): ReactElement | null {
  const t = useText()
  const narrow = useMedia(narrowQuery)
  const wish = useApp((state) => state.leftPanel)
  const width = useSettings((state) => state.settings.leftPanelPx)
  const study = useVolume((state) => state.study)
  const folded = wish === 'folded' || (wish === 'auto' && narrow)
  if (study === null) return null
  return (
    <nav
      className={`${s('left')} ${c(folded && 'rail')}`}
      style={folded ? {} : { width }}
      aria-label={t.review.seriesList}
      data-region="series"
    >
      <div className={c('head')}>
        {!folded && (
          <>
            <h2>{t.review.study}</h2>
            <span className={c('date')}>{t.formats.day(study.date)}</span>
          </>
        )}
        <IconButton
          icon={folded ? 'chevron-right' : 'chevron-left'}
          label={folded ? t.review.expand : t.review.collapse}
          onPress={() => useApp.setState({ leftPanel: folded ? 'open' : 'folded' })}
        />
      </div>
      <div className={c('series')}>
        {orderedSeries(study)
          .filter((series) => series.usable !== 'no')
          .map((series) => (
            <SeriesItem key={series.seriesId} study={study} series={series} folded={folded} />
          ))}
      </div>
      {folded ? <RailLayers /> : <Layers />}
      {!folded && (
        <Splitter
          label={t.review.seriesList}
          side="right"
          width={width}
          minimum={180}
          maximum={320}
          onChange={(leftPanelPx) => patchSettings({ leftPanelPx })}
        />
      )}
    </nav>
  )
}

function SeriesItem(props: {
  readonly study: StudyInfo
  readonly series: SeriesInfo
  readonly folded: boolean
}): ReactElement {
  const t = useText()
  const { study, series, folded } = props
  const isOpen = useVolume((state) => state.series?.seriesId === series.seriesId)
  const name = seriesName(t, series)
  const doubts = useDoubts(series, isOpen)
  const button = (
    <AriaButton
      className={c('item', isOpen && 'open')}
      {...(folded ? { 'aria-label': name } : {})}
      {...(isOpen ? { 'aria-current': 'true' as const } : {})}
      onPress={() => {
        if (!isOpen) void openSeries(study, series, series.usable === 'gaps')
      }}
    >
      <Thumbnail series={series} width={folded ? 40 : 64} height={folded ? 34 : 52} />
      {!folded && (
        <span className={c('texts')}>
          <span className={c('name')}>{name}</span>
          {t.review.slices(series.sliceCount, series.sliceSpacing)}
          {doubts > 0 && (
            <>
              <br />
              <SeverityLine severity="warning" title={t.findings.severity.warning}>
                {t.review.findings(doubts)}
              </SeverityLine>
            </>
          )}
        </span>
      )}
    </AriaButton>
  )
  return folded ? <WithTooltip label={name}>{button}</WithTooltip> : button
}

interface LayerRow {
  readonly id: LayerId
  readonly name: string
  readonly key: string
}
/** Findings that need eyes: of the open series those of reading and of the run, as the list of findings has them. */
function useDoubts(series: SeriesInfo, isOpen: boolean): number {
  const loaded = useVolume((state) => (state.loaded ? state.findings : null))
  const ran = useSegmentation((state) => state.info?.findings)
  return openFindings(isOpen && loaded !== null ? [...loaded, ...(ran ?? [])] : series.findings).length
}

function useLayerRows(): readonly LayerRow[] {
  const t = useText()
  const info = useSegmentation((state) => state.info)
  const isDifference = useCompare(reviewShowsDifference)
  const [a, b] = useSideNames()
  const ofDifference = { onlyA: t.compare.only(a), both: t.compare.both, onlyB: t.compare.only(b) }
  const names = { ...t.review.labels, ...ofDifference, removed: t.review.removed }
  const ids = isDifference ? differenceIds : layersOf(info)
  return ids.map((id) => ({ id, name: names[id], key: `⇧${layerKey(id) + 1}` }))
}

function Layers(): ReactElement {
  const t = useText()
  const rows = useLayerRows()
  const hidden = useView((state) => state.hiddenLayers)
  const hasResult = rows.length > 0
  const { fillOpacity, outlineWidth } = useSettings((state) => state.settings)
  const blocked = useIsBlocked()
  return (
    <section className={c('layers')}>
      <div className={c('layersHead')}>
        <h3>{t.review.layers}</h3>
        <span className={c('hint')}>{t.review.spaceHides}</span>
      </div>
      {!hasResult && !blocked && <p className={c('later')}>{t.review.layersLater}</p>}
      {hasResult &&
        rows.map(({ id, name, key }) => (
          <div key={id} className={c('layer')}>
            <span className={c('swatch', id)} />
            <span className={c('layerName')}>{name}</span>
            <kbd className={c('key')}>{key}</kbd>
            <LayerEye id={id} name={name} visible={!hidden.has(id)} all={rows} />
          </div>
        ))}
      {hasResult && (
        <>
          <div className={c('sliderRow')}>
            <span>{t.review.fill}</span>
            <Slider
              label={t.review.fill}
              value={fillOpacity}
              minimum={0}
              maximum={1}
              step={0.01}
              valueText={t.formats.percent(fillOpacity)}
              onChange={(value) => patchSettings({ fillOpacity: value })}
              onReset={() => patchSettings({ fillOpacity: defaults.fill })}
            />
            <span>{t.formats.percent(fillOpacity)}</span>
          </div>
          <div className={c('sliderRow')}>
            <span>{t.review.outline}</span>
            <Slider
              label={t.review.outline}
              value={outlineWidth}
              minimum={0}
              maximum={4}
              step={0.1}
              valueText={t.review.px(outlineWidth)}
              onChange={(value) => patchSettings({ outlineWidth: value })}
              onReset={() => patchSettings({ outlineWidth: defaults.outline })}
            />
            <span>{t.review.px(outlineWidth)}</span>
          </div>
        </>
      )}
    </section>
  )
}

function LayerEye(props: {
  readonly id: string
  readonly name: string
  readonly visible: boolean
  readonly all: readonly LayerRow[]
}): ReactElement {
  const t = useText()
  return (
    <WithTooltip label={t.review.showLayer(props.name)}>
      <ToggleButton
        className={c('eye')}
        aria-label={t.review.showLayer(props.name)}
        isSelected={props.visible}
        onPress={(event) => {
          if (event.altKey)
            soloLayer(
              props.id,
              props.all.map(({ id }) => id),
            )
          else toggleLayer(props.id)
        }}
      >
        <Icon name={props.visible ? 'eye' : 'eye-off'} />
      </ToggleButton>
    </WithTooltip>
  )
}

function RailLayers(): ReactElement | null {
  const rows = useLayerRows()
  const hidden = useView((state) => state.hiddenLayers)
  if (rows.length === 0) return null
  return (
    <section className={c('layers')}>
      {rows.map(({ id, name, key }) => (
        <WithTooltip key={id} label={name}>
          <ToggleButton
            className={c('railLayer')}
            aria-label={name}
            isSelected={!hidden.has(id)}
            onChange={() => toggleLayer(id)}
          >
            <span className={c('swatch', id)} />
            {key}
          </ToggleButton>
        </WithTooltip>
      ))}
    </section>
  )
}
