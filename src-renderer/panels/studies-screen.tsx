import type { ReactElement } from 'react'
import { hasCt, type StudyFolder, useStudies } from '../state/studies-store.ts'
import { useText } from '../state/use-text.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icons.tsx'
import { Progress } from '../ui/progress.tsx'
import { Select } from '../ui/select.tsx'
import { FolderTree } from './folder-tree.tsx'
import { ImportReport } from './import-report.tsx'
import { FolderProblem } from './problem-screen.tsx'
import frame from './screen-frame.module.css'
import { SeriesPreview } from './series-preview.tsx'
import { SeriesTable } from './series-table.tsx'
import css from './studies-screen.module.css'

const c = classes(frame, css)
const sliceChoices = [1, 3, 10, 30, 100]

/** Folders, their series, and the one that is chosen. */
export function StudiesScreen(): ReactElement {
  const t = useText()
  const folder = useStudies((state) => state.folders.find((one) => one.key === state.folderKey) ?? null)
  const result = folder?.result ?? null
  const hasSeries = result !== null && hasCt(result)
  return (
    <div className={c('screen', !hasSeries && 'wide')}>
      <nav className={c('left')} aria-label={t.studies.folders} data-region="folders">
        <FolderTree />
        {hasSeries && <Filters />}
      </nav>
      <main className={c('middle')} data-region="series">
        {result !== null && hasSeries ? (
          <>
            <SeriesTable result={result} />
            <ImportReport result={result} />
          </>
        ) : (
          folder !== null && <WithoutSeries folder={folder} />
        )}
      </main>
      {hasSeries && (
        <aside className={c('right')} aria-label={t.studies.columnSeries} data-region="preview">
          <SeriesPreview />
        </aside>
      )}
    </div>
  )
}

function WithoutSeries({ folder }: { folder: StudyFolder }): ReactElement {
  if (folder.job !== null) return <Reading folder={folder} />
  return <FolderProblem folder={folder} />
}

function Reading({ folder }: { folder: StudyFolder }): ReactElement {
  const t = useText()
  const { progress } = folder
  const making = progress?.step === 'sample'
  const title = making ? t.studies.makingSample : t.studies.readingTitle(folder.name)
  const step = making ? t.studies.makingSampleStep : t.studies.readingStep
  return (
    <div className={c('center')}>
      <div className={c('progress')}>
        <h1>{title}</h1>
        <Progress label={title} fraction={progress?.fraction ?? 0} />
        <div className={c('progressFoot')}>
          <span>{step(progress?.done ?? 0, progress?.total ?? 0)}</span>
          <Button size="small" shortcut="Esc" boxedShortcut onPress={() => folder.job?.cancel()}>
            {t.cancel}
          </Button>
        </div>
      </div>
    </div>
  )
}

function Filters(): ReactElement {
  const t = useText()
  const ctOnly = useStudies((state) => state.ctOnly)
  const minSlices = useStudies((state) => state.minSlices)
  return (
    <section className={c('filters')}>
      <h2>{t.studies.showBox}</h2>
      <div className={c('filter')}>
        {t.studies.modality}
        <Select
          plain
          label={t.studies.modality}
          choices={[
            { id: 'ct', name: t.studies.ctOnly },
            { id: 'all', name: t.studies.allModalities },
          ]}
          selected={ctOnly ? 'ct' : 'all'}
          onChange={(id) => useStudies.setState({ ctOnly: id === 'ct' })}
        />
      </div>
      <div className={c('filter')}>
        {t.studies.atLeast}
        <Select
          plain
          label={t.studies.atLeast}
          choices={sliceChoices.map((n) => ({ id: String(n), name: t.studies.slices(n) }))}
          selected={String(minSlices)}
          onChange={(id) => useStudies.setState({ minSlices: Number(id) })}
        />
      </div>
      <div className={c('filter')}>
        {t.studies.identity}
        <span className={c('fixed')}>
          <Icon name="lock" size={13} />
          {t.studies.hidden}
        </span>
      </div>
    </section>
  )
}
