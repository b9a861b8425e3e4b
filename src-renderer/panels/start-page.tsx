import { type ReactElement, useEffect, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { RecentFolder } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import { readFailure } from '../host/client.ts'
import { hostBridge } from '../host/host-bridge.ts'
import { findAction } from '../state/actions.ts'
import { engine } from '../state/engine.ts'
import { failureText } from '../state/finding-text.ts'
import { readableKeys } from '../state/keys.ts'
import { openFolder } from '../state/studies-store.ts'
import { useText } from '../state/use-text.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icons.tsx'
import sampleSurface from './sample-surface.png'
import css from './start-page.module.css'

const c = classes(css)
// On its way while the page still asks its host for settings, so that it is there when the page is.
new Image().src = sampleSurface

/** Where Hilum begins: open a folder, the sample study, or a folder of before. */
export function StartPage(): ReactElement {
  const t = useText()
  const language = t.formats.language
  return (
    <main className={c('page')} data-region="start">
      <div className={c('column')}>
        <h1 className={c('title')}>{t.start.title}</h1>
        <p className={c('lead')}>{t.start.lead}</p>
        <div className={c('halves')}>
          <section className={c('drop')}>
            <Icon name="folder-in" size={40} />
            <h2>{hostBridge() === null ? t.start.choose : t.start.drop}</h2>
            <p>{t.start.dropHint}</p>
            <Button kind="primary" shortcut={readableKeys('Ctrl+O', language)} onPress={findAction('openFolder').run}>
              {t.start.openFolder}
            </Button>
          </section>
          <div className={c('side')}>
            <section className={c('card', 'sample')}>
              <img src={sampleSurface} alt={t.start.surfacePicture} decoding="sync" />
              <div className={c('sampleText')}>
                <h2>{t.start.sampleTitle}</h2>
                <p>{t.start.sampleText}</p>
              </div>
              <Button onPress={findAction('openSample').run}>{t.start.openSample}</Button>
            </section>
            <RecentFolders />
          </div>
        </div>
        <p className={c('notice')}>
          <Icon name="info" />
          <span>
            <strong>{t.start.notice}</strong> {t.start.noticeText}
          </span>
        </p>
      </div>
    </main>
  )
}

function RecentFolders(): ReactElement {
  const t = useText()
  const [recent, setRecent] = useState<readonly RecentFolder[] | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    let shown = true
    engine()
      .client.folders.recent()
      .then((list) => {
        if (shown) setRecent(list)
      })
      .catch((thrown: unknown) => {
        if (shown) setFailure(readFailure(thrown))
      })
    return () => {
      shown = false
    }
  }, [])
  const clear = (): void => {
    engine()
      .client.folders.clearRecent()
      .then(setRecent, (thrown: unknown) => setFailure(readFailure(thrown)))
  }
  return (
    <section className={c('card', 'recent')}>
      <div className={c('recentHead')}>
        <h2>{t.start.recent}</h2>
        {recent !== null && recent.length > 0 && (
          <Button kind="link" plain onPress={clear}>
            {t.start.clearList}
          </Button>
        )}
      </div>
      <div className={c('list')}>
        {failure !== null && (
          <p className={c('empty')} role="status">
            {failureText(t, failure)}
          </p>
        )}
        {recent?.length === 0 && <p className={c('empty')}>{t.start.noRecent}</p>}
        {recent?.map((folder) => (
          <RecentRow key={folder.path} folder={folder} />
        ))}
      </div>
    </section>
  )
}

function RecentRow({ folder }: { folder: RecentFolder }): ReactElement {
  const t = useText()
  return (
    <AriaButton className={c('row')} isDisabled={!folder.available} onPress={() => void openFolder(folder.path)}>
      <Icon name="folder" />
      <span className={c('names')}>
        <span className={c('name')}>{folder.name}</span>
        {folder.available && folder.parent !== '' && <span className={c('parent')}>{folder.parent}</span>}
      </span>
      {folder.available ? (
        <>
          <span className={c('studies')}>{t.start.studies(folder.studies)}</span>
          <span className={c('when')}>{t.formats.when(folder.openedAt, Date.now())}</span>
        </>
      ) : (
        <span className={c('studies')}>{t.start.notConnected}</span>
      )}
    </AriaButton>
  )
}
