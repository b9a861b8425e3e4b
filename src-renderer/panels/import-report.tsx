import type { ReactElement } from 'react'
import type { ScanResult } from '../../src-shared/contract.ts'
import { findAction } from '../state/actions.ts'
import { skippedText } from '../state/finding-text.ts'
import { useText } from '../state/use-text.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icons.tsx'
import css from './import-report.module.css'

const c = classes(css)
/** More rows than this are for the CSV. */
const shownRows = 200

/** Files read = used + skipped, each skipped one with its reason. */
export function ImportReport({ result }: { result: ScanResult }): ReactElement {
  const t = useText()
  const { total, used, skipped } = result.files
  return (
    <section className={c('report')} aria-label={t.studies.report}>
      <div className={c('head')}>
        <h2>{t.studies.report}</h2>
        {used + skipped.length === total && (
          <span className={c('accounted')}>
            <Icon name="check" />
            {t.studies.accounted}
          </span>
        )}
        <span className={c('counts')}>
          <span>{t.studies.files(total)}</span>
          <span>{t.studies.used(used)}</span>
          <span>{t.studies.skipped(skipped.length)}</span>
        </span>
        {skipped.length > 0 && (
          <Button kind="link" onPress={findAction('importCsv').run}>
            {t.studies.saveCsv}
          </Button>
        )}
      </div>
      <div className={c('box')}>
        {skipped.length === 0 ? (
          <p className={c('none')}>{t.studies.noSkipped}</p>
        ) : (
          <table className={c('table')}>
            <thead>
              <tr>
                <th scope="col">{t.studies.columnFile}</th>
                <th scope="col">{t.studies.columnReason}</th>
              </tr>
            </thead>
            <tbody>
              {skipped.slice(0, shownRows).map((file) => (
                <tr key={file.file}>
                  <td title={file.file}>{file.file.split('/').join(' / ')}</td>
                  <td title={skippedText(t, file)}>{skippedText(t, file)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {skipped.length > shownRows && <p className={c('none')}>{t.studies.moreSkipped(skipped.length - shownRows)}</p>}
      </div>
    </section>
  )
}
