import { type ReactElement, useState } from 'react'
import { hostBridge } from '../host/host-bridge.ts'
import { useText } from '../state/use-text.ts'
import { FolderDialog } from './folder-dialog.tsx'

/** Lets the user choose a folder to save into: by the system's dialog, or by the page's own, to be shown while there is one. */
export function useFolderChoice(
  start: string,
  onChosen: (folder: string) => void,
): { readonly choose: () => void; readonly dialog: ReactElement | null } {
  const t = useText()
  const [choosing, setChoosing] = useState(false)
  const choose = async (): Promise<void> => {
    const bridge = hostBridge()
    if (bridge === null) {
      setChoosing(true)
      return
    }
    const path = await bridge.pickFolder()
    if (path !== null) onChosen(path)
  }
  const dialog = choosing ? (
    <FolderDialog
      title={t.folder.saveTitle}
      action={t.folder.choose}
      start={start}
      note={null}
      canCreate
      onChoose={(path) => {
        onChosen(path)
        setChoosing(false)
      }}
      onClose={() => setChoosing(false)}
    />
  ) : null
  return { choose: () => void choose(), dialog }
}
