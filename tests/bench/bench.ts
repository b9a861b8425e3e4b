import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compareInMemory } from './compare-in-memory.ts'
import { compareJobs, compareScaling } from './compare-jobs.ts'
import { compareSeries } from './compare-series.ts'
import { benchFolder } from './measured.ts'

/**
 * `npm run bench [-- --quick] [-- RUNS]`: the article's own Python, a pipeline of OpenCV and VTK, and Hilum on the same voxels
 * and files in the same run, each program alone at its time. Prints milliseconds as minimum, median and spread with the
 * ratios, writes everything to `tests/bench/results`.
 */
const { values, positionals } = parseArgs({ options: { quick: { type: 'boolean' } }, allowPositionals: true })
const quick = values.quick ?? false
const runs = Number(positionals[0] ?? (quick ? 2 : 5))
const data = resolve(process.env['HILUM_TEST_DATA'] ?? join(benchFolder, '..', '..', '..', 'shared', 'data'))
const work = mkdtempSync(join(tmpdir(), 'hilum-bench-'))

const say = (line: string): void => console.log(line)
const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} threads, Node ${process.version}`
say(`${machine}; ${runs} runs; milliseconds: minimum, median, spread; ratios of medians (of minima)`)
const started = new Date().toISOString()
try {
  const options = { work, data, runs, quick, say }
  const results = {
    inMemory: await compareInMemory(options),
    job: await compareJobs(options),
    scaling: await compareScaling(options),
    series: compareSeries(options),
  }
  mkdirSync(join(benchFolder, 'results'), { recursive: true })
  const file = join(benchFolder, 'results', `${started.replaceAll(':', '-')}.json`)
  writeFileSync(file, JSON.stringify({ started, machine, runs, quick, ...results }, null, 1))
  say(`\nWritten to ${file}`)
} finally {
  rmSync(work, { recursive: true, force: true })
}
