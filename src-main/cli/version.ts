import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { BuildFacts } from '../../src-shared/build-facts.ts'
import { projectFolder } from '../start/project-folder.ts'

/** Version of package.json. */
export const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')))

/** What the sources are that run. */
export async function build(): Promise<BuildFacts> {
  const { readBuild } = await import('../start/read-build.ts')
  return readBuild(projectFolder)
}
