import type { ReactElement } from 'react'
import type { Agreement, Comparison } from '../../src-shared/contract.ts'
import { findAction } from '../state/actions.ts'
import { worstCount } from '../state/compare-actions.ts'
import { compareAgain } from '../state/compare-run.ts'
import { type CompareWork, cancelComparison, useCompare } from '../state/compare-store.ts'
import { showSlice } from '../state/crosshair.ts'
import { failureText } from '../state/finding-text.ts'
import { readableKeys } from '../state/keys.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { sliceAgreements, worstSlices } from '../state/slice-agreement.ts'
import { useText } from '../state/use-text.ts'
import { useView } from '../state/view-store.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Progress } from '../ui/progress.tsx'
import css from './compare-panel.module.css'
import { compareWorkText } from './compare-work-text.ts'
import { useSideNames } from './difference-layers.ts'
import looks from './difference-looks.module.css'
import { MaskFiles, MaskOpening } from './mask-files.tsx'
import panelFrame from './panel-frame.module.css'
import { WhyDiffer } from './why-differ.tsx'

const c = classes(panelFrame, css, looks)

/** How far both results agree, in figures, with the slices to look at first. */
export function ComparePanel(): ReactElement {
  const t = useText()
  const { comparison, work, failure } = useCompare()
  return (
    <aside className={c('panel')} aria-label={t.compare.title} data-region="method">
      <header className={c('head', 'spread')}>
        <h2>{t.compare.title}</h2>
        <span className={c('dim')}>{t.compare.whole}</span>
      </header>
      <MaskOpening />
      {work !== null && <Work work={work} />}
      {work === null && failure !== null && (
        <div className={c('block')} role="status">
          <strong>{t.compare.failed}</strong>
          <p>{failureText(t, failure)}</p>
          <Button size="small" onPress={compareAgain}>
            {t.compare.again}
          </Button>
        </div>
      )}
      {work === null && failure === null && comparison === null && <Waiting />}
      {comparison !== null && <Figures comparison={comparison} />}
      <MaskFiles />
      <div className={c('foot')}>
        <Button
          wide
          icon="save"
          shortcut={readableKeys('Shift+S', t.formats.language)}
          isDisabled={comparison === null || work !== null}
          onPress={findAction('saveComparison').run}
        >
          {t.compare.save}
        </Button>
      </div>
    </aside>
  )
}

function Work({ work }: { readonly work: CompareWork }): ReactElement {
  const t = useText()
  const told = compareWorkText(t, work)
  return (
    <div className={c('block', 'work')}>
      <span>{told}</span>
      <Progress label={told} fraction={work.progress?.fraction ?? 0} />
      <Button size="small" shortcut="Esc" boxedShortcut onPress={cancelComparison}>
        {t.cancel}
      </Button>
    </div>
  )
}

/** Why nothing is compared yet. */
function Waiting(): ReactElement {
  const t = useText()
  const run = useSegmentation((state) => state.run)
  const method = useSegmentation((state) => state.method)
  const found = useSegmentation((state) => state.info !== null)
  const told =
    run !== null
      ? compareWorkText(t, { method, progress: run.progress })
      : found
        ? t.compare.waitsForRun
        : t.compare.waitsForResult
  return <p className={c('block', 'dim')}>{told}</p>
}

function Figures({ comparison }: { readonly comparison: Comparison }): ReactElement {
  const t = useText()
  const { lungs, labels } = comparison
  const figure = useFigure()
  const rows: [string, string][] = [
    [t.compare.jaccard, figure(lungs.jaccard, 3)],
    [t.compare.mean, figure(lungs.meanSurfaceDistanceMm, 1)],
    [t.compare.hausdorff, figure(lungs.hausdorff95Mm, 1)],
    [t.compare.volume('A'), figure(lungs.volumesMl.a, 1)],
    [t.compare.volume('B'), figure(lungs.volumesMl.b, 1)],
  ]
  return (
    <>
      <section className={c('block')} aria-label={t.compare.title}>
        <p className={c('key')}>
          <strong data-compare="dice">{figure(lungs.dice, 3)}</strong> <span>{t.compare.dice}</span>
        </p>
        <dl className={c('rows')}>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Overlap lungs={lungs} />
      {labels.length > 0 && (
        <section className={c('block')} aria-label={t.compare.byLabel}>
          <h3 className={c('blockTitle')}>{t.compare.byLabel}</h3>
          <dl className={c('rows')}>
            {labels.map((label) => (
              <div key={label.name}>
                <dt>{t.review.labels[label.name]}</dt>
                <dd>{figure(label.dice, 3)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <WhyDiffer />
      <Worst comparison={comparison} />
    </>
  )
}

function useFigure(): (value: number | null, digits: number) => string {
  const t = useText()
  return (value, digits) => (value === null ? '–' : t.formats.number(value, digits))
}

/** The three parts as a bar and in mL. */
function Overlap({ lungs }: { readonly lungs: Agreement }): ReactElement {
  const t = useText()
  const figure = useFigure()
  const [a, b] = useSideNames()
  const { onlyA, both, onlyB } = lungs.volumesMl
  const parts = [
    { look: 'onlyA', name: t.compare.only(a), ml: onlyA },
    { look: 'agreed', name: t.compare.both, ml: both },
    { look: 'onlyB', name: t.compare.only(b), ml: onlyB },
  ] as const
  return (
    <section className={c('block')} aria-label={t.compare.overlap}>
      <h3 className={c('blockTitle')}>{t.compare.overlap}</h3>
      <div className={c('overlap')} aria-hidden="true">
        {parts
          .filter(({ ml }) => ml > 0)
          .map(({ look, ml }) => (
            <span key={look} className={c('swatch', look)} style={{ flexGrow: ml }} />
          ))}
      </div>
      <dl className={c('rows')}>
        {parts.map(({ look, name, ml }) => (
          <div key={look}>
            <dt>
              <span className={c('swatch', look)} /> {name}
            </dt>
            <dd>{figure(ml, 1)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The slices to look at first. */
function Worst({ comparison }: { readonly comparison: Comparison }): ReactElement | null {
  const t = useText()
  const slice = useView((state) => state.slice)
  const worst = worstSlices(sliceAgreements(comparison.slices), worstCount)
  if (worst.length === 0) return null
  return (
    <section className={c('block')} aria-label={t.compare.worst}>
      <h3 className={c('blockTitle', 'withKey')}>
        {t.compare.worst}
        <Button
          kind="link"
          shortcut="N"
          boxedShortcut
          label={t.actions.nextWorst}
          onPress={findAction('nextWorst').run}
        >
          {''}
        </Button>
      </h3>
      <dl className={c('rows')}>
        {worst.map((one) => (
          <div key={one.slice} className={c(one.slice === slice && 'current')}>
            <dt>
              <Button kind="link" onPress={() => showSlice(one.slice)}>
                {t.findings.slice(one.slice + 1)}
              </Button>
            </dt>
            <dd>{t.formats.number(one.dice, 3)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
