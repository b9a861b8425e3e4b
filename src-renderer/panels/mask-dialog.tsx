import type { ReactElement } from 'react'
import { labelmapKinds } from '../../src-shared/labelmap-kinds.ts'
import { closeDialog, useApp } from '../state/app-store.ts'
import { openMask } from '../state/open-mask.ts'
import { useSave } from '../state/save-store.ts'
import { useSettings } from '../state/settings-store.ts'
import { useText } from '../state/use-text.ts'
import { FolderDialog } from './folder-dialog.tsx'

/** Chooses a mask file where the host has no dialog of its own, from where masks were saved last. */
export function MaskDialog({ note }: { readonly note: string | null }): ReactElement {
  const t = useText()
  const home = useApp((state) => state.info?.homeFolder ?? '')
  const savedTo = useSave((state) => state.savedTo)
  const saveFolder = useSettings((state) => state.settings.saveFolder)
  return (
    <FolderDialog
      title={t.folder.maskTitle}
      action={t.folder.maskOpen}
      start={savedTo ?? (saveFolder === '' ? home : saveFolder)}
      note={note ?? t.folder.maskHint(labelmapKinds.map(({ ending }) => ending).join(', '))}
      canCreate={false}
      picks="mask"
      onChoose={(path) => {
        closeDialog()
        void openMask(path)
      }}
      onClose={closeDialog}
    />
  )
}
