import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isStale } from './is-stale.ts'
import { projectFolder } from './project-folder.ts'

const at = (...parts: string[]): string => join(projectFolder, ...parts)

/** Builds the page where it is missing or older than its sources; where there are no sources, it is taken as it is. */
export async function ensurePage(say: (line: string) => void): Promise<void> {
  const sources = [at('src-renderer'), at('src-shared')]
  const page = at('out/renderer/index.html')
  if (existsSync(page) && !sources.every((folder) => existsSync(folder))) return
  if (!(await isStale(page, sources, [at('package-lock.json'), at('vite.config.ts')]))) return
  say('Building the page …')
  const { buildPage } = await import('./build.ts')
  await buildPage()
}
