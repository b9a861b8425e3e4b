import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { bridgeChannels } from './bridge-channels.ts'

contextBridge.exposeInMainWorld('hilum', {
  kind: 'electron',
  pickFolder: (): Promise<string | null> => ipcRenderer.invoke(bridgeChannels.pickFolder),
  pickMask: (): Promise<string | null> => ipcRenderer.invoke(bridgeChannels.pickMask),
  pathForFile: (file: File): string => webUtils.getPathForFile(file),
  showInFolder: (path: string): Promise<void> => ipcRenderer.invoke(bridgeChannels.showInFolder, path),
})
