import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ComparedStage, compare, compareStages, type StageRuns, sumOfStages, tableLines } from './compare-table.ts'
import type { HilumRuns } from './hilum-run.ts'
import { milliseconds, statistics } from './statistics.ts'

/**
 * `npm run bench [-- RUNS]`: the article's own Python and Hilum on the same series in the same run, planes of constant row as
 * the article's code has them, each run of the one followed by nothing of the other. Prints milliseconds as minimum, median
 * and spread with the ratio of medians, writes everything to `tests/bench/results`.
 */
const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '..', '..')
const data = resolve(process.env['HILUM_TEST_DATA'] ?? join(root, '..', 'shared', 'data'))
const runs = Number(process.argv[2] ?? 5)

const seriesFolders = [
  ['chest-philips-5mm', 'soft'],
  ['chest-siemens-8mm'],
  ['chest-lctsc-102', 'dicom'],
  ['chest-ct64', 'dicom'],
]
const articleToMask = ['read', 'normalize', 'threshold', 'border', 'small-parts', 'closing']
const hilumToMask = ['scan', 'load', 'segment']
const warmUps = 6

interface Measured extends HilumRuns {
  /** Seconds of whole processes, programs and libraries starting included. */
  readonly process: readonly number[]
}

/** What one run of article.py prints. */
interface ArticleRun {
  readonly seconds: Readonly<Record<string, number>>
  readonly processor: Readonly<Record<string, number>>
  readonly voxels: number
  readonly triangles: number
  readonly peakBytes: number
}

function lastLine(command: string, args: readonly string[]): { json: string; seconds: number } {
  const start = performance.now()
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`)
  return { json: stdout.trim().split('\n').at(-1) ?? '', seconds: (performance.now() - start) / 1000 }
}

/** The article lists every file of its folder and reads it as DICOM, so that it gets one with nothing else in it. */
function articleRuns(folder: string): Measured {
  const only = mkdtempSync(join(tmpdir(), 'hilum-bench-'))
  for (const name of readdirSync(folder)) if (name.endsWith('.dcm')) symlinkSync(join(folder, name), join(only, name))
  const found = Array.from({ length: runs }, () => {
    // -O leaves out the assertions, at which the article's code stops on series whose smallest stored value is not 0.
    const { json, seconds } = lastLine('/usr/bin/python3', ['-O', join(here, 'article.py'), only])
    return { ...(JSON.parse(json) as ArticleRun), process: seconds }
  })
  rmSync(only, { recursive: true, force: true })
  const stages = Object.keys(found[0]?.seconds ?? {})
  const byStage = (table: 'seconds' | 'processor'): StageRuns =>
    Object.fromEntries(stages.map((stage) => [stage, found.map((run) => run[table][stage] ?? Number.NaN)]))
  return {
    seconds: byStage('seconds'),
    processor: byStage('processor'),
    voxels: found[0]?.voxels ?? 0,
    triangles: found[0]?.triangles ?? 0,
    peakBytes: Math.max(...found.map((run) => run.peakBytes)),
    process: found.map((run) => run.process),
  }
}

/** Cold runs in processes of their own, and runs in one process whose code is compiled, as in a workstation in use. */
function hilumRuns(folder: string): Measured {
  const child = (count: number): { json: string; seconds: number } =>
    lastLine(process.execPath, [join(here, 'hilum-run.ts'), folder, 'rows', String(count)])
  const cold = Array.from({ length: Math.min(runs, 3) }, () => child(1))
  const warm = JSON.parse(child(runs + warmUps).json) as HilumRuns
  const settled = (table: StageRuns): StageRuns =>
    Object.fromEntries(Object.entries(table).map(([stage, values]) => [stage, values.slice(warmUps)]))
  return {
    ...warm,
    seconds: settled(warm.seconds),
    processor: settled(warm.processor),
    peakBytes: Math.max(...cold.map(({ json }) => (JSON.parse(json) as HilumRuns).peakBytes)),
    process: cold.map((run) => run.seconds),
  }
}

function rowsOf(article: Measured, hilum: Measured): ComparedStage[] {
  const ours = { ...hilum.seconds, read: sumOfStages(hilum.seconds, ['scan', 'load']) }
  const endToEnd = (title: string, table: 'seconds' | 'processor', more: readonly string[]): ComparedStage =>
    compare(
      title,
      sumOfStages(article[table], [...articleToMask, ...more]),
      sumOfStages(hilum[table], [...hilumToMask, ...more]),
    )
  return [
    ...compareStages(article.seconds, ours),
    endToEnd('DICOM files to mask', 'seconds', []),
    endToEnd('DICOM files to surface', 'seconds', ['surface']),
    endToEnd('  processor time of both', 'processor', ['surface']),
    compare('whole process, cold', article.process, hilum.process),
  ]
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`
const results: Record<string, unknown> = {}
console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} threads, Node ${process.version}; milliseconds`,
)
for (const parts of seriesFolders) {
  const name = parts.join('/')
  const article = articleRuns(join(data, ...parts))
  const hilum = hilumRuns(join(data, ...parts))
  const rows = rowsOf(article, hilum)
  const same =
    article.voxels === hilum.voxels
      ? 'the same number of voxels'
      : `${article.voxels} and ${hilum.voxels} voxels: NOT the same`
  console.log(`\n== ${name}: ${same}; peak memory ${mebibytes(article.peakBytes)} and ${mebibytes(hilum.peakBytes)}`)
  for (const line of tableLines(rows)) console.log(line)
  results[name] = { article, hilum, rows }
}

console.log('\n== kernels, phantom of 512 x 512 x 300, one thread, no files: min, median, spread')
const kernels = JSON.parse(lastLine(process.execPath, [join(here, 'kernels-run.ts'), '512', '300', String(runs)]).json)
for (const [stage, values] of Object.entries(kernels.seconds as StageRuns)) {
  console.log(`${stage.padEnd(26)}${milliseconds(statistics(values)).padStart(32)}`)
}
console.log(`${kernels.triangles} triangles; peak memory ${mebibytes(kernels.peakBytes)}`)

mkdirSync(join(here, 'results'), { recursive: true })
const file = join(here, 'results', `${new Date().toISOString().replaceAll(':', '-')}.json`)
writeFileSync(
  file,
  JSON.stringify({ runs, node: process.version, processor: cpus()[0]?.model, results, kernels }, null, 1),
)
console.log(`\nWritten to ${file}`)
