import { expect, it } from 'vitest'
import { type LabelMask, labels } from '../../../src-shared/labels.ts'
import { packBits } from '../../../src-shared/mask.ts'
import { compareLabels } from '../../../src-shared/segmentation/compare/compare-labels.ts'
import type { MethodState } from '../../../src-shared/segmentation/method.ts'
import { finalLabels } from '../../../src-shared/segmentation/run-method.ts'
import { segmentationInfo } from '../../../src-shared/segmentation/segmentation-info.ts'
import type { Volume } from '../../../src-shared/volume.ts'
import { loadSeries } from '../../support/load-series.ts'
import { readNrrd } from '../../support/read-nrrd.ts'
import { runStandard, troubles } from '../../support/run-standard.ts'
import { describeWithData, testData } from '../../support/test-data.ts'

/** The figures of both lungs together against the truth, told in the log. */
function judge(name: string, state: MethodState, volume: Volume, truth: ArrayLike<number>): number {
  const mask = packBits(
    Uint8Array.from(truth, (value) => (value === 0 ? 0 : 1)),
    volume.grid.size,
  )
  const { lungs } = compareLabels(finalLabels(state), [{ label: 1, name: 'lungs', mask }], volume.grid)
  const { voxels, hausdorff95Mm, meanSurfaceDistanceMm } = lungs
  console.log(
    `${name}: Dice ${lungs.dice?.toFixed(4)}, ${voxels.onlyA} voxels over, ${voxels.onlyB} under, 95 % Hausdorff ${hausdorff95Mm?.toFixed(2)} mm, mean surface distance ${meanSurfaceDistanceMm?.toFixed(2)} mm`,
  )
  return lungs.dice ?? 0
}

/** Right and left of the lobes' labelmap: the lower byte names the region, thirds of the left lung 9 to 11, of the right 12 to 14. */
function sidesOf(values: ArrayLike<number>, { grid }: Volume): LabelMask[] {
  const side = (label: number, name: 'right' | 'left', first: number): LabelMask => {
    const inside = Uint8Array.from(values, (value) => ((value & 255) >= first && (value & 255) < first + 3 ? 1 : 0))
    return { label, name, mask: packBits(inside, grid.size) }
  }
  return [side(labels.rightLung, 'right', 12), side(labels.leftLung, 'left', 9)]
}

describeWithData('the small real chest with truth', ['chest-ct64'], (folder) => {
  it('meets its lungs, right and left, airways out', async () => {
    const volume = await loadSeries(`${folder}/dicom`)
    const state = runStandard(volume)
    const truth = readNrrd(testData('chest-ct64', 'masks', 'wholeLung-64.nrrd') ?? '')
    expect(judge('chest-ct64', state, volume, truth)).toBeGreaterThan(0.985)
    const lobes = readNrrd(testData('chest-ct64', 'masks', 'lm-64.nrrd') ?? '')
    const sides = compareLabels(finalLabels(state), sidesOf(lobes, volume), volume.grid).labels
    expect(sides.map(({ name }) => name)).toEqual(['right', 'left'])
    for (const { name, dice, voxels, hausdorff95Mm, meanSurfaceDistanceMm } of sides) {
      console.log(
        `chest-ct64, ${name}: Dice ${dice?.toFixed(4)}, ${voxels.onlyA} voxels over, ${voxels.onlyB} under, 95 % Hausdorff ${hausdorff95Mm?.toFixed(2)} mm, mean surface distance ${meanSurfaceDistanceMm?.toFixed(2)} mm`,
      )
      expect(dice).toBeGreaterThan(0.985)
    }
    expect(troubles(state)).toEqual([])
    const { measurements } = segmentationInfo(state, volume)
    expect((measurements?.right.volumeMl ?? 0) / (measurements?.total.volumeMl ?? 1)).toBeCloseTo(0.53, 2)
    expect(measurements?.airwayMl).toBeGreaterThan(20)
    expect(measurements?.total.meanHU).toBeLessThan(-850)
  })
})

describeWithData('the expert lungs', ['chest-lctsc-102'], (folder) => {
  it('are met in a scan from abdomen to head with arms in the field', async () => {
    const volume = await loadSeries(`${folder}/dicom`)
    const state = runStandard(volume)
    expect(judge('chest-lctsc-102', state, volume, readNrrd(`${folder}/lungs.nrrd`))).toBeGreaterThan(0.978)
    expect(troubles(state)).toEqual([])
  })
})

describeWithData('chests without truth', ['chest-siemens-8mm'], () => {
  it.each([
    ['chest-philips-5mm/soft', [5000, 6000], ['W_CONSOLIDATION']],
    ['chest-philips-5mm/sharp', [5000, 6000], ['W_CONSOLIDATION', 'W_HARD_KERNEL']],
    ['chest-siemens-8mm', [2400, 3000], ['W_TRUNCATED_BASE', 'W_LUNG_RATIO', 'W_CONSOLIDATION']],
  ] as const)('%s: both lungs, airways, and the tumour told', async (name, [least, most], codes) => {
    const volume = await loadSeries(testData(...name.split('/')) ?? '')
    const state = runStandard(volume)
    expect(troubles(state)).toEqual(codes)
    const { volumes, parts } = segmentationInfo(state, volume)
    expect(Object.keys(volumes)).toEqual(['right', 'left', 'airways'])
    const lungs = (volumes['right']?.volumeMl ?? 0) + (volumes['left']?.volumeMl ?? 0)
    expect(lungs).toBeGreaterThan(least)
    expect(lungs).toBeLessThan(most)
    expect(parts.pixelUnit).toBe('mm³')
  })
})
