import type { ReactElement } from 'react'
import { Button as AriaButton, Tab, TabList } from 'react-aria-components'
import { findAction } from '../state/actions.ts'
import { useApp } from '../state/app-store.ts'
import { readableKeys } from '../state/keys.ts'
import { useSettings } from '../state/settings-store.ts'
import { useStudies } from '../state/studies-store.ts'
import { languageOf, useText } from '../state/use-text.ts'
import { useVolume } from '../state/volume-store.ts'
import { IconButton } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icons.tsx'
import { WithTooltip } from '../ui/tooltip.tsx'
import css from './shell.module.css'

const c = classes(css)

/** The bar at the top: name, case, screens, and the ways to every action. */
export function AppBar(): ReactElement {
  const t = useText()
  const screen = useApp((state) => state.screen)
  const language = useSettings((state) => languageOf(state.settings))
  return (
    <header className={c('bar')} data-region="bar">
      <div className={c('brand')}>
        <Icon name="lungs" />
        Hilum
      </div>
      {(screen === 'review' || screen === 'compare' || screen === 'montage') && <CaseFacts />}
      {screen !== 'start' && <ScreenTabs />}
      <div className={c('right')}>
        <AriaButton className={c('find')} onPress={findAction('palette').run}>
          <Icon name="search" size={14} />
          {t.appBar.findAction}
          <kbd>{readableKeys('Ctrl+K', language)}</kbd>
        </AriaButton>
        <IconButton icon="help" label={t.appBar.help} shortcut="?" onPress={findAction('help').run} />
        <IconButton icon="settings" label={t.appBar.settings} onPress={findAction('settings').run} />
      </div>
    </header>
  )
}

function CaseFacts(): ReactElement | null {
  const t = useText()
  const study = useVolume((state) => state.study)
  const series = useVolume((state) => state.series)
  if (study === null || series === null) return null
  return (
    <div className={c('case')}>
      <strong>{t.appBar.caseCode(study.caseCode)}</strong>
      <span className={c('facts')}>{t.appBar.caseFacts(series.modality, series.sliceCount, series.sliceSpacing)}</span>
      <WithTooltip label={t.appBar.identityHidden} hint={t.appBar.identityHint}>
        <AriaButton className={c('chip')}>
          <Icon name="lock" size={13} />
          {t.appBar.identityHidden}
        </AriaButton>
      </WithTooltip>
    </div>
  )
}

function ScreenTabs(): ReactElement {
  const t = useText()
  const hasVolume = useVolume((state) => state.series !== null)
  const hasFolders = useStudies((state) => state.folders.length > 0)
  return (
    <TabList className={c('tabs')} aria-label={t.tabs.label}>
      <Tab id="studies" className={c('tab')} isDisabled={!hasFolders}>
        {t.tabs.studies}
      </Tab>
      <Tab id="review" className={c('tab')} isDisabled={!hasVolume}>
        {t.tabs.review}
      </Tab>
      <Tab id="compare" className={c('tab')} isDisabled={!hasVolume}>
        {t.tabs.compare}
      </Tab>
      <Tab id="montage" className={c('tab')} isDisabled={!hasVolume}>
        {t.tabs.montage}
      </Tab>
    </TabList>
  )
}
