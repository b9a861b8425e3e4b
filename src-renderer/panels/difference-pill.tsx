import type { ReactElement } from 'react'
import { useCompare } from '../state/compare-store.ts'
import { failureText } from '../state/finding-text.ts'
import { useText } from '../state/use-text.ts'
import { classes } from '../ui/classes.ts'
import { compareWorkText } from './compare-work-text.ts'
import { useSideNames } from './difference-layers.ts'
import css from './difference-pill.module.css'
import frame from './screen-frame.module.css'

const c = classes(frame, css)

/** Under a slice that shows the difference: what is drawn how, or what is still done for it. */
export function DifferencePill(): ReactElement | null {
  const t = useText()
  const names = useSideNames()
  const { overlay, difference, work, failure } = useCompare()
  if (!overlay.review) return null
  const told =
    difference !== null
      ? t.compare.pill(...names)
      : failure !== null
        ? failureText(t, failure)
        : work !== null
          ? compareWorkText(t, work)
          : t.compare.waitsForRun
  return <span className={c('note', 'pill', 'differencePill')}>{told}</span>
}
