import type { ReactElement } from 'react'
import type { Reason, SegmentationInfo } from '../../src-shared/contract.ts'
import { useCompare } from '../state/compare-store.ts'
import { showSlice } from '../state/crosshair.ts'
import type { Messages } from '../state/text/en.ts'
import { useText } from '../state/use-text.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import css from './compare-panel.module.css'
import { useSideNames } from './difference-layers.ts'
import looks from './difference-looks.module.css'
import panelFrame from './panel-frame.module.css'
import { stageTitle } from './stage-words.ts'

const c = classes(panelFrame, css, looks)
/** As many are listed; the others are told together. */
const mostListed = 5
/** The stages in which a method decides by its threshold. */
const thresholdStages: readonly (string | null)[] = ['threshold', 'air']

/** The stages by which the two sides differ, most volume first, each with the slice to look at. */
export function WhyDiffer(): ReactElement | null {
  const t = useText()
  const names = useSideNames()
  const sides = useCompare((state) => state.sides)
  const reasons = useCompare((state) => state.reasons)
  if (sides === null) return null
  const bothFiles = sides.every(({ info }) => info === null)
  if (reasons.length === 0 && !bothFiles) return null
  const listed = reasons.slice(0, mostListed)
  const restMl = reasons.slice(mostListed).reduce((sum, { volumeMl }) => sum + volumeMl, 0)
  const infos = [sides[0].info, sides[1].info] as const
  return (
    <section className={c('block')} aria-label={t.compare.why}>
      <h3 className={c('blockTitle')}>{t.compare.why}</h3>
      {bothFiles && <p className={c('dim')}>{t.compare.whyAll}</p>}
      {listed.map((reason) => (
        <div key={`${reason.only} ${reason.by} ${reason.does} ${reason.stage}`} className={c('reason')} data-reason>
          <span className={c('swatch', reason.only === 'a' ? 'onlyA' : 'onlyB')} />
          <span>{titleOf(t, reason, infos[reason.by === 'a' ? 0 : 1]?.method ?? '')}</span>
          <Button kind="link" onPress={() => showSlice(reason.slice)}>
            {t.findings.slice(reason.slice + 1)}
          </Button>
          <p>{[wordsOf(t, reason, names), ...thresholdOf(t, reason, infos)].join(', ')}</p>
          <p>{t.method.figures.ml(reason.volumeMl)}</p>
        </div>
      ))}
      {restMl > 0 && <p className={c('dim')}>{t.compare.whyRest(t.formats.number(restMl, 1))}</p>}
    </section>
  )
}

const titleOf = (t: Messages, { stage }: Reason, method: string): string =>
  stage === null ? t.compare.whyKept : stageTitle(t, method, stage)

const wordsOf = (t: Messages, { by, does }: Reason, [a, b]: readonly [string, string]): string =>
  t.compare.whyDoes[does](by === 'a' ? a : b)

/** The threshold of the side whose stage it is, where the stage goes by it. */
function thresholdOf(
  t: Messages,
  { by, stage }: Reason,
  infos: readonly [SegmentationInfo | null, SegmentationInfo | null],
): string[] {
  const hu = infos[by === 'a' ? 0 : 1]?.threshold?.hu
  return hu === undefined || !thresholdStages.includes(stage) ? [] : [t.compare.whyThreshold(t.formats.number(hu, 0))]
}
