import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Who may import whom: a layer, the folders that make it up (longest match wins), and the layers it may import besides itself.
 */
const layers: Record<string, { folders: string[]; may: string[] }> = {
  base: { folders: ['src-shared'], may: [] },
  dicom: { folders: ['src-shared/dicom'], may: ['base'] },
  imaging: { folders: ['src-shared/imaging'], may: ['base'] },
  phantom: { folders: ['src-shared/phantom'], may: ['base'] },
  segmentation: { folders: ['src-shared/segmentation'], may: ['base', 'imaging', 'contract'] },
  formats: { folders: ['src-shared/formats'], may: ['base', 'dicom', 'imaging', 'contract'] },
  contract: {
    folders: [
      'src-shared/contract.ts',
      'src-shared/contract',
      'src-shared/run-record.ts',
      'src-shared/comparison-record.ts',
    ],
    may: ['base'],
  },
  engine: {
    folders: ['src-main/engine'],
    may: ['base', 'dicom', 'imaging', 'phantom', 'segmentation', 'formats', 'contract'],
  },
  transport: { folders: ['src-main/transport'], may: ['base', 'contract', 'engine'] },
  web: { folders: ['src-main/web'], may: ['base', 'contract', 'engine', 'transport'] },
  electron: { folders: ['src-main/electron'], may: ['base', 'contract', 'engine', 'transport'] },
  cli: {
    folders: ['src-main/cli'],
    may: ['base', 'contract', 'segmentation', 'formats', 'engine', 'transport', 'web', 'start'],
  },
  start: { folders: ['src-main/start'], may: ['base'] },
  host: { folders: ['src-renderer/host'], may: ['base', 'contract'] },
  state: { folders: ['src-renderer/state'], may: ['host', 'base', 'contract', 'segmentation', 'formats', 'imaging'] },
  ui: { folders: ['src-renderer/ui', 'src-renderer/style'], may: ['base'] },
  views: { folders: ['src-renderer/slice-view', 'src-renderer/scene-view'], may: ['base', 'imaging', 'ui'] },
  panels: {
    folders: ['src-renderer/panels'],
    may: ['state', 'host', 'ui', 'views', 'base', 'contract', 'segmentation', 'formats', 'imaging'],
  },
  page: { folders: ['src-renderer'], may: ['panels', 'state', 'host', 'ui', 'views', 'base', 'contract'] },
}

/** Packages only one file or folder may import. */
const keepers: Record<string, RegExp> = {
  electron: /^src-main\/electron\//,
  'cornerstone-core': /^src-renderer\/slice-view\/cornerstone\.ts$/,
  'cornerstone-tools': /^src-renderer\/slice-view\/cornerstone\.ts$/,
  three: /^src-renderer\/scene-view\/three-scene\.ts$/,
  'dicom-parser': /^src-shared\/dicom\//,
}

function sourceFiles(): string[] {
  return ['src-shared', 'src-main', 'src-renderer'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
      .map((name) => join(top, name)),
  )
}

function layerOf(file: string): string {
  let best = ''
  let bestLength = -1
  for (const [name, { folders }] of Object.entries(layers)) {
    for (const folder of folders) {
      if ((file === folder || file.startsWith(`${folder}/`)) && folder.length > bestLength) {
        best = name
        bestLength = folder.length
      }
    }
  }
  return best
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found = text.matchAll(/(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*['"]([^'"]+)['"]/g)
  return [...found].map((match) => match[1] ?? '')
}

function resolveImport(file: string, specifier: string): string | null {
  return specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : null
}

const files = sourceFiles()
const graph = new Map(files.map((file) => [file, importsOf(file)]))

describe('imports', () => {
  it('sees the sources', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(files.filter((file) => layerOf(file) === '')).toEqual([])
  })

  it('keeps to the table of layers', () => {
    const wrong: string[] = []
    for (const [file, specifiers] of graph) {
      const from = layerOf(file)
      for (const specifier of specifiers) {
        const target = resolveImport(file, specifier)
        if (target === null || target.endsWith('package.json') || target.endsWith('.css')) continue
        const to = layerOf(target)
        if (to !== from && !layers[from]?.may.includes(to)) wrong.push(`${file} (${from}) imports ${target} (${to})`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('keeps src-shared free of Node and of the page', () => {
    const wrong = files
      .filter((file) => file.startsWith('src-shared/'))
      .flatMap((file) =>
        (graph.get(file) ?? [])
          .filter((name) => /^(node:|react|electron|three|cornerstone)/.test(name))
          .map((name) => `${file}: ${name}`),
      )
    expect(wrong).toEqual([])
  })

  it('keeps each guarded package behind its one door', () => {
    const wrong: string[] = []
    for (const [file, specifiers] of graph) {
      for (const specifier of specifiers) {
        const keeper = Object.entries(keepers).find(([name]) => specifier === name || specifier.startsWith(`${name}/`))
        if (keeper && !keeper[1].test(file)) wrong.push(`${file} imports ${specifier}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('has no cycle', () => {
    const state = new Map<string, 'open' | 'done'>()
    const cycles: string[] = []
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
        return
      }
      state.set(file, 'open')
      for (const specifier of graph.get(file) ?? []) {
        const target = resolveImport(file, specifier)
        if (target !== null && graph.has(target)) visit(target, [...path, file])
      }
      state.set(file, 'done')
    }
    for (const file of files) visit(file, [])
    expect(cycles).toEqual([])
  })

  it('names files in kebab case and re-exports nothing but registries', () => {
    const names = files.map((file) => relative(root, join(root, file)).split('/').at(-1) ?? '')
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/.test(name))).toEqual([])
    const barrels = files.filter(
      (file) =>
        /^export (\*|\{[^}]*\}) from/m.test(readFileSync(join(root, file), 'utf8')) &&
        !file.endsWith('registry.ts') &&
        file !== 'src-shared/contract.ts',
    )
    expect(barrels).toEqual([])
  })
})
