import type { ReactElement } from 'react'
import { findAction } from '../state/actions.ts'
import { failureAdvice, mayTryAgain } from '../state/advice.ts'
import { showScreen } from '../state/app-store.ts'
import { failureText } from '../state/finding-text.ts'
import { readableKeys } from '../state/keys.ts'
import { methodIds } from '../state/method.ts'
import { switchMethod } from '../state/parameter-changes.ts'
import { requestSegmentation } from '../state/segmentation-run.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { patchSettings, useSettings } from '../state/settings-store.ts'
import { useText } from '../state/use-text.ts'
import { useVolume } from '../state/volume-store.ts'
import { canSegment, openSeries } from '../state/workflow.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Ring } from '../ui/progress.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Splitter } from '../ui/splitter.tsx'
import { narrowQuery, useMedia } from '../ui/use-media.ts'
import { Findings } from './findings.tsx'
import panelFrame from './panel-frame.module.css'
import { copyDetails, Problem } from './problem-screen.tsx'
import { ProgressPanel } from './progress-panel.tsx'
import { Results } from './results.tsx'
import screenCss from './review-screen.module.css'
import css from './right-panel.module.css'
import { StageList } from './stage-list.tsx'
import { useIsBusy, useShowsProgress } from './use-shows-progress.ts'

const c = classes(panelFrame, css)
const s = classes(screenCss)
const wideDefault = 368
const narrowDefault = 336

/** The method, its stages, what it found, and Save. */
export function RightPanel(): ReactElement {
  const t = useText()
  const narrow = useMedia(narrowQuery)
  const wish = useSettings((state) => state.settings.rightPanelPx)
  const width = narrow && wish === wideDefault ? narrowDefault : wish
  const canSave = useSegmentation((state) => state.info?.empty === false)
  return (
    <aside className={s('right')} style={{ width }} aria-label={t.method.label} data-region="method">
      <Splitter
        label={t.method.label}
        side="left"
        width={width}
        minimum={320}
        maximum={480}
        onChange={(rightPanelPx) => patchSettings({ rightPanelPx })}
      />
      <div className={c('head', 'spread')}>
        <h2>{t.method.label}</h2>
        <Updating />
        <MethodSwitch />
      </div>
      <Body />
      <Results />
      <Findings />
      <div className={c('foot')}>
        <Button
          kind="primary"
          wide
          icon="save"
          shortcut={readableKeys('Ctrl+S', t.formats.language)}
          isDisabled={!canSave}
          onPress={findAction('save').run}
        >
          {t.save.button}
        </Button>
      </div>
    </aside>
  )
}

function MethodSwitch(): ReactElement {
  const t = useText()
  const method = useSegmentation((state) => state.method)
  return (
    <span className={c('method')}>
      <Segmented
        label={t.method.label}
        choices={[...methodIds].reverse().map((id) => ({ id, name: t.method.names[id] ?? id }))}
        selected={method}
        onChange={switchMethod}
      />
    </span>
  )
}

function Body(): ReactElement {
  const loadFailure = useVolume((state) => state.failure)
  const runFailure = useSegmentation((state) => state.failure)
  const hasInfo = useSegmentation((state) => state.info !== null)
  const busy = useIsBusy()
  if (loadFailure !== null) return <LoadProblem />
  if (runFailure !== null && runFailure.code !== 'E_CANCELLED') return <RunProblem />
  return (
    <>
      {!hasInfo && (busy ? <ProgressPanel /> : <NotRun />)}
      <div className={c('stages')}>
        <StageList />
      </div>
    </>
  )
}

/** The series is open and nothing was searched: it can't be, or the search was cancelled. */
function NotRun(): ReactElement | null {
  const t = useText()
  const viewOnly = useVolume(({ series }) => series !== null && !canSegment(series, true))
  const loaded = useVolume((state) => state.loaded)
  const cancelled = useSegmentation((state) => state.failure !== null)
  if (!loaded || (!viewOnly && !cancelled)) return null
  return (
    <div className={c('progress')}>
      <div className={c('progressTitle')}>{viewOnly ? t.progress.viewOnly : t.progress.stopped}</div>
      <div className={c('progressFoot')}>
        <span>{viewOnly ? t.studies.viewNote : t.progress.cancelled}</span>
        {!viewOnly && (
          <Button size="small" kind="primary" onPress={requestSegmentation}>
            {t.method.runAgain}
          </Button>
        )}
      </div>
    </div>
  )
}

/** A later run says how far it is without moving anything. */
function Updating(): ReactElement | null {
  const t = useText()
  const showsProgress = useShowsProgress()
  const hasInfo = useSegmentation((state) => state.info !== null)
  const fraction = useSegmentation((state) => state.run?.progress?.fraction ?? 0)
  if (!showsProgress || !hasInfo) return null
  return (
    <span className={c('updating')}>
      <Ring fraction={fraction} />
      {t.method.updating} {t.formats.percent(fraction)}
    </span>
  )
}

function LoadProblem(): ReactElement | null {
  const t = useText()
  const { failure, study, series } = useVolume()
  if (failure === null || study === null || series === null) return null
  const retry = (allowGaps: boolean): void => void openSeries(study, series, allowGaps)
  if (failure.code === 'E_CANCELLED') {
    return (
      <div className={c('stages')}>
        <div className={c('progress')}>
          <div className={c('progressTitle')}>{t.progress.notRead}</div>
          <div className={c('progressFoot')}>
            <span>{t.progress.cancelled}</span>
            <Button kind="primary" size="small" onPress={() => retry(series.usable === 'gaps')}>
              {t.progress.readAgain}
            </Button>
          </div>
        </div>
      </div>
    )
  }
  const mendable = failure.code === 'E_GAP' || failure.code === 'E_TRUNCATED'
  return (
    <div className={c('stages')}>
      <Problem
        narrow
        title={t.problem.titles[failure.code] ?? t.problem.seriesTitle}
        lead={failureText(t, failure)}
        advice={failureAdvice(t, failure)}
        code={failure.code}
        buttons={
          <>
            {mendable ? (
              <Button kind="primary" size="small" onPress={() => retry(true)}>
                {t.studies.openWithGaps}
              </Button>
            ) : (
              <Button kind="primary" size="small" onPress={() => retry(false)}>
                {t.problem.tryAgain}
              </Button>
            )}
            <Button size="small" onPress={() => showScreen('studies')}>
              {t.problem.backToStudies}
            </Button>
            <Button kind="quiet" size="small" onPress={() => copyDetails(failure, t.problem.copied)}>
              {t.problem.copyDetails}
            </Button>
          </>
        }
      />
    </div>
  )
}

function RunProblem(): ReactElement | null {
  const t = useText()
  const failure = useSegmentation((state) => state.failure)
  if (failure === null) return null
  return (
    <div className={c('stages')}>
      <Problem
        narrow
        title={t.problem.titles[failure.code] ?? t.problem.runTitle}
        lead={failureText(t, failure)}
        advice={failureAdvice(t, failure)}
        code={failure.code}
        buttons={
          <>
            {mayTryAgain(failure) ? (
              <Button kind="primary" size="small" onPress={requestSegmentation}>
                {t.problem.tryAgain}
              </Button>
            ) : (
              <Button kind="primary" size="small" onPress={() => showScreen('studies')}>
                {t.problem.backToStudies}
              </Button>
            )}
            <Button kind="quiet" size="small" onPress={() => copyDetails(failure, t.problem.copied)}>
              {t.problem.copyDetails}
            </Button>
          </>
        }
      />
    </div>
  )
}
