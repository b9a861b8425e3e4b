import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../src-renderer/host/client.ts'
import { useApp } from '../../src-renderer/state/app-store.ts'
import { followComparison } from '../../src-renderer/state/compare-run.ts'
import { noComparison, noFiles, useCompare } from '../../src-renderer/state/compare-store.ts'
import { setEngine } from '../../src-renderer/state/engine.ts'
import { closeMask, openMask } from '../../src-renderer/state/open-mask.ts'
import { freshState, useSegmentation } from '../../src-renderer/state/segmentation-store.ts'
import { useVolume } from '../../src-renderer/state/volume-store.ts'
import { cancelWork } from '../../src-renderer/state/workflow.ts'
import type { Comparison, LabelmapInfo, VolumeInfo } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve, 10))
const volume = { volumeId: 'volume', grid: { size: [32, 1, 2] } } as unknown as VolumeInfo
const comparison = { lungs: { dice: 0.75 } } as Comparison

function infoOf(labelmapId: string, name: string): LabelmapInfo {
  const labels = ['right', 'left'] as const
  return {
    labelmapId,
    volumeId: 'volume',
    name,
    format: 'NIfTI',
    bytes: 1,
    sha256: '',
    placed: 'file',
    labels: labels.map((label, n) => ({ name: label, label: n + 1, title: null, voxels: 1, volumeMl: 1 })),
    sliceRange: [0, 1],
  }
}

/** An engine that opens any file, unless it is told otherwise. */
function fakeEngine() {
  const told = { hold: false, refused: null as Failure | null, chosen: true, closed: [] as string[], cancelled: 0 }
  const asked: string[] = []
  const compared: [string, string][] = []
  const fetched: string[] = []
  const client = {
    jobs: { cancel: async () => ({ cancelled: ++told.cancelled > 0 }) },
    folders: {
      choose: async ({ path }: { path: string }) => {
        asked.push(`choose ${path}`)
        told.chosen = true
        return { problem: null }
      },
    },
    labelmaps: {
      open: async ({ path }: { path: string }) => {
        if (!told.chosen) throw new Failure('E_PATH_NOT_ALLOWED', 'Choose it first.')
        if (told.refused !== null) throw told.refused
        asked.push(path)
        const info = infoOf(`mask ${asked.length}`, path.split('/').at(-1) ?? '')
        return (async function* () {
          yield { type: 'progress', step: 'open', done: 1, total: 4, fraction: 0.25 }
          if (told.hold) await new Promise(() => {})
          yield { type: 'done', labelmap: info }
        })()
      },
      close: async ({ labelmapId }: { labelmapId: string }) => ({ closed: told.closed.push(labelmapId) > 0 }),
    },
    segmentation: {
      compare: async ({ a, b }: { a: string; b: string }) => {
        compared.push([a, b])
        return (async function* () {
          yield { type: 'done', comparison, seconds: 0 }
        })()
      },
    },
  }
  setEngine({
    client: client as unknown as Client,
    fetchBytes: async (path) => {
      fetched.push(path)
      const left = path.endsWith('label=2')
      return { buffer: new Uint32Array(left ? [0b1000, 0] : [0b0001, 0b1]).buffer, headers: new Headers() }
    },
  })
  return { told, asked, compared, fetched }
}

describe('mask files on the page', () => {
  let engine: ReturnType<typeof fakeEngine>
  let stop: () => void
  beforeEach(() => {
    engine = fakeEngine()
    useVolume.setState({ info: null, loaded: true, series: null })
    useCompare.setState({ ...noComparison, ...noFiles })
    useSegmentation.setState(freshState('standard'))
    useApp.setState({ screen: 'review' })
    stop = followComparison()
    useVolume.setState({ info: volume })
  })
  afterEach(() => stop())

  it('opens a file beside the method on Review and shows Compare', async () => {
    await openMask('/masks/lungs.nii.gz')
    const { opened, chosen, opening } = useCompare.getState()
    expect(useApp.getState().screen).toBe('compare')
    expect(opened.map(({ title }) => title)).toEqual(['lungs.nii.gz'])
    expect(chosen).toEqual(['standard', opened[0]?.labelmapId])
    expect(opening).toBe(null)
  })

  it('compares two files without any method’s result, and fetches the masks of each once', async () => {
    await openMask('/masks/lungs.nii.gz')
    await openMask('/others/lungs.nii.gz')
    const [first, second] = useCompare.getState().opened
    expect([first?.title, second?.title]).toEqual(['lungs.nii.gz', 'lungs.nii.gz (2)'])
    await settle()
    expect(engine.compared).toEqual([])
    useCompare.setState({ chosen: [first?.labelmapId ?? '', second?.labelmapId ?? ''] })
    await settle()
    expect(engine.compared).toEqual([[first?.labelmapId, second?.labelmapId]])
    const { sides, difference, comparison: found } = useCompare.getState()
    expect([...(sides?.[0].mask.words ?? [])]).toEqual([0b1001, 0b1])
    expect(sides?.[1].labels.map(({ name }) => name)).toEqual(['right', 'left'])
    expect([...(difference?.both.words ?? [])]).toEqual([0b1001, 0b1])
    expect(found).toBe(comparison)
    useCompare.setState({ chosen: [second?.labelmapId ?? '', first?.labelmapId ?? ''] })
    await settle()
    expect(engine.compared.at(-1)).toEqual([second?.labelmapId, first?.labelmapId])
    expect(engine.fetched).toHaveLength(4)
  })

  it('chooses the folder of a file that was typed or dropped by looking into it', async () => {
    engine.told.chosen = false
    await openMask('/far/away/lungs.nrrd')
    expect(engine.asked).toEqual(['choose /far/away', '/far/away/lungs.nrrd'])
    expect(useCompare.getState().opened).toHaveLength(1)
  })

  it('says why a file was not opened, and keeps what is on screen', async () => {
    engine.told.refused = new Failure('E_GRID', 'Other voxels.', { differs: ['size'] })
    await openMask('/masks/other.nii')
    expect(useCompare.getState()).toMatchObject({
      ...noFiles,
      notOpened: { name: 'other.nii', failure: { code: 'E_GRID' } },
    })
    engine.told.refused = null
    await openMask('/masks/lungs.nii')
    expect(useCompare.getState().notOpened).toBe(null)
  })

  it('is cancelled with Esc, without a word of failure', async () => {
    engine.told.hold = true
    const opening = openMask('/masks/lungs.nii.gz')
    await settle()
    expect(useCompare.getState().opening).toMatchObject({ name: 'lungs.nii.gz', progress: { fraction: 0.25 } })
    expect(cancelWork()).toBe(true)
    await opening
    expect(engine.told.cancelled).toBe(1)
    expect(useCompare.getState()).toMatchObject({ ...noFiles })
  })

  it('lets go of a file: a method takes its place', async () => {
    await openMask('/masks/lungs.nii.gz')
    const [mask] = useCompare.getState().opened
    if (mask === undefined) throw new Error('nothing was opened')
    closeMask(mask)
    expect(useCompare.getState()).toMatchObject({ opened: [], chosen: ['standard', 'article'] })
    expect(engine.told.closed).toEqual([mask.labelmapId])
  })

  it('forgets every file with the series', async () => {
    await openMask('/masks/lungs.nii.gz')
    useVolume.setState({ info: { ...volume, volumeId: 'other' }, loaded: false })
    expect(useCompare.getState()).toMatchObject({ ...noComparison, ...noFiles })
  })
})
