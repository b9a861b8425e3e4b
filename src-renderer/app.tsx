import { type ReactElement, useEffect, useState } from 'react'
import { I18nProvider, TabPanel, Tabs } from 'react-aria-components'
import { labelmapKind } from '../src-shared/labelmap-kinds.ts'
import { hostBridge } from './host/host-bridge.ts'
import { AppBar } from './panels/app-bar.tsx'
import { CommandPalette } from './panels/command-palette.tsx'
import { CompareScreen } from './panels/compare-screen.tsx'
import { FolderDialog } from './panels/folder-dialog.tsx'
import { KeysHelp } from './panels/keys-help.tsx'
import { MaskDialog } from './panels/mask-dialog.tsx'
import { MontageScreen } from './panels/montage-screen.tsx'
import { PictureDialog } from './panels/picture-dialog.tsx'
import { ReviewScreen } from './panels/review-screen.tsx'
import { SaveDialog } from './panels/save-dialog.tsx'
import { SettingsDialog } from './panels/settings-dialog.tsx'
import css from './panels/shell.module.css'
import { StartPage } from './panels/start-page.tsx'
import { StatusBar } from './panels/status-bar.tsx'
import { StudiesScreen } from './panels/studies-screen.tsx'
import { useFocusAfterMove } from './panels/use-focus-after-move.ts'
import { closeDialog, openDialog, type Screen, showScreen, useApp } from './state/app-store.ts'
import { listenForKeys } from './state/key-handler.ts'
import { openMask } from './state/open-mask.ts'
import { useSettings } from './state/settings-store.ts'
import { openFolder } from './state/studies-store.ts'
import { languageOf, useText } from './state/use-text.ts'
import { classes } from './ui/classes.ts'
import { LiveRegion } from './ui/live-region.tsx'
import { Toasts } from './ui/toast.tsx'

const c = classes(css)
const screens: readonly Screen[] = ['studies', 'review', 'compare', 'montage']

/** The whole page. */
export function App(): ReactElement {
  const t = useText()
  const screen = useApp((state) => state.screen)
  const language = useSettings((state) => languageOf(state.settings))
  const { toasts, polite, urgent } = useApp()
  const dropping = useDroppedFiles()
  useEffect(() => listenForKeys(window), [])
  useFocusAfterMove()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <I18nProvider locale={language === 'de' ? 'de-DE' : 'en-GB'}>
      <Tabs
        className={c('shell')}
        selectedKey={screen}
        keyboardActivation="manual"
        onSelectionChange={(key) => {
          const next = screens.find((one) => one === key)
          if (next !== undefined && screen !== 'start') showScreen(next)
        }}
      >
        <AppBar />
        {screen === 'start' && <StartPage />}
        {screen === 'studies' && (
          <TabPanel id="studies" className={c('panel')}>
            <StudiesScreen />
          </TabPanel>
        )}
        {screen === 'review' && (
          <TabPanel id="review" className={c('panel')}>
            <ReviewScreen />
          </TabPanel>
        )}
        {screen === 'compare' && (
          <TabPanel id="compare" className={c('panel')}>
            <CompareScreen />
          </TabPanel>
        )}
        {screen === 'montage' && (
          <TabPanel id="montage" className={c('panel')}>
            <MontageScreen />
          </TabPanel>
        )}
        <StatusBar />
      </Tabs>
      <Dialogs />
      {dropping && <div className={c('dropping')} />}
      <Toasts toasts={toasts} />
      <LiveRegion polite={polite} urgent={urgent} />
      <title>{screen === 'start' ? 'Hilum' : `${t.tabs[screen]} - Hilum`}</title>
    </I18nProvider>
  )
}

function Dialogs(): ReactElement | null {
  const t = useText()
  const dialog = useApp((state) => state.dialog)
  const home = useApp((state) => state.info?.homeFolder ?? '')
  const dropped = useApp((state) => state.droppedInBrowser)
  switch (dialog) {
    case 'folder':
      return (
        <FolderDialog
          title={t.folder.openTitle}
          action={t.folder.open}
          start={home}
          note={dropped ? t.start.dropInBrowser : null}
          canCreate={false}
          onChoose={(path) => {
            closeDialog()
            void openFolder(path)
          }}
          onClose={closeDialog}
        />
      )
    case 'mask':
      return <MaskDialog note={dropped ? t.folder.maskDropped : null} />
    case 'save':
      return <SaveDialog />
    case 'picture':
      return <PictureDialog />
    case 'settings':
      return <SettingsDialog />
    case 'help':
      return <KeysHelp />
    case 'palette':
      return <CommandPalette />
    case null:
      return null
  }
}

/** Opens folders dropped anywhere, and mask files on Compare; a browser does not say where they lie, so there a dialog opens. */
function useDroppedFiles(): boolean {
  const [dropping, setDropping] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setDropping(true)
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDropping(false)
    }
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setDropping(false)
      const bridge = hostBridge()
      const file = event.dataTransfer?.files[0]
      const isMask = useApp.getState().screen === 'compare' && file !== undefined && labelmapKind(file.name) !== null
      if (bridge !== null && file !== undefined) void (isMask ? openMask : openFolder)(bridge.pathForFile(file))
      else {
        useApp.setState({ droppedInBrowser: true })
        openDialog(isMask ? 'mask' : 'folder')
      }
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  return dropping
}
