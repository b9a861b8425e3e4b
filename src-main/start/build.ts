import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { build, type InlineConfig } from 'vite'
import type { BuildFacts } from '../../src-shared/build-facts.ts'
import { projectFolder } from './project-folder.ts'
import { readBuild } from './read-build.ts'

const external = ['electron', /^node:/, ...builtinModules]

/** Node code keeps its dependencies outside the bundle: they lie beside it in node_modules, in the package too. */
function nodeBundle(
  input: Record<string, string>,
  outDir: string,
  format: 'es' | 'cjs',
  facts: BuildFacts,
): InlineConfig {
  return {
    define: { HILUM_BUILD: JSON.stringify(facts) },
    configFile: false,
    root: projectFolder,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input,
        external,
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  }
}

/** Builds the page into out/renderer. */
export async function buildPage(): Promise<void> {
  // the page is the one people use, whatever the program that builds it was started for
  process.env['NODE_ENV'] = 'production'
  await build({ configFile: join(projectFolder, 'vite.config.ts'), logLevel: 'warn' })
}

/** Builds what Electron runs: main process and worker into out/main, preload script into out/preload. */
export async function buildElectron(): Promise<void> {
  const source = join(projectFolder, 'src-main')
  const facts = await readBuild(projectFolder)
  await build(
    nodeBundle(
      { main: join(source, 'electron/main.ts'), worker: join(source, 'engine/worker.ts') },
      join(projectFolder, 'out/main'),
      'es',
      facts,
    ),
  )
  await build(
    nodeBundle({ preload: join(source, 'electron/preload.ts') }, join(projectFolder, 'out/preload'), 'cjs', facts),
  )
}

if (import.meta.main) {
  await buildPage()
  await buildElectron()
}
