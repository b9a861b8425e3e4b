import type { ReactElement } from 'react'
import { closeDialog, useApp } from '../state/app-store.ts'
import { failureText } from '../state/finding-text.ts'
import { patchSettings, useSettings } from '../state/settings-store.ts'
import { languageOf, useText } from '../state/use-text.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SeverityLine } from '../ui/severity.tsx'
import css from './settings-dialog.module.css'

const c = classes(css)
const languages = ['en', 'de'] as const

/** What is remembered between starts and not set elsewhere. */
export function SettingsDialog(): ReactElement {
  const t = useText()
  const settings = useSettings((state) => state.settings)
  const notWritten = useSettings((state) => state.notWritten)
  const info = useApp((state) => state.info)
  return (
    <Dialog title={t.settings.title} closeLabel={t.close} width={560} onClose={closeDialog} note={t.researchUse}>
      <div className={c('body')}>
        <div className={c('row')}>
          <span>{t.settings.language}</span>
          <Segmented
            label={t.settings.language}
            choices={languages.map((id) => ({ id, name: t.settings.languages[id] }))}
            selected={languageOf(settings)}
            onChange={(language) => patchSettings({ language })}
          />
        </div>
        <div className={c('row')}>
          <span />
          <Checkbox
            name={t.settings.singleKeys}
            isSelected={settings.singleKeys}
            onChange={(singleKeys) => patchSettings({ singleKeys })}
          />
          <p className={c('hint')}>{t.settings.singleKeysHint}</p>
        </div>
        <div className={c('row')}>
          <span />
          <Checkbox
            name={t.settings.interpolate}
            isSelected={settings.interpolate}
            onChange={(interpolate) => patchSettings({ interpolate })}
          />
          <p className={c('hint')}>{t.settings.interpolateHint}</p>
        </div>
        {notWritten !== null && (
          <div role="status">
            <SeverityLine severity="warning" title={t.findings.severity.warning}>
              {failureText(t, notWritten)}
            </SeverityLine>
          </div>
        )}
        {info !== null && (
          <div className={c('about')}>
            <p>{t.settings.about(info.version, t.settings.hosts[info.host], info.threads)}</p>
            <p>{t.settings.attribution}</p>
          </div>
        )}
      </div>
    </Dialog>
  )
}
