import type { ReactElement } from 'react'
import type { ScanResult, SeriesInfo, StudyInfo } from '../../src-shared/contract.ts'
import { findingText } from '../state/finding-text.ts'
import { filterSeries, selectSeries, useStudies } from '../state/studies-store.ts'
import { useText } from '../state/use-text.ts'
import { openSeries } from '../state/workflow.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icons.tsx'
import { SeverityLine } from '../ui/severity.tsx'
import { SearchField } from '../ui/text-field.tsx'
import { seriesFacts, seriesName, shownFindings, voxelText } from './series-facts.ts'
import css from './series-table.module.css'
import { Thumbnail } from './thumbnail.tsx'

const c = classes(css)
const findingLines = 3

/** Every series of the folder, by study, with what is known of it. */
export function SeriesTable({ result }: { result: ScanResult }): ReactElement {
  const t = useText()
  const filter = useStudies()
  const studies = filter.studyId === null ? result.studies : result.studies.filter((s) => s.studyId === filter.studyId)
  const shown = studies.map((study) => ({ study, series: filterSeries(study, filter) }))
  const total = studies.reduce((sum, study) => sum + study.series.length, 0)
  const visible = shown.reduce((sum, { series }) => sum + series.length, 0)
  return (
    <>
      <div className={c('tableHead')}>
        <strong>{result.sample ? t.appBar.sample : result.name}</strong>
        {t.studies.filesRead(result.files.total, result.seconds)}
        <span className={c('search')}>
          <SearchField
            label={t.studies.filter}
            placeholder={t.studies.filter}
            value={filter.filterText}
            onChange={(filterText) => useStudies.setState({ filterText })}
          />
        </span>
      </div>
      <div className={c('tableBox')}>
        <table className={c('table')}>
          <thead>
            <tr className={c('columns')}>
              <th scope="col">{t.studies.columnSeries}</th>
              <th scope="col" className={c('figure')}>
                {t.studies.columnSlices}
              </th>
              <th scope="col" className={c('figure')}>
                {t.studies.columnVoxel}
              </th>
              <th scope="col" className={c('findingsHead')}>
                {t.studies.columnFindings}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t.studies.open}</span>
              </th>
            </tr>
          </thead>
          {shown.map(({ study, series }) =>
            series.length === 0 ? null : <StudyRows key={study.studyId} study={study} series={series} />,
          )}
        </table>
        {visible === 0 && <p className={c('empty')}>{t.studies.noSeries}</p>}
        {visible < total && (
          <p className={c('hiddenNote')}>
            {t.studies.filteredOut(total - visible)}
            <Button kind="link" onPress={() => useStudies.setState({ filterText: '', ctOnly: false, minSlices: 1 })}>
              {t.studies.showAll}
            </Button>
          </p>
        )}
      </div>
    </>
  )
}

function StudyRows({ study, series }: { study: StudyInfo; series: readonly SeriesInfo[] }): ReactElement {
  const t = useText()
  const facts = [study.description, t.formats.day(study.date), study.scanner].filter((fact) => fact !== '')
  return (
    <tbody>
      <tr className={c('caseRow')}>
        <th colSpan={5} scope="rowgroup">
          <strong>{t.appBar.caseCode(study.caseCode)}</strong> {facts.join(', ')}
        </th>
      </tr>
      {series.map((one) => (
        <SeriesRow key={one.seriesId} study={study} series={one} />
      ))}
    </tbody>
  )
}

function SeriesRow({ study, series }: { study: StudyInfo; series: SeriesInfo }): ReactElement {
  const t = useText()
  const selected = useStudies((state) => state.seriesId === series.seriesId)
  const open = (): void => void openSeries(study, series, series.usable === 'gaps')
  return (
    <tr
      className={c('seriesRow', selected && 'selected')}
      onClick={() => selectSeries(series.seriesId)}
      onDoubleClick={series.usable === 'no' ? undefined : open}
    >
      <td>
        <div className={c('nameCell')}>
          <Thumbnail series={series} width={84} height={64} />
          <div>
            <div className={c('nameLine')}>
              <button
                type="button"
                className={c('nameButton')}
                aria-pressed={selected}
                onClick={() => selectSeries(series.seriesId)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || series.usable === 'no') return
                  event.preventDefault()
                  selectSeries(series.seriesId)
                  open()
                }}
              >
                {seriesName(t, series)}
              </button>
              {series.best !== null && (
                <span className={c('best')}>
                  <Icon name="check" size={12} />
                  {t.studies.best}
                </span>
              )}
            </div>
            {series.description !== '' && <div className={c('description')}>{series.description}</div>}
            <div className={c('factLine')}>{seriesFacts(t, series)}</div>
          </div>
        </div>
      </td>
      <td className={c('figure')}>
        <strong>{t.formats.number(series.sliceCount)}</strong>
      </td>
      <td className={c('figure')}>{voxelText(t, series)}</td>
      <td>
        <SeriesFindings series={series} />
      </td>
      <td className={c('openCell')}>
        <Button
          size="small"
          kind={selected ? 'primary' : 'outline'}
          isDisabled={series.usable === 'no'}
          label={`${t.studies.open}: ${seriesName(t, series)}`}
          onPress={open}
        >
          {t.studies.open}
        </Button>
      </td>
    </tr>
  )
}

function SeriesFindings({ series }: { series: SeriesInfo }): ReactElement {
  const t = useText()
  const findings = shownFindings(t, series)
  return (
    <ul className={c('findings')}>
      {findings.slice(0, findingLines).map((finding) => (
        <li key={`${finding.code}${finding.message}`}>
          <SeverityLine severity={finding.severity} title={t.findings.severity[finding.severity]}>
            {findingText(t, finding)}
          </SeverityLine>
        </li>
      ))}
      {findings.length > findingLines && (
        <li className={c('more')}>{t.studies.moreFindings(findings.length - findingLines)}</li>
      )}
    </ul>
  )
}
