import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../../src-shared/failure.ts'
import { createEngine } from '../engine/engine.ts'
import { ensurePage } from '../start/ensure-page.ts'
import { projectFolder } from '../start/project-folder.ts'
import { serve } from '../web/serve.ts'
import { say, type Terminal, typedPath } from './terminal.ts'
import { build, version } from './version.ts'

/** However often a page asks, a new address comes no sooner. */
const freshAddressMs = 5_000

const pageFolder = join(projectFolder, 'out/renderer')

/** `hilum serve`: the page in a browser of this machine, until Ctrl-C. */
export async function serveCommand(
  terminal: Terminal,
  folder: string | undefined,
  options: { port: string; open: boolean },
): Promise<void> {
  const port = portNumber(options.port)
  const study = folder === undefined ? null : existingFolder(typedPath(terminal, folder))
  await ensurePage((line) => say(terminal, line))
  const engine = createEngine({ host: 'web', version, build })
  try {
    if (study !== null) await engine.allowFolder(study)
    const withFolder = (url: string): string => (study === null ? url : `${url}&folder=${encodeURIComponent(study)}`)
    let toldAt = Number.NEGATIVE_INFINITY
    const onStaleToken = (reason: 'used' | 'expired'): void => {
      if (performance.now() - toldAt < freshAddressMs) return
      toldAt = performance.now()
      const why = reason === 'used' ? 'was used before' : 'is more than a minute old'
      say(terminal, `A page came with an address that ${why}. A new one: ${withFolder(host.newUrl())}`)
    }
    const host = await serve({ engine, port, pageFolder, onStaleToken })
    try {
      const url = withFolder(host.url)
      say(terminal, `Hilum runs at ${url}`)
      say(
        terminal,
        'The address works once, within a minute, and for this machine alone; opened later, a new one is printed here. End with Ctrl-C.',
      )
      if (terminal.onEnter) say(terminal, 'Enter gives a new address.')
      const stop = terminal.onEnter?.(() => say(terminal, `Hilum runs at ${withFolder(host.newUrl())}`))
      if (options.open) openInBrowser(terminal, url)
      if (!terminal.signal.aborted) await once(terminal.signal, 'abort')
      stop?.()
    } finally {
      await host.close()
    }
  } finally {
    await engine.close()
  }
}

function portNumber(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new Failure('E_USAGE', `--port needs a number from 0 to 65535, not "${text}".`, { port: text })
}

function existingFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  throw new Failure('E_FOLDER_NOT_FOUND', `There is no folder ${path}. Check its name.`, { folder: path })
}

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Asks the desktop to show the address; where there is none, the printed address has to do. */
function openInBrowser(terminal: Terminal, url: string): void {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open']
  const child = spawn(program as string, [...args, url], { stdio: 'ignore', detached: true })
  child.once('error', () => say(terminal, 'No browser could be started: open the address yourself.'))
  child.unref()
}
