import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writePhantom } from '../../src-main/engine/sample/write-phantom.ts'
import { noReport } from '../../src-shared/report.ts'
import type { BenchOptions } from './bench-options.ts'
import { type ComparedStage, compareStages, tableLines } from './compare-table.ts'
import { joinRuns, type Measured, measure, mebibytes, type StageRuns, settled, withSum } from './measured.ts'
import { milliseconds, statistics } from './statistics.ts'

const allStages = [
  'read',
  'scan',
  'load',
  'normalize',
  'threshold',
  'border',
  'small-parts',
  'closing',
  'surface',
  'save',
]
const hilumStages = ['scan', 'load', 'segment', 'surface', 'save']
const fewWarmUps = 3

const whole = (runs: StageRuns, stages: readonly string[]): StageRuns => withSum(runs, 'whole job', stages)
const newFolder = (work: string, name: string): string => {
  const folder = join(work, name)
  mkdirSync(folder, { recursive: true })
  return folder
}

async function phantomFolder(work: string, slices: number): Promise<string> {
  const folder = join(work, `phantom-${slices}`)
  await writePhantom(folder, { slices, size: 512 }, noReport)
  return join(folder, 'dicom')
}

/** From DICOM files on disk to mask, surface and files saved: the article's Python with pydicom, and Hilum. */
export async function compareJobs({ work, runs, quick, say }: BenchOptions): Promise<unknown> {
  const slices = quick ? 75 : 300
  const folder = await phantomFolder(work, slices)
  const out = newFolder(work, 'saved')
  const article = joinRuns(
    Array.from({ length: quick ? 1 : Math.min(runs, 3) }, (_, run) =>
      measure('article_job.py', [folder, newFolder(out, `article-${run}`)]),
    ),
  )
  const cold = Array.from({ length: Math.min(runs, 3) }, () => measure('hilum-run.ts', [folder, 'rows', 1, out]))
  const warm = settled(measure('hilum-run.ts', [folder, 'rows', runs + fewWarmUps, out]), fewWarmUps)
  const rows: ComparedStage[] = []
  for (const table of ['seconds', 'processor'] as const) {
    const theirs = whole(article[table], allStages)
    const ours = withSum(whole(warm[table], hilumStages), 'read', ['scan', 'load'])
    const stages = table === 'seconds' ? ['read', ...allStages.slice(3), 'whole job'] : ['whole job']
    const compared = compareStages({ article: theirs, Hilum: ours }, stages)
    rows.push(...compared.map((row) => (table === 'seconds' ? row : { ...row, stage: 'its processor time' })))
  }
  const coldRuns = whole(joinRuns(cold).seconds, hilumStages)
  rows.push(
    ...compareStages({ article: whole(article.seconds, allStages), Hilum: coldRuns }, ['whole job']).map((row) => ({
      ...row,
      stage: 'whole job, first run',
    })),
  )
  say(`\n== DICOM files to mask, surface and saved files: phantom 512 x 512 x ${slices}, rows`)
  for (const line of tableLines(rows)) say(line)
  const peak = Math.max(...cold.map(({ peakBytes }) => peakBytes))
  const volumeBytes = 512 * 512 * slices * 2
  say(
    `peak memory ${mebibytes(article.peakBytes)} and ${mebibytes(peak)}: 1.5 volumes + ${((peak - 1.5 * volumeBytes) / 1e6).toFixed(0)} MB`,
  )
  say(`${article.voxels} and ${warm.voxels} voxels`)
  return { slices, article, cold, warm, rows }
}

/** How the whole job grows with the number of slices. */
export async function compareScaling({ work, runs, quick, say }: BenchOptions): Promise<unknown> {
  say('\n== whole job, phantom of 512 x 512: slices, milliseconds, times the line before')
  const counts = quick ? [75, 150] : [75, 150, 300, 600]
  const results: Record<number, Measured> = {}
  let before: number | null = null
  for (const slices of counts) {
    const folder = await phantomFolder(work, slices)
    const out = newFolder(work, `saved-${slices}`)
    const measured = settled(measure('hilum-run.ts', [folder, 'axial', runs + fewWarmUps, out]), fewWarmUps)
    results[slices] = measured
    const found = statistics(whole(measured.seconds, hilumStages)['whole job'] ?? [])
    const busy = statistics(whole(measured.processor, hilumStages)['whole job'] ?? [])
    const growth = before === null ? '' : `${(found.minimum / before).toFixed(2)}x by minima`
    say(
      `${String(slices).padStart(5)}  ${milliseconds(found)}  ${growth.padEnd(16)}  processor ${milliseconds(busy)}  peak ${mebibytes(measured.peakBytes)}`,
    )
    before = found.minimum
  }
  return results
}
