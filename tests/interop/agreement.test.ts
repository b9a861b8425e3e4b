import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Grid } from '../../src-shared/geometry.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import { type BitMask, packBits, unpackBits } from '../../src-shared/mask.ts'
import { compareLabels, lungsOf } from '../../src-shared/segmentation/compare/compare-labels.ts'
import { finalLabels } from '../../src-shared/segmentation/run-method.ts'
import { describeWithJudges } from '../support/judges.ts'
import { loadSeries } from '../support/load-series.ts'
import { runPython } from '../support/python.ts'
import { readNrrd } from '../support/read-nrrd.ts'
import { runArticle } from '../support/run-article.ts'
import { runStandard } from '../support/run-standard.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'

const judge = fileURLToPath(new URL('agreement_judge.py', import.meta.url))

function expectSameFigures(a: readonly LabelMask[], b: readonly LabelMask[], grid: Grid): void {
  const { lungs } = compareLabels(a, b, grid)
  const folder = temporaryFolder()
  const write = (name: string, mask: BitMask): string => {
    const path = join(folder, name)
    writeFileSync(path, unpackBits(mask))
    return path
  }
  const files = [write('a', lungsOf(a, grid)), write('b', lungsOf(b, grid))]
  const theirs = JSON.parse(runPython([judge, grid.size.join(), grid.spacing.join(), ...files]))
  expect(lungs.dice).toBeCloseTo(theirs.dice, 12)
  expect(lungs.jaccard).toBeCloseTo(theirs.jaccard, 12)
  // float32 in between: one part in ten million of some 100 mm
  expect(lungs.hausdorff95Mm).toBeCloseTo(theirs.hausdorff95Mm, 4)
  expect(lungs.meanSurfaceDistanceMm).toBeCloseTo(theirs.meanSurfaceDistanceMm, 5)
  expect(theirs.meanSurfaceDistanceMm).toBeGreaterThan(0.1)
}

describeWithJudges('SciPy finds the same agreement', ['scipy'], () => {
  describeWithData('between two methods', ['chest-philips-5mm', 'soft'], (folder) => {
    it('on thick slices', async () => {
      const volume = await loadSeries(folder)
      expectSameFigures(finalLabels(runArticle(volume)), finalLabels(runStandard(volume)), volume.grid)
    })
  })
  describeWithData('with the truth', ['chest-ct64'], (folder) => {
    it('on a small chest', async () => {
      const volume = await loadSeries(`${folder}/dicom`)
      const truth = Uint8Array.from(readNrrd(`${folder}/masks/wholeLung-64.nrrd`), (value) => (value === 0 ? 0 : 1))
      const lungs: LabelMask = { label: 1, name: 'lungs', mask: packBits(truth, volume.grid.size) }
      expectSameFigures(finalLabels(runStandard(volume)), [lungs], volume.grid)
    })
  })
})
