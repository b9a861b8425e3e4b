import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Vec3 } from '../../src-shared/geometry.ts'
import type { Volume } from '../../src-shared/volume.ts'
import { type BenchOptions, warmUps } from './bench-options.ts'
import { type ComparedStage, compareStages, tableLines } from './compare-table.ts'
import { joinRuns, type Measured, measure, mebibytes, type StageRuns, settled, withSum } from './measured.ts'
import { milliseconds, statistics } from './statistics.ts'
import { phantomVolume, readVolume, writeVoxels } from './voxels.ts'

interface Compared {
  readonly size: Vec3
  readonly planes: string
  readonly programs: Readonly<Record<string, Measured>>
  readonly rows: readonly ComparedStage[]
}

const maskStages = ['normalize', 'otsu', 'threshold', 'border', 'small-parts', 'closing']
const shown = ['normalize', 'threshold', 'border', 'small-parts', 'closing', 'mask', 'surface']

/** From voxels in memory to mask and surface: the phantom, and the largest real series at hand. */
export async function compareInMemory(options: BenchOptions): Promise<Record<string, Compared>> {
  const { data, quick } = options
  const slices = quick ? 75 : 300
  const results: Record<string, Compared> = {}
  const add = (name: string, volume: Volume): void => {
    const file = join(options.work, 'voxels.raw')
    writeVoxels(volume, file)
    for (const planes of ['axial', 'rows'])
      results[`${name}, ${planes}`] = compareOne(name, file, volume.grid.size, planes, options)
  }
  add(`phantom 512 x 512 x ${slices}`, phantomVolume(512, slices))
  const largest = join(data, 'chest-lctsc-102', 'dicom')
  if (!quick && existsSync(largest)) add('chest-lctsc-102', await readVolume(largest))
  return results
}

function compareOne(
  name: string,
  file: string,
  size: Vec3,
  planes: string,
  { runs, quick, say }: BenchOptions,
): Compared {
  const peer = (who: string, count: number): Measured =>
    joinRuns([measure('peers.py', [file, ...size, planes, who, count])])
  const article = peer('article', quick ? 1 : Math.min(runs, 3))
  const expert = peer('expert', runs)
  const hilum = settled(measure('memory-run.ts', [file, ...size, planes, runs + warmUps]), warmUps)
  const sums = (runsOf: StageRuns): StageRuns => withSum(runsOf, 'mask', maskStages)
  const rows = compareStages(
    { article: sums(article.seconds), expert: sums(expert.seconds), Hilum: hilum.seconds },
    shown,
  )
  // the standard method knows no planes: measured once
  const standard =
    planes === 'axial' ? settled(measure('standard-run.ts', [file, ...size, Math.min(runs, 3) + 1]), 1) : null
  const programs = { article, expert, hilum, ...(standard === null ? {} : { 'Hilum, standard method': standard }) }
  say(`\n== voxels in memory: ${name} (${size.join(' x ')}), ${planes}, all threads`)
  for (const line of tableLines(rows)) say(line)
  const processor = compareStages(
    { article: sums(article.processor), expert: sums(expert.processor), Hilum: hilum.processor },
    ['mask', 'surface'],
  )
  say('processor time')
  for (const line of tableLines(processor).slice(1)) say(line)
  for (const stage of ['mask, one thread', 'move V, one thread']) {
    say(`${stage.padEnd(24)}${milliseconds(statistics(hilum.seconds[stage] ?? [])).padStart(84)}`)
  }
  if (standard !== null) {
    say(`${'standard method'.padEnd(24)}${milliseconds(statistics(standard.seconds['labels'] ?? [])).padStart(84)}`)
  }
  for (const [program, { voxels, triangles, peakBytes }] of Object.entries(programs)) {
    say(`${program.padEnd(8)} ${voxels} voxels, ${triangles} triangles, peak memory ${mebibytes(peakBytes)}`)
  }
  return { size, planes, programs, rows }
}
