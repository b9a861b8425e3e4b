import type { ReactElement } from 'react'
import { type Finding, sortFindings } from '../../src-shared/finding.ts'
import { findAction } from '../state/actions.ts'
import { goToPlace } from '../state/crosshair.ts'
import { findingText } from '../state/finding-text.ts'
import { jumpTargets } from '../state/jump-targets.ts'
import { showStage } from '../state/segmentation-run.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { useSurface } from '../state/surface-store.ts'
import { useText } from '../state/use-text.ts'
import { useView } from '../state/view-store.ts'
import { useVolume } from '../state/volume-store.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { SeverityIcon, SeverityLine } from '../ui/severity.tsx'
import { lowQuery, useMedia } from '../ui/use-media.ts'
import css from './right-panel.module.css'
import { openFindings } from './series-facts.ts'
import { stageTitle } from './stage-words.ts'

const c = classes(css)

/** Findings of the series and of the run, each with its place; one line in low windows. */
export function Findings(): ReactElement {
  const t = useText()
  const low = useMedia(lowQuery)
  const loaded = useVolume((state) => state.findings)
  const ran = useSegmentation((state) => state.info?.findings)
  const made = useSurface((state) => state.info?.findings)
  const findings = sortFindings([...loaded, ...(ran ?? []), ...(made ?? [])])
  return (
    <section className={c('block')} aria-label={t.findings.title}>
      {low ? (
        <OneLine findings={findings} />
      ) : (
        <ul className={c('findings')}>
          {findings.length === 0 && <li className={c('later')}>{t.findings.none}</li>}
          {findings.map((finding) => (
            <Row key={`${finding.code}${finding.message}`} finding={finding} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({ finding }: { finding: Finding }): ReactElement {
  const t = useText()
  return (
    <li className={c('finding')}>
      <SeverityLine severity={finding.severity} title={t.findings.severity[finding.severity]}>
        {findingText(t, finding)}
      </SeverityLine>
      <Jump finding={finding} />
    </li>
  )
}

function Jump({ finding }: { finding: Finding }): ReactElement | null {
  const t = useText()
  const method = useSegmentation((state) => state.method)
  const { slice, plane, stage } = finding.where ?? {}
  if (slice !== undefined) {
    return (
      <Button kind="link" onPress={() => goToPlace({ plane, slice })}>
        {t.findings.slice(slice + 1)}
      </Button>
    )
  }
  if (stage === undefined) return null
  return (
    <Button kind="link" label={stageTitle(t, method, stage)} onPress={() => void showStage(stage)}>
      {t.findings.stage}
    </Button>
  )
}

function OneLine({ findings }: { findings: readonly Finding[] }): ReactElement {
  const t = useText()
  const at = useView((state) => state.finding)
  const open = openFindings(findings)
  const targets = jumpTargets(findings)
  const next = targets[(at + 1) % Math.max(1, targets.length)]
  const first = findings[0]
  return (
    <div className={c('oneLine')}>
      {first !== undefined && <SeverityIcon severity={first.severity} title={t.findings.severity[first.severity]} />}
      <span title={first === undefined ? '' : findingText(t, first)}>
        {open.length > 1 || first === undefined
          ? first === undefined
            ? t.findings.none
            : t.findings.count(open.length)
          : findingText(t, first)}
      </span>
      {next !== undefined && (
        <Button kind="link" shortcut="N" boxedShortcut onPress={findAction('nextFinding').run}>
          {t.findings.nextSlice(next.slice + 1)}
        </Button>
      )}
    </div>
  )
}
