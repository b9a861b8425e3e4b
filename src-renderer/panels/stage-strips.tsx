import type { ReactElement } from 'react'
import { ToggleButton } from 'react-aria-components'
import type { SegmentationInfo } from '../../src-shared/contract.ts'
import { voxelVolumeMm3 } from '../../src-shared/geometry.ts'
import { showSideStage } from '../state/compare-stages.ts'
import { useCompare } from '../state/compare-store.ts'
import { hasMask } from '../state/segmentation-store.ts'
import { useText } from '../state/use-text.ts'
import { useVolume } from '../state/volume-store.ts'
import { classes } from '../ui/classes.ts'
import { lowQuery, useMedia } from '../ui/use-media.ts'
import { useSideNames } from './difference-layers.ts'
import css from './stage-strips.module.css'
import { stageResultText, stageTitle } from './stage-words.ts'

const c = classes(css)

/** The stages of both sides with what each gave; one that is pressed is shown in its side's view. */
export function StageStrips(): ReactElement | null {
  const names = useSideNames()
  const sides = useCompare((state) => state.sides)
  const low = useMedia(lowQuery)
  if (sides === null || low) return null
  return (
    <>
      {([0, 1] as const).map((at) => {
        const { info } = sides[at]
        return info === null ? null : <Strip key={at} at={at} name={names[at]} info={info} />
      })}
    </>
  )
}

function Strip(props: { readonly at: 0 | 1; readonly name: string; readonly info: SegmentationInfo }): ReactElement {
  const t = useText()
  const { at, name, info } = props
  const shown = useCompare((state) => state.stages[at]?.stage ?? null)
  const grid = useVolume((state) => state.info?.grid ?? null)
  const voxelMl = grid === null ? 0 : voxelVolumeMm3(grid) / 1000
  const heading = t.compare.heading(at === 0 ? 'A' : 'B', name)
  // what it left is the result: stages behind it only measure
  const last = info.stages.findLast(({ stage }) => hasMask(info, stage))?.stage
  return (
    <section className={c('strip')} aria-label={t.compare.stagesOf(heading)} data-strip={at === 0 ? 'a' : 'b'}>
      <div className={c('side')}>
        <strong>{heading}</strong>
        <span>{t.compare.stageCount(info.stages.length)}</span>
      </div>
      <div className={c('tiles')}>
        {info.stages.map((result, n) => (
          <ToggleButton
            key={result.stage}
            className={c('tile')}
            isDisabled={!hasMask(info, result.stage)}
            isSelected={(shown ?? last) === result.stage}
            onChange={(selected) => void showSideStage(at, selected && result.stage !== last ? result.stage : null)}
          >
            <span className={c('title')}>
              {n + 1} <strong>{stageTitle(t, info.method, result.stage)}</strong>
            </span>
            <span>{stageResultText(t, result, voxelMl)}</span>
          </ToggleButton>
        ))}
      </div>
    </section>
  )
}
