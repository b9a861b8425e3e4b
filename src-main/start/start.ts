import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildElectron } from './build.ts'
import { ensurePage } from './ensure-page.ts'
import { findElectron } from './find-electron.ts'
import { isStale } from './is-stale.ts'
import { projectFolder } from './project-folder.ts'
import { runElectron } from './run-electron.ts'

const at = (...parts: string[]): string => join(projectFolder, ...parts)
const settings = [at('package-lock.json'), at('vite.config.ts')]

/** Serves the page in a browser instead, with the arguments of `npm start`; ends when the host ends. */
function startWebHost(args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [at('src-main/cli/main.ts'), 'serve', ...args], { stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
    child.on('close', (code) => resolve(code ?? 130))
  })
}

await ensurePage((line) => console.error(line))
const args = process.argv.slice(2)
const electron = await findElectron()
let reason: string
if ('path' in electron) {
  if (await isStale(at('out/main/main.js'), [at('src-main'), at('src-shared')], settings)) await buildElectron()
  const end = await runElectron(electron.path, [projectFolder], projectFolder)
  if (end.shown) process.exit(end.code)
  reason = end.reason
} else {
  reason = electron.missing
}
console.error(`Electron can't be started here: ${reason}. Hilum runs in your browser instead.`)
process.exit(await startWebHost(args))
