import type { ReactElement } from 'react'
import type { SeriesInfo, StudyInfo } from '../../src-shared/contract.ts'
import { HuPicture } from '../slice-view/hu-picture.tsx'
import { bestText, findingText } from '../state/finding-text.ts'
import { findSeries, useStudies } from '../state/studies-store.ts'
import { useText } from '../state/use-text.ts'
import { openChosenSeries } from '../state/workflow.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { SeverityLine } from '../ui/severity.tsx'
import { lowQuery, narrowQuery, useMedia } from '../ui/use-media.ts'
import panelFrame from './panel-frame.module.css'
import { seriesName, shownFindings } from './series-facts.ts'
import css from './series-preview.module.css'
import { usePreview } from './use-preview.ts'

const c = classes(panelFrame, css)
const pictureSize = 384

/** The chosen series: two pictures, where its slices lie, its values, and why it is the one to take. */
export function SeriesPreview(): ReactElement {
  const t = useText()
  const folders = useStudies((state) => state.folders)
  const seriesId = useStudies((state) => state.seriesId)
  const found = findSeries(folders, seriesId)
  if (found === null) return <p className={c('empty')}>{t.studies.chooseSeries}</p>
  return <Chosen key={found.series.seriesId} study={found.study} series={found.series} />
}

function Chosen({ study, series }: { study: StudyInfo; series: SeriesInfo }): ReactElement {
  const t = useText()
  const findings = shownFindings(t, series)
  return (
    <div className={c('panel')}>
      <div className={c('head', 'spread')}>
        <h2>{seriesName(t, series)}</h2>
        <span className={c('case')}>{t.appBar.caseCode(study.caseCode)}</span>
      </div>
      <div className={c('scroll')}>
        <Pictures series={series} />
        {series.positions.length > 1 && <SlicePositions series={series} />}
        <dl className={c('block', 'facts')}>
          <dt>{t.studies.storedValues}</dt>
          <dd>{t.studies.bits(series.stored.bitsStored, series.stored.signed)}</dd>
          <dt>{t.studies.rescale}</dt>
          <dd>{rescaleText(t, series)}</dd>
          <dt>{t.studies.transfer}</dt>
          <dd>{series.transferSyntax.name}</dd>
          <dt>{t.studies.fileSize}</dt>
          <dd>{t.formats.bytes(series.fileBytes)}</dd>
        </dl>
        {series.best !== null && (
          <div className={c('block')}>
            <h3>{t.studies.why}</h3>
            <p className={c('text')}>{bestText(t, series)}</p>
          </div>
        )}
        {findings.length > 0 && (
          <div className={c('block')}>
            <h3>{t.studies.findings}</h3>
            <ul className={c('findings')}>
              {findings.map((finding) => (
                <li key={`${finding.code}${finding.message}`}>
                  <SeverityLine severity={finding.severity} title={t.findings.severity[finding.severity]}>
                    {findingText(t, finding)}
                  </SeverityLine>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <Foot series={series} />
    </div>
  )
}

function Foot({ series }: { series: SeriesInfo }): ReactElement {
  const t = useText()
  const action = {
    yes: t.studies.openAndFind,
    gaps: t.studies.openWithGaps,
    view: t.studies.openOnly,
    no: t.studies.cannotOpen,
  }[series.usable]
  const note = { yes: null, gaps: t.studies.gapsNote, view: t.studies.viewNote, no: null }[series.usable]
  return (
    <div className={c('foot')}>
      {note !== null && <p>{note}</p>}
      <Button kind="primary" wide isDisabled={series.usable === 'no'} onPress={openChosenSeries}>
        {action}
      </Button>
    </div>
  )
}

function Pictures({ series }: { series: SeriesInfo }): ReactElement {
  const t = useText()
  const narrow = useMedia(narrowQuery)
  const low = useMedia(lowQuery)
  const width = narrow ? 299 : 367
  const heights = low ? { axial: 190, coronal: 130 } : { axial: 262, coronal: 220 }
  const axial = usePreview(series, 'axial', pictureSize)
  const coronal = usePreview(series, 'coronal', pictureSize)
  return (
    <>
      <div className={c('picture')} style={{ height: heights.axial }}>
        {axial && (
          <>
            <HuPicture
              image={axial}
              window={axial.window}
              width={width}
              height={heights.axial}
              fit="contain"
              label={t.studies.axialPicture}
            />
            <span className={c('tag')}>{t.studies.slicePicture(axial.slice + 1, series.sliceCount)}</span>
          </>
        )}
        {axial === null && <p className={c('noPicture')}>{t.studies.noPicture}</p>}
      </div>
      <div className={c('picture')} style={{ height: heights.coronal }}>
        {coronal && (
          <>
            <HuPicture
              image={coronal}
              window={coronal.window}
              width={width}
              height={heights.coronal}
              fit="contain"
              label={t.studies.coronalPicture}
            />
            <span className={c('tag')}>{t.studies.coronal}</span>
          </>
        )}
        {coronal === null && <p className={c('noPicture')}>{t.studies.noPicture}</p>}
      </div>
    </>
  )
}

function SlicePositions({ series }: { series: SeriesInfo }): ReactElement {
  const t = useText()
  const { positions, sliceSpacing } = series
  const first = positions[0] ?? 0
  const extent = (positions.at(-1) ?? first) - first
  const marks = positions
    .map((position) => `M${(extent === 0 ? 500 : ((position - first) / extent) * 996 + 2).toFixed(1)} 0v18`)
    .join('')
  return (
    <div className={c('block')}>
      <div className={c('blockHead')}>
        <h3>{t.studies.slicePositions}</h3>
        <span>
          {sliceSpacing === null
            ? t.studies.positionsUneven(positions.length, extent)
            : (series.usable === 'gaps' ? t.studies.positionsGaps : t.studies.positionsEven)(
                positions.length,
                sliceSpacing,
                extent,
              )}
        </span>
      </div>
      <svg
        className={c('strip')}
        viewBox="0 0 1000 18"
        preserveAspectRatio="none"
        role="img"
        aria-label={t.studies.positionsPicture}
      >
        <path d={marks} style={{ strokeWidth: Math.min(3, Math.max(0.5, 200 / positions.length)) }} />
      </svg>
      {series.endpoints !== null && (
        <div className={c('ends')}>
          <span>{series.endpoints[0]}</span>
          <span>{series.endpoints[1]}</span>
        </div>
      )}
    </div>
  )
}

function rescaleText(t: ReturnType<typeof useText>, series: SeriesInfo): string {
  if (series.rescale === null) return t.studies.rescaleNone
  if (series.rescale.varies) return t.studies.rescaleVaries
  return t.studies.rescaleValue(series.rescale.slope, series.rescale.intercept)
}
