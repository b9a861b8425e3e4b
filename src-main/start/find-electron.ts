import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type FoundElectron = { readonly path: string } | { readonly missing: string }

const downloadMs = 180_000

async function binary(packageFolder: string): Promise<string | null> {
  // without this file the package has no binary yet: it is downloaded
  const name = await readFile(join(packageFolder, 'path.txt'), 'utf8').catch(() => null)
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const path = override ? join(override, name ?? 'electron') : name === null ? null : join(packageFolder, 'dist', name)
  return path !== null && existsSync(path) ? path : null
}

function download(packageFolder: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageFolder, 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: downloadMs,
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) =>
      resolve(code === 0 ? null : (said.split('\n').find((line) => line.trim() !== '') ?? `exit ${code}`)),
    )
  })
}

/** Why Electron can't show a window here, before anything is downloaded; null where nothing speaks against it. */
export function obstacle(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, uid: number): string | null {
  if (platform !== 'linux') return null
  if (!environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']) return 'there is no display'
  if (uid === 0) return 'Electron does not run as root with its sandbox on'
  return null
}

/** The Electron binary: an installed one, else a downloaded one, else the reason there is none. */
export async function findElectron(): Promise<FoundElectron> {
  const reason = obstacle(process.env, process.platform, process.getuid?.() ?? -1)
  if (reason !== null) return { missing: reason }
  const packageFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const installed = await binary(packageFolder)
  if (installed !== null) return { path: installed }
  console.error('Getting the Electron binary (once) …')
  const problem = await download(packageFolder)
  const path = await binary(packageFolder)
  return path === null
    ? { missing: `its binary could not be had (${problem ?? 'not found after the download'})` }
    : { path }
}
