import { type ReactElement, useEffect, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { voxelVolumeMm3 } from '../../src-shared/geometry.ts'
import type { Stage } from '../../src-shared/segmentation/method.ts'
import { defaultValues, isV, parametersOf, stagesOf } from '../state/method.ts'
import { showStage } from '../state/segmentation-run.ts'
import { hasMask, isStale, stageResult, useSegmentation } from '../state/segmentation-store.ts'
import { useSurface } from '../state/surface-store.ts'
import { useText } from '../state/use-text.ts'
import { useVolume } from '../state/volume-store.ts'
import { IconToggle } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icons.tsx'
import { Ring } from '../ui/progress.tsx'
import { lowQuery, useMedia } from '../ui/use-media.ts'
import { Histogram } from './histogram.tsx'
import { StageForm } from './stage-form.tsx'
import css from './stage-list.module.css'
import {
  stageResultText,
  stageSource,
  stageTitle,
  stageWhy,
  surfaceChangeText,
  surfaceResultText,
} from './stage-words.ts'
import { useIsBlocked } from './use-is-blocked.ts'

const c = classes(css)

/** The stages that find the threshold; they show the histogram. */
const thresholdStages: readonly string[] = ['threshold', 'air']

const hasV = (stage: Stage): boolean => parametersOf(stage).some(isV)

/** The stages of the method as cards; in low windows one is open at a time. */
export function StageList(): ReactElement {
  const method = useSegmentation((state) => state.method)
  const low = useMedia(lowQuery)
  const stages = stagesOf(method)
  const vStage = stages.find(hasV)?.id ?? ''
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(['threshold', vStage]))
  const [lowOpen, setLowOpen] = useState<string | null>(vStage)
  const hasResult = useSegmentation((state) => state.info !== null)
  const shownStage = useSegmentation((state) => state.shownStage)
  // Before the first result cards are one line each: there is nothing in them yet.
  // The stage whose result the slices show is open however it was chosen, so that what they show has a name.
  const isOpen = (id: string): boolean =>
    hasResult && (low ? (shownStage ?? lowOpen) === id : shownStage === id || open.has(id))
  const toggle = (id: string): void => {
    if (!hasResult) return
    const opens = !isOpen(id)
    if (low) setLowOpen(opens ? id : null)
    else {
      const next = new Set(open)
      if (opens) next.add(id)
      else next.delete(id)
      setOpen(next)
    }
    if (opens) void showStage(id)
    else if (shownStage === id) void showStage(null)
  }
  return (
    <div>
      {stages.map((stage, index) => (
        <StageCard
          key={stage.id}
          stage={stage}
          number={index + 1}
          isOpen={isOpen(stage.id)}
          onToggle={() => toggle(stage.id)}
        />
      ))}
    </div>
  )
}

function StageCard(props: {
  readonly stage: Stage
  readonly number: number
  readonly isOpen: boolean
  readonly onToggle: () => void
}): ReactElement {
  const t = useText()
  const { stage, number, isOpen } = props
  const method = useSegmentation((state) => state.method)
  const info = useSegmentation((state) => state.info)
  const running = useRunningFraction(stage)
  const result = useStageResult(stage)
  const blocked = useIsBlocked()
  const isRunning = running !== null
  const fraction = running ?? 0
  const isWaiting = result.text === null && !isRunning
  const changed = useSegmentation((state) => isChanged(stage, state.method, state.history.present))
  const title = stageTitle(t, method, stage.id)
  const shows = useSegmentation((state) => state.shownStage === stage.id)
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    if (shows) card.current?.scrollIntoView({ block: 'nearest' })
  }, [shows])
  return (
    <section
      ref={card}
      className={c(
        'card',
        isOpen && 'open',
        isOpen && (hasV(stage) || shows) && 'active',
        isRunning && 'runningCard',
        isWaiting && 'waiting',
        result.stale && 'stale',
      )}
    >
      <AriaButton className={c('row')} aria-expanded={isOpen} onPress={props.onToggle}>
        <span className={c('number')}>{number}</span>
        {info === null && (
          <span className={c('mark')}>
            {isRunning ? <Ring fraction={fraction} /> : result.text !== null && <Icon name="check" size={14} />}
          </span>
        )}
        <span className={c('name')}>{title}</span>
        {changed && <span className={c('dot')} role="img" aria-label={t.method.changed} />}
        <span className={c('result')}>
          {isRunning ? t.formats.percent(fraction) : (result.text ?? (blocked ? '' : t.method.waiting))}
        </span>
        <span className={c('chevron')}>
          <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={14} />
        </span>
      </AriaButton>
      {isOpen && (
        <div className={c('body')}>
          {!hasV(stage) && (
            <div className={c('why')}>
              <span>
                {stageWhy(t, method, stage.id)} <span className={c('source')}>{stageSource(t, method, stage.id)}.</span>
              </span>
              {info !== null && hasMask(info, stage.id) && <ShowToggle stage={stage.id} title={title} />}
            </div>
          )}
          {thresholdStages.includes(stage.id) && <Histogram />}
          <StageForm stage={stage} />
          {stage.run === null && <SurfaceChange />}
        </div>
      )}
    </section>
  )
}

/** What smoothing and decimation did: too long for the card's row, and below the sliders, so that it moves none of them. */
function SurfaceChange(): ReactElement | null {
  const t = useText()
  const mesh = useSurface((surface) => surface.info)
  const text = mesh === null ? null : surfaceChangeText(t, mesh)
  return text === null ? null : <p className={c('change')}>{text}</p>
}

function ShowToggle({ stage, title }: { stage: string; title: string }): ReactElement {
  const t = useText()
  const shows = useSegmentation((state) => state.shownStage === stage)
  return (
    <IconToggle
      icon={shows ? 'eye' : 'eye-off'}
      label={t.method.openStage(title)}
      isSelected={shows}
      onChange={(selected) => void showStage(selected ? stage : null)}
    />
  )
}

/** How far a stage is that runs now; null where it does not, and while an older result stays on screen. */
function useRunningFraction(stage: Stage): number | null {
  const ofSurface = useSurface(({ running, progress }) =>
    stage.run === null && running ? stageFraction(progress) : null,
  )
  const ofRun = useSegmentation(({ run, info }) =>
    stage.run !== null && info === null && run?.progress?.step === stage.id ? stageFraction(run.progress) : null,
  )
  return stage.run === null ? ofSurface : ofRun
}

/** What stands at the right end of a stage's row; null while it waits. */
function useStageResult(stage: Stage): { text: string | null; stale: boolean } {
  const t = useText()
  const info = useSegmentation((state) => state.info)
  const result = useSegmentation((state) => stageResult(state, stage.id))
  const mesh = useSurface((surface) => surface.info)
  const grid = useVolume((volume) => volume.info?.grid ?? null)
  const voxelMl = grid === null ? 0 : voxelVolumeMm3(grid) / 1000
  const stale = useSegmentation(isStale)
  if (stage.run === null) {
    const isOld = mesh !== null && mesh.segmentationId !== info?.segmentationId
    return { text: mesh === null ? null : surfaceResultText(t, mesh), stale: isOld }
  }
  if (result === undefined) return { text: null, stale: false }
  const words = stageResultText(t, result, voxelMl)
  const text = info === null ? `${words}, ${t.formats.milliseconds(result.seconds)}` : words
  return { text, stale: stale && info !== null }
}

const stageFraction = (progress: { done: number; total: number } | null): number =>
  progress === null || progress.total === 0 ? 0 : progress.done / progress.total

function isChanged(stage: Stage, method: string, values: Readonly<Record<string, unknown>>): boolean {
  const defaults = defaultValues(method)
  return parametersOf(stage).some(({ name }) => values[name] !== defaults[name])
}
