import { BrowserWindow, dialog, ipcMain, shell } from 'electron'
import { z } from 'zod'
import { Failure } from '../../src-shared/failure.ts'
import { bridgeChannels } from './bridge-channels.ts'
import { fromOwnPage } from './security.ts'

const shownPath = z.string().min(1).max(4096)

/**
 * Answers the two calls a page can't make over the contract: the system's folder dialog and its file manager.
 * `mayShow` says whether a path lies under a folder the user opened or chose; others are refused with `E_PATH_NOT_ALLOWED`.
 */
export function answerBridge(hooks: { chosen(folder: string): Promise<void>; mayShow(path: string): boolean }): void {
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
  ipcMain.handle(bridgeChannels.showInFolder, (event, value: unknown) => {
    const path = shownPath.safeParse(value)
    if (!fromOwnPage(event) || !path.success || !hooks.mayShow(path.data)) {
      throw new Failure('E_PATH_NOT_ALLOWED', 'Only files in folders you opened or chose can be shown.')
    }
    shell.showItemInFolder(path.data)
  })
}
