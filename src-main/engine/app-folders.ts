import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

const fromEnvironment = (name: string): string | null => {
  const value = process.env[name]
  return value !== undefined && isAbsolute(value) ? value : null
}

/** The folder for settings: XDG_CONFIG_HOME, Application Support or APPDATA, by platform. */
export function configFolder(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Hilum')
  if (process.platform === 'win32')
    return join(fromEnvironment('APPDATA') ?? join(homedir(), 'AppData/Roaming'), 'Hilum')
  return join(fromEnvironment('XDG_CONFIG_HOME') ?? join(homedir(), '.config'), 'hilum')
}

/** The folder for what was done, such as the audit log: XDG_STATE_HOME, Application Support or LOCALAPPDATA, by platform. */
export function stateFolder(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Hilum')
  if (process.platform === 'win32') {
    return join(fromEnvironment('LOCALAPPDATA') ?? join(homedir(), 'AppData/Local'), 'Hilum')
  }
  return join(fromEnvironment('XDG_STATE_HOME') ?? join(homedir(), '.local/state'), 'hilum')
}

/** The folder for what can be made again, such as the sample study: XDG_CACHE_HOME, Caches or LOCALAPPDATA, by platform. */
export function cacheFolder(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Hilum')
  if (process.platform === 'win32') {
    return join(fromEnvironment('LOCALAPPDATA') ?? join(homedir(), 'AppData/Local'), 'Hilum', 'Cache')
  }
  return join(fromEnvironment('XDG_CACHE_HOME') ?? join(homedir(), '.cache'), 'hilum')
}
