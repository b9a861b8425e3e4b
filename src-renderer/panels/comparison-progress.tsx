import type { ReactElement } from 'react'
import { usePicture } from '../state/picture-store.ts'
import { useText } from '../state/use-text.ts'
import { classes } from '../ui/classes.ts'
import { Progress } from '../ui/progress.tsx'
import css from './picture-dialog.module.css'
import { useAnnouncedQuarters } from './use-announced-quarters.ts'
import { useLasts } from './use-shows-progress.ts'

const c = classes(css)

/** How far the saving of a comparison is, once it takes a while. */
export function ComparisonProgress(): ReactElement | null {
  const t = useText()
  const { job, progress, cancelling } = usePicture()
  const fraction = progress?.fraction ?? 0
  useAnnouncedQuarters(Math.round(fraction * 100))
  const lasts = useLasts(job !== null)
  if (!lasts) return null
  const doing = cancelling ? t.save.cancelling : progress?.step === 'save' ? t.save.saving : t.compare.comparing
  return (
    <div className={c('progress')}>
      <span>
        {doing}, {t.formats.percent(fraction)}
      </span>
      <Progress label={doing} fraction={fraction} />
    </div>
  )
}
