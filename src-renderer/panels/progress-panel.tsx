import type { ReactElement } from 'react'
import { stagesOf } from '../state/method.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { useText } from '../state/use-text.ts'
import { useVolume } from '../state/volume-store.ts'
import { cancelWork } from '../state/workflow.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Progress } from '../ui/progress.tsx'
import css from './right-panel.module.css'
import { stageTitle } from './stage-words.ts'
import { useAnnouncedQuarters } from './use-announced-quarters.ts'

const c = classes(css)
const estimateAfterMs = 2000

/** How far loading or the method is: stage, slice, per cent, time left, and Cancel. */
export function ProgressPanel(): ReactElement {
  const t = useText()
  const run = useSegmentation((state) => state.run)
  const method = useSegmentation((state) => state.method)
  const loading = useVolume((state) => state.progress)
  const progress = run?.progress ?? (run === null ? loading : null)
  const fraction = progress?.fraction ?? 0
  const percent = Math.round(fraction * 100)
  useAnnouncedQuarters(percent)

  const ids = stagesOf(method).map((stage) => stage.id)
  const at = progress === null ? -1 : ids.indexOf(progress.step)
  const detail = progress === null || progress.total <= 1 ? '' : t.progress.slice(progress.done, progress.total)
  const where =
    run === null
      ? t.progress.loadingStep(loading?.done ?? 0, loading?.total ?? 0)
      : at < 0
        ? ' '
        : t.progress.stage(at + 1, ids.length, stageTitle(t, method, ids[at] ?? '')) + detail
  const title = run === null ? t.progress.loadingTitle : t.progress.title
  const elapsed = run === null ? 0 : performance.now() - run.startedAt
  const left = elapsed > estimateAfterMs && fraction > 0.05 ? ((elapsed / 1000) * (1 - fraction)) / fraction : null
  return (
    <div className={c('progress')}>
      <div className={c('progressTitle')}>
        <span>{title}</span>
        <span>{t.formats.percent(fraction)}</span>
      </div>
      <div>{where}</div>
      <div className={c('progressBar')}>
        <Progress label={title} fraction={fraction} />
      </div>
      <div className={c('progressFoot')}>
        <span>
          {left === null ? '' : t.progress.left(left)}
          {t.progress.meanwhile}
        </span>
        <Button size="small" shortcut="Esc" boxedShortcut onPress={() => void cancelWork()}>
          {t.cancel}
        </Button>
      </div>
    </div>
  )
}
