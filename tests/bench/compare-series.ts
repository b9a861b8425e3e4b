import { existsSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type BenchOptions, warmUps } from './bench-options.ts'
import { compareStages, tableLines } from './compare-table.ts'
import { joinRuns, type Measured, measure, mebibytes, type StageRuns, settled, withSum } from './measured.ts'

const seriesFolders = [
  ['chest-philips-5mm', 'soft'],
  ['chest-siemens-8mm'],
  ['chest-lctsc-102', 'dicom'],
  ['chest-ct64', 'dicom'],
]
const articleToMask = ['read', 'normalize', 'threshold', 'border', 'small-parts', 'closing']
const hilumToMask = ['scan', 'load', 'segment']

/** One run of the article's script prints its figures as plain numbers. */
type OneRun = Omit<Measured, 'seconds' | 'processor'> & Record<'seconds' | 'processor', Record<string, number>>

const asRuns = (one: ReturnType<typeof measure>): ReturnType<typeof measure> => {
  const { seconds, processor } = one as unknown as OneRun
  const lists = (table: Record<string, number>): StageRuns =>
    Object.fromEntries(Object.entries(table).map(([stage, value]) => [stage, [value]]))
  return { ...one, seconds: lists(seconds), processor: lists(processor) }
}

/** From DICOM files to mask and surface on real series: the article's script as it stands, and Hilum. */
export function compareSeries({ data, work, runs, quick, say }: BenchOptions): Record<string, unknown> {
  const results: Record<string, unknown> = {}
  for (const parts of quick ? seriesFolders.slice(0, 1) : seriesFolders) {
    const [name, folder] = [parts.join('/'), join(data, ...parts)]
    if (!existsSync(folder)) {
      say(`\n== ${name}: not here, left out`)
      continue
    }
    const only = onlyImages(folder, work)
    const article = joinRuns(Array.from({ length: runs }, () => asRuns(measure('article.py', [only]))))
    const cold = Array.from({ length: Math.min(runs, 3) }, () => measure('hilum-run.ts', [folder, 'rows', 1]))
    const warm = settled(measure('hilum-run.ts', [folder, 'rows', runs + warmUps]), warmUps)
    const sums = (runsOf: StageRuns, toMask: readonly string[]): StageRuns =>
      withSum(withSum(runsOf, 'files to mask', toMask), 'files to surface', [...toMask, 'surface'])
    const ours = withSum(sums(warm.seconds, hilumToMask), 'read', ['scan', 'load'])
    const stages = [...articleToMask, 'surface', 'files to mask', 'files to surface']
    const rows = [
      ...compareStages({ article: sums(article.seconds, articleToMask), Hilum: ours }, stages),
      ...compareStages({ article: sums(article.processor, articleToMask), Hilum: sums(warm.processor, hilumToMask) }, [
        'files to surface',
      ]).map((row) => ({ ...row, stage: 'its processor time' })),
      ...compareStages(
        { article: { process: [article.process] }, Hilum: { process: cold.map((run) => run.process) } },
        ['process'],
      ).map((row) => ({ ...row, stage: 'whole process, cold' })),
    ]
    const same = article.voxels === warm.voxels ? 'the same number of voxels' : 'voxels NOT the same'
    const peak = Math.max(...cold.map(({ peakBytes }) => peakBytes))
    say(`\n== ${name}, rows: ${same}; peak memory ${mebibytes(article.peakBytes)} and ${mebibytes(peak)}`)
    for (const line of tableLines(rows)) say(line)
    results[name] = { article, warm, cold, rows }
  }
  return results
}

/** The article lists every file of its folder and reads it as DICOM, so that it gets one with nothing else in it. */
function onlyImages(folder: string, work: string): string {
  const only = mkdtempSync(join(work, 'series-'))
  for (const name of readdirSync(folder)) if (name.endsWith('.dcm')) symlinkSync(join(folder, name), join(only, name))
  return only
}
