import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SuiteSummary } from './summary-reporter.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bin = (name: string): string => join(root, 'node_modules', '.bin', name)

/** Runs one program on the screen; true when it ended well. */
function run(title: string, command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  console.log(`\n== ${title}`)
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  if (error) console.error(error.message)
  return status === 0
}

const named = process.env['HILUM_TEST_DATA']
if (named !== undefined && !existsSync(named)) {
  console.error(`HILUM_TEST_DATA names ${named}, which is not there. Nothing was tested.`)
  console.log('0 passed, 1 failed, 0 skipped')
  process.exit(1)
}

const rows: SuiteSummary[] = []
const check = (suite: string, ok: boolean, seconds: number): void => {
  rows.push({ suite, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, seconds, reasons: [] })
}
const timed = (suite: string, title: string, command: string, args: readonly string[]): void => {
  const start = performance.now()
  const ok = run(title, command, args)
  check(suite, ok, (performance.now() - start) / 1000)
}

const filters = process.argv.slice(2)
if (filters.length === 0) {
  timed('lint', 'Biome', bin('biome'), ['check', '.'])
  for (const layer of ['src-shared', 'src-main', 'src-renderer', 'tests'])
    timed(`types: ${layer}`, `TypeScript, ${layer}`, bin('tsc'), ['-p', layer])
}

/** Runs vitest with these arguments and adds what ran to the table. */
function vitest(title: string, args: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'hilum-tests-'))
  const summary = join(folder, 'summary.json')
  const program = join(root, 'node_modules/vitest/vitest.mjs')
  const ok = run(title, process.execPath, [program, 'run', ...args], { HILUM_TEST_SUMMARY: summary })
  const suites = existsSync(summary) ? (JSON.parse(readFileSync(summary, 'utf8')) as SuiteSummary[]) : []
  rmSync(folder, { recursive: true, force: true })
  rows.push(...suites)
  if (!ok && suites.every((suite) => suite.failed === 0)) check('vitest itself', false, 0)
}

if (filters.length > 0) vitest('Vitest', filters)
else {
  vitest('Vitest', ['--exclude', '**/*.alone.test.ts'])
  // these measure delays and memory, or drive a browser that renders in software: nothing else may run beside them
  vitest('Vitest, one at a time', ['--maxWorkers=1', '.alone.test.ts'])
}

const width = Math.max(...rows.map((row) => row.suite.length), 5)
console.log(`\n${'suite'.padEnd(width)}  passed  failed  skipped  seconds`)
for (const row of rows.sort((a, b) => a.suite.localeCompare(b.suite))) {
  const figures = [row.passed, row.failed, row.skipped]
    .map((value, index) => String(value).padStart([6, 6, 7][index] ?? 6))
    .join('  ')
  console.log(`${row.suite.padEnd(width)}  ${figures}  ${row.seconds.toFixed(1).padStart(7)}`)
  for (const reason of row.reasons) console.log(`${' '.repeat(width)}  skipped: ${reason}`)
}
const total = (key: 'passed' | 'failed' | 'skipped'): number => rows.reduce((sum, row) => sum + row[key], 0)
console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`)
process.exit(total('failed') === 0 ? 0 : 1)
