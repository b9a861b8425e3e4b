import { beforeEach, describe, expect, it } from 'vitest'
import { differenceLayers, sideNames } from '../../src-renderer/panels/difference-layers.ts'
import { findAction } from '../../src-renderer/state/actions.ts'
import { useApp } from '../../src-renderer/state/app-store.ts'
import { differenceOf, noComparison, useCompare } from '../../src-renderer/state/compare-store.ts'
import { useSegmentation } from '../../src-renderer/state/segmentation-store.ts'
import { en } from '../../src-renderer/state/text/en.ts'
import { soloLayer, useView } from '../../src-renderer/state/view-store.ts'
import type { SegmentationInfo } from '../../src-shared/contract.ts'
import { createBitMask } from '../../src-shared/mask.ts'

const mask = createBitMask([8, 1, 1])
const difference = differenceOf(mask, mask)
const hidden = () => [...useView.getState().hiddenLayers].sort()

describe('the difference among the layers', () => {
  beforeEach(() => {
    useView.setState({ hiddenLayers: new Set() })
    useSegmentation.setState({ info: { volumes: { right: {}, left: {} } } as unknown as SegmentationInfo })
    useCompare.setState({ ...noComparison, overlay: { compare: true, review: true } })
    useApp.setState({ screen: 'review' })
  })

  it('has the keys of the labels while it is shown in their place', () => {
    useCompare.setState({ difference })
    findAction('toggleLungs').run()
    findAction('toggleAirways').run()
    expect(hidden()).toEqual(['onlyA', 'onlyB'])
    const layers = differenceLayers(en, difference, ['x', 'y'], useView.getState().hiddenLayers)
    expect(layers.filter(({ visible }) => visible).map(({ id }) => id)).toEqual(['both'])
    useCompare.setState({ overlay: { compare: true, review: false } })
    findAction('toggleLungs').run()
    expect(hidden()).toEqual(['onlyA', 'onlyB', 'right'])
  })

  it('leaves them to the labels until it is there, and on Compare', () => {
    findAction('toggleLungs').run()
    useCompare.setState({ difference })
    useApp.setState({ screen: 'compare' })
    findAction('toggleLeft').run()
    expect(hidden()).toEqual(['left', 'right'])
  })

  it('is shown part by part, hidden labels staying hidden', () => {
    useView.setState({ hiddenLayers: new Set(['airways']) })
    const all = ['onlyA', 'both', 'onlyB']
    soloLayer('onlyA', all)
    expect(hidden()).toEqual(['airways', 'both', 'onlyB'])
    soloLayer('onlyA', all)
    expect(hidden()).toEqual(['airways'])
  })
})

it('a mask file is called by its name on screen, and never in a picture', () => {
  const opened = [{ labelmapId: '1', title: 'Zzphi_Canary.nii.gz' }]
  expect(sideNames(en, ['article', '1'], opened, 'screen')).toEqual(['Article', 'Zzphi_Canary.nii.gz'])
  expect(sideNames(en, ['article', '1'], opened, 'picture')).toEqual(['Article', 'Mask file'])
})
