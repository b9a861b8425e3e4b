import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
]
const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
const windowsPaths = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

/** Places a browser of Chromium's family may lie, those named by HILUM_BROWSER before all. */
function candidates(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const named = environment['HILUM_BROWSER']
  // whoever names one wants that one or none
  if (named !== undefined && named !== '') return isAbsolute(named) ? [named] : onPath(environment, [named])
  if (platform === 'darwin') return macPaths
  if (platform !== 'win32') return onPath(environment, linuxNames)
  const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((name) => environment[name])
  return roots.flatMap((root) => (root ? windowsPaths.map((path) => join(root, path)) : []))
}

function onPath(environment: NodeJS.ProcessEnv, names: readonly string[]): string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** Path of Chromium, Chrome or Edge, of what HILUM_BROWSER names where it is set; null where there is none. */
export async function findBrowser(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> {
  for (const path of candidates(environment, platform)) {
    try {
      await access(path, constants.X_OK)
      return path
    } catch {
      // not there, or not ours to run: the next may be
    }
  }
  return null
}
