import { describe, expect, it } from 'vitest'
import { without } from '../../../src-shared/imaging/mask-logic.ts'
import { countBits } from '../../../src-shared/mask.ts'
import { lungsOf } from '../../../src-shared/segmentation/compare/compare-labels.ts'
import { whyDiffer } from '../../../src-shared/segmentation/compare/why-differ.ts'
import { finalLabels, stageMask } from '../../../src-shared/segmentation/run-method.ts'
import { loadSeries } from '../../support/load-series.ts'
import { runArticle } from '../../support/run-article.ts'
import { runStandard } from '../../support/run-standard.ts'
import { describeWithData } from '../../support/test-data.ts'

describeWithData('why the methods differ on a real scan', ['chest-philips-5mm', 'soft'], (study) => {
  it('puts every voxel of the difference down to one stage, and tells the airways', async () => {
    const volume = await loadSeries(study)
    const [article, standard] = [runArticle(volume), runStandard(volume)]
    const a = { labels: finalLabels(article), state: article }
    const b = { labels: finalLabels(standard), state: standard }
    const lungs = [lungsOf(a.labels, volume.grid), lungsOf(b.labels, volume.grid)] as const
    const reasons = whyDiffer(a, b, volume.grid)
    const sum = (only: 'a' | 'b', file = reasons): number =>
      file.filter((reason) => reason.only === only).reduce((all, { voxels }) => all + voxels, 0)
    expect(sum('a')).toBe(countBits(without(lungs[0], lungs[1])))
    expect(sum('b')).toBe(countBits(without(lungs[1], lungs[0])))
    expect(reasons.map(({ voxels }) => voxels)).toEqual(reasons.map(({ voxels }) => voxels).sort((x, y) => y - x))
    const airway = reasons.find(({ only, stage, does }) => only === 'a' && stage === 'airway' && does === 'leaves-out')
    expect(airway?.by).toBe('b')
    expect(airway?.volumeMl).toBeGreaterThan(10)

    // voxels the standard method adds after its threshold left them out
    const added = reasons.filter(({ only, does }) => only === 'b' && does === 'adds')
    const late = without(without(lungs[1], lungs[0]), stageMask(standard, 'air'))
    expect(added.reduce((all, { voxels }) => all + voxels, 0)).toBeGreaterThanOrEqual(countBits(late))

    // of a file nothing is known but that it lacks or has them
    const file = { labels: a.labels, state: null }
    const alone = whyDiffer(file, b, volume.grid)
    expect(alone.every(({ by }) => by === 'b')).toBe(true)
    expect([sum('a', alone), sum('b', alone)]).toEqual([sum('a'), sum('b')])
    expect(whyDiffer(file, { labels: b.labels, state: null }, volume.grid)).toEqual([])
    expect(whyDiffer(a, a, volume.grid)).toEqual([])
  })
})

describe('why two results differ', () => {
  it('is told of nothing where both are empty', () => {
    const grid = { size: [4, 4, 2], spacing: [1, 1, 1], origin: [0, 0, 0] } as const
    const direction = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
    const empty = { labels: [], state: null }
    expect(whyDiffer(empty, empty, { ...grid, direction })).toEqual([])
  })
})
