import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type BuildFacts, unknownBuild } from '../../src-shared/build-facts.ts'

/** What makes results, and nothing else of a checkout: pages, tests and notes change none. */
const sources = ['src-main', 'src-shared', 'package.json', 'package-lock.json']
const longestMs = 5_000

/**
 * What the sources in `folder` are, for the build to write into the program and for programs that run from their sources.
 * A folder that is no checkout of its own, or a computer without Git, gives null.
 */
export async function readBuild(folder: string): Promise<BuildFacts> {
  const [checkout, packageLockSha256] = await Promise.all([readCheckout(folder), digest(folder)])
  return { ...unknownBuild, ...checkout, packageLockSha256 }
}

async function digest(folder: string): Promise<string | null> {
  try {
    const bytes = await readFile(join(folder, 'package-lock.json'))
    return createHash('sha256').update(bytes).digest('hex')
  } catch {
    return null // a copy without it
  }
}

async function readCheckout(folder: string): Promise<Pick<BuildFacts, 'commit' | 'modified'> | null> {
  // a copy that lies in somebody else's checkout is not of its commit
  if (!existsSync(join(folder, '.git'))) return null
  try {
    const args = ['--no-optional-locks', 'status', '--porcelain=v2', '--branch', '--', ...sources]
    const options = { cwd: folder, timeout: longestMs, env: withoutGit(process.env), windowsHide: true }
    const { stdout } = await promisify(execFile)('git', args, options)
    const commit = /^# branch\.oid ([0-9a-f]{40,64})$/m.exec(stdout)?.[1]
    return commit === undefined ? null : { commit, modified: /^[^#\n]/m.test(stdout) }
  } catch {
    return null // no Git here, or none that may look into this folder
  }
}

/** Git run by Git, from a hook say, is told of another checkout by its environment. */
const withoutGit = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('GIT_')))
