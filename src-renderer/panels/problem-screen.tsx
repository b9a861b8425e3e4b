import type { ReactElement, ReactNode } from 'react'
import type { Failure } from '../../src-shared/failure.ts'
import { findAction } from '../state/actions.ts'
import { countsOf, failureAdvice, foundWithoutCt, noCtAdvice } from '../state/advice.ts'
import { showToast } from '../state/app-store.ts'
import { failureText } from '../state/finding-text.ts'
import { readableKeys } from '../state/keys.ts'
import { parentOf } from '../state/parent-folder.ts'
import { openFolder, type StudyFolder } from '../state/studies-store.ts'
import { useText } from '../state/use-text.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icons.tsx'
import css from './problem.module.css'

const c = classes(css)

/** A problem on a page of its own or in a panel: what happened, what can be done, and its code. */
export function Problem(props: {
  readonly title: string
  readonly lead: ReactNode
  readonly advice: readonly string[]
  readonly code: string
  readonly buttons: ReactNode
  readonly found?: ReactNode
  readonly narrow?: boolean
}): ReactElement {
  const t = useText()
  return (
    <section className={c('problem', props.narrow && 'narrow')}>
      <span className={c('icon')}>
        <Icon name="error" size={props.narrow ? 16 : 24} />
      </span>
      <h1 className={c('title')}>{props.title}</h1>
      <p className={c('lead')}>{props.lead}</p>
      {props.found}
      {props.advice.length > 0 && (
        <div>
          <h2 className={c('adviceTitle')}>{t.problem.whatYouCanDo}</h2>
          <ol className={c('advice')}>
            {props.advice.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </div>
      )}
      <div className={c('buttons')}>
        {props.buttons}
        <span className={c('code')}>{t.code(props.code)}</span>
      </div>
    </section>
  )
}

/** A folder that holds no series to open, or could not be read. */
export function FolderProblem({ folder }: { folder: StudyFolder }): ReactElement {
  const t = useText()
  const { failure, result } = folder
  const code = failure?.code ?? 'E_NO_CT'
  const skipped = result?.files.skipped ?? []
  const groups = result !== null ? foundWithoutCt(t, result) : failure !== null ? countsOf(t, failure) : []
  const path = result?.folder ?? folder.path
  const up = parentOf(path)
  const noCt = t.problem.noCtLead(result?.files.total ?? 0, folder.name)
  return (
    <div className={c('center')}>
      <Problem
        title={t.problem.titles[code] ?? t.problem.folderTitle}
        lead={
          failure === null ? (
            <>
              {noCt[0]}
              <strong>{noCt[1]}</strong>
              {noCt[2]}
            </>
          ) : (
            failureText(t, failure)
          )
        }
        advice={failure !== null ? failureAdvice(t, failure) : result === null ? [] : noCtAdvice(t, result)}
        code={code}
        found={groups.length === 0 ? null : <WhatWasFound groups={groups} hasList={skipped.length > 0} />}
        buttons={
          <>
            <Button
              kind="primary"
              shortcut={readableKeys('Ctrl+O', t.formats.language)}
              onPress={findAction('openFolder').run}
            >
              {t.problem.openAnother}
            </Button>
            {up !== null && <Button onPress={() => void openFolder(up)}>{t.problem.openOneUp}</Button>}
            <Button
              kind="quiet"
              onPress={() =>
                copyDetails(
                  failure ?? { code, message: noCt.join(''), details: Object.fromEntries(groups.map(countLine)) },
                  t.problem.copied,
                )
              }
            >
              {t.problem.copyDetails}
            </Button>
          </>
        }
      />
    </div>
  )
}

const countLine = ({ what, count }: { what: string; count: number }): [string, number] => [what, count]

function WhatWasFound(props: {
  readonly groups: readonly { readonly count: number; readonly what: string; readonly why: string }[]
  readonly hasList: boolean
}): ReactElement {
  const t = useText()
  return (
    <div className={c('card')}>
      <div className={c('cardHead')}>
        <h2>{t.problem.whatWasFound}</h2>
        {props.hasList && (
          <Button kind="link" onPress={findAction('importCsv').run}>
            {t.problem.saveListCsv}
          </Button>
        )}
      </div>
      <table className={c('table')}>
        <tbody>
          {props.groups.map((group) => (
            <tr key={`${group.what}${group.why}`}>
              <td>{t.formats.number(group.count)}</td>
              <td>{group.what}</td>
              <td>{group.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Puts code, message and details on the clipboard: what a maintainer needs, and nothing of a patient. */
export function copyDetails(failure: Pick<Failure, 'code' | 'message' | 'details'>, said: string): void {
  const { code, message, details } = failure
  navigator.clipboard.writeText(JSON.stringify({ code, message, details }, null, 2)).then(
    () => showToast(said),
    // Without the clipboard's permission there is nothing to tell: the code stands on screen.
    () => {},
  )
}
