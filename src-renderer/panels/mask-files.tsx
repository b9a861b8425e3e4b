import type { ReactElement } from 'react'
import { type OpenedMask, useCompare } from '../state/compare-store.ts'
import { failureText } from '../state/finding-text.ts'
import { askForMask, closeMask, dismissNotOpened } from '../state/open-mask.ts'
import { useText } from '../state/use-text.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Progress } from '../ui/progress.tsx'
import { SeverityLine } from '../ui/severity.tsx'
import css from './compare-panel.module.css'
import panelFrame from './panel-frame.module.css'

const c = classes(panelFrame, css)

/** A mask file that is being read, or why one could not be. */
export function MaskOpening(): ReactElement | null {
  const t = useText()
  const { opening, notOpened } = useCompare()
  if (opening !== null) {
    const told = t.compare.opening(opening.name)
    return (
      <div className={c('block', 'work')}>
        <span className={c('long')}>{told}</span>
        <Progress label={told} fraction={opening.progress?.fraction ?? 0} />
        <Button size="small" shortcut="Esc" boxedShortcut onPress={opening.cancel}>
          {t.cancel}
        </Button>
      </div>
    )
  }
  if (notOpened === null) return null
  return (
    <div className={c('block')} role="status" data-compare="not-opened">
      <div className={c('maskName')}>
        <strong className={c('long')}>{t.compare.notOpened(notOpened.name)}</strong>
        <IconButton icon="close" label={t.compare.dismiss} onPress={dismissNotOpened} />
      </div>
      <p className={c('long')}>{failureText(t, notOpened.failure)}</p>
      <p className={c('code')}>{notOpened.failure.code}</p>
      <Button size="small" onPress={() => void askForMask()}>
        {t.compare.openOther}
      </Button>
    </div>
  )
}

/** The mask files that are open, with what they hold. */
export function MaskFiles(): ReactElement | null {
  const t = useText()
  const opened = useCompare((state) => state.opened)
  if (opened.length === 0) return null
  return (
    <section className={c('block')} aria-label={t.compare.masks}>
      <h3 className={c('blockTitle')}>{t.compare.masks}</h3>
      {opened.map((mask) => (
        <MaskFile key={mask.labelmapId} mask={mask} />
      ))}
    </section>
  )
}

function MaskFile({ mask }: { readonly mask: OpenedMask }): ReactElement {
  const t = useText()
  const labels = mask.labels.map(({ name }) => t.review.labelsInSentence[name]).join(', ')
  return (
    <div className={c('mask')} data-mask={mask.title}>
      <div className={c('maskName')}>
        <span className={c('long')}>{mask.title}</span>
        <IconButton icon="close" label={t.compare.closeMask(mask.title)} onPress={() => closeMask(mask)} />
      </div>
      <p className={c('dim')}>{t.compare.maskLabels(mask.format, labels === '' ? t.compare.maskEmpty : labels)}</p>
      {mask.placed === 'assumed' && (
        <SeverityLine severity="warning" title={t.findings.severity.warning}>
          {t.compare.assumed}
        </SeverityLine>
      )}
    </div>
  )
}
