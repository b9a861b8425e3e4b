import { expect, it } from 'vitest'
import type { MethodState } from '../../../src-shared/segmentation/method.ts'
import { segmentationInfo } from '../../../src-shared/segmentation/segmentation-info.ts'
import { loadSeries } from '../../support/load-series.ts'
import { readNrrd } from '../../support/read-nrrd.ts'
import { labelmap, runStandard, troubles } from '../../support/run-standard.ts'
import { describeWithData, testData } from '../../support/test-data.ts'

/** Dice of both lungs together, and voxels too many and too few. */
function compare(state: MethodState, truth: ArrayLike<number>): { dice: number; over: number; under: number } {
  const found = labelmap(state)
  let [both, over, under] = [0, 0, 0]
  found.forEach((label, at) => {
    const [own, right] = [label === 1 || label === 2, truth[at] !== 0]
    if (own && right) both++
    else if (own) over++
    else if (right) under++
  })
  return { dice: (2 * both) / (2 * both + over + under), over, under }
}

describeWithData('the small real chest with truth', ['chest-ct64'], (folder) => {
  it('meets its lungs, right and left, airways out', async () => {
    const volume = await loadSeries(`${folder}/dicom`)
    const state = runStandard(volume)
    const truth = readNrrd(testData('chest-ct64', 'masks', 'wholeLung-64.nrrd') ?? '')
    const { dice, over, under } = compare(state, truth)
    console.log(`chest-ct64: Dice ${dice.toFixed(4)}, ${over} voxels over, ${under} under`)
    expect(dice).toBeGreaterThan(0.985)
    expect(troubles(state)).toEqual([])
    const { measurements } = segmentationInfo(state, volume)
    expect((measurements?.right.volumeMl ?? 0) / (measurements?.total.volumeMl ?? 1)).toBeCloseTo(0.53, 2)
    expect(measurements?.airwayMl).toBeGreaterThan(20)
    expect(measurements?.total.meanHU).toBeLessThan(-850)
  })
})

describeWithData('the expert lungs', ['chest-lctsc-102'], (folder) => {
  it('are met in a scan from abdomen to head with arms in the field', async () => {
    const state = runStandard(await loadSeries(`${folder}/dicom`))
    const { dice, over, under } = compare(state, readNrrd(`${folder}/lungs.nrrd`))
    console.log(`chest-lctsc-102: Dice ${dice.toFixed(4)}, ${over} voxels over, ${under} under`)
    expect(dice).toBeGreaterThan(0.978)
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
