import { BrowserWindow, dialog, ipcMain, shell } from 'electron'
import { z } from 'zod'
import { Failure } from '../../src-shared/failure.ts'
import { labelmapKinds } from '../../src-shared/labelmap-kinds.ts'
import { bridgeChannels } from './bridge-channels.ts'
import { fromOwnPage } from './security.ts'

/** What the dialog's filter knows of a name: what stands behind its last full stop. */
const maskExtensions = [...new Set(labelmapKinds.map(({ ending }) => ending.slice(ending.lastIndexOf('.') + 1)))]
const shownPath = z.string().min(1).max(4096)

/**
 * Answers the calls a page can't make over the contract: the system's dialogs for a folder and for a mask file, and its file manager.
 * `mayShow` says whether a path lies under a folder the user opened or chose; others are refused with `E_PATH_NOT_ALLOWED`.
 */
export function answerBridge(hooks: { chosen(path: string): Promise<void>; mayShow(path: string): boolean }): void {
  ipcMain.handle(bridgeChannels.pickFolder, async (event) => {
    const window = BrowserWindow.fromWebContents(event.sender)
    if (!fromOwnPage(event) || window === null)
      throw new Failure('E_PATH_NOT_ALLOWED', 'This page may not open folders.')
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openDirectory', 'createDirectory'],
    })
    const folder = filePaths[0]
    if (canceled || folder === undefined) return null
    await hooks.chosen(folder)
    return folder
  })
  ipcMain.handle(bridgeChannels.pickMask, async (event) => {
    const window = BrowserWindow.fromWebContents(event.sender)
    if (!fromOwnPage(event) || window === null) throw new Failure('E_PATH_NOT_ALLOWED', 'This page may not open files.')
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openFile'],
      filters: [{ name: 'NIfTI, NRRD, MetaImage, DICOM', extensions: maskExtensions }],
    })
    const file = filePaths[0]
    if (canceled || file === undefined) return null
    await hooks.chosen(file)
    return file
  })
  ipcMain.handle(bridgeChannels.showInFolder, (event, value: unknown) => {
    const path = shownPath.safeParse(value)
    if (!fromOwnPage(event) || !path.success || !hooks.mayShow(path.data)) {
      throw new Failure('E_PATH_NOT_ALLOWED', 'Only files in folders you opened or chose can be shown.')
    }
    shell.showItemInFolder(path.data)
  })
}
