import { describe, expect, it, vi } from 'vitest'
import { SpareMemory } from '../../src-main/engine/spare-memory.ts'
import { Store, type VolumeEntry } from '../../src-main/engine/store.ts'
import type { SegmentationInfo, VolumeInfo } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import { limits } from '../../src-shared/limits.ts'

const MB = 1_000_000
const sealed = (key: string) => ({ key, bytes: new Uint8Array() })

function volume(volumeId: string, bytes: number, loaded = true): VolumeEntry {
  return {
    info: { volumeId, seriesId: `series of ${volumeId}` } as VolumeInfo,
    allowGaps: false,
    sourceKey: 'scan 1',
    volume: { hu: new Int16Array(0) } as unknown as VolumeEntry['volume'],
    bytes,
    sourceFolder: '/study',
    series: { caseCode: '', seriesNumber: null, fingerprint: '' },
    read: { source: sealed('scan 1'), plan: sealed('scan 1') },
    mayHoldText: false,
    viewOnly: null,
    ready: new Uint8Array(1),
    loaded: loaded ? { range: [0, 1], findings: [], inputs: [] } : null,
  }
}

/** A store on a machine with this much free memory, of which volumes that are added take their part. */
function storeWith(availableMB: number) {
  const store = new Store(() => availableMB * MB)
  const add = (id: string, sizeMB: number, loaded = true) => {
    store.makeRoom(sizeMB * MB)
    store.addVolume(volume(id, sizeMB * MB, loaded))
    if (loaded) availableMB -= sizeMB
  }
  const ids = (...names: string[]) => names.filter((name) => isThere(store, name))
  return { store, add, ids }
}

function isThere(store: Store, volumeId: string): boolean {
  try {
    store.volume(volumeId)
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'E_NOT_FOUND' })
    return false
  }
}

function run(store: Store, segmentationId: string, volumeId: string, method = 'm'): void {
  const info = { segmentationId, volumeId, method } as SegmentationInfo
  store.addSegmentation({
    info,
    volume: store.volume(volumeId),
    state: { method, parameters: {}, stages: [] },
    mesh: null,
  })
}

describe('memory', () => {
  it('refuses a volume beyond its share, with what it needs and what there is', () => {
    const { store } = storeWith(1000)
    const share = 1000 * limits.memoryFraction
    expect(store.makeRoom(share * MB)).toBe(false)
    const failure = (() => {
      try {
        store.makeRoom((share + 1) * MB)
        return null
      } catch (error) {
        return error as Failure
      }
    })()
    expect(failure).toMatchObject({ code: 'E_MEMORY', details: { neededMB: share + 1, availableMB: share } })
    expect(failure?.message).toContain(`${share + 1} MB`)
  })

  it('refuses work beyond its share of what is free besides volumes being read', () => {
    const { add, store } = storeWith(1000)
    add('a', 100)
    add('b', 200, false)
    const free = 900 * limits.memoryFraction - 200
    expect(() => store.requireFree(free * MB, 'This run')).not.toThrow()
    expect(() => store.requireFree((free + 1) * MB, 'This run')).toThrow(
      expect.objectContaining({
        code: 'E_MEMORY',
        message: expect.stringMatching(/^This run needs 341 MB, but only 340 MB/),
        details: { neededMB: free + 1, availableMB: free },
      }),
    )
  })

  it('lets go of the volumes used longest ago, and of no more than it must', () => {
    const { add, ids, store } = storeWith(1000)
    add('a', 200)
    add('b', 200)
    add('c', 200)
    store.volume('a')
    add('d', 150)
    expect(ids('a', 'b', 'c', 'd')).toEqual(['a', 'c', 'd'])
  })

  it('lets go of nothing where even that would not be enough', () => {
    const { add, ids, store } = storeWith(1000)
    add('a', 200)
    expect(() => store.makeRoom(601 * MB)).toThrow(expect.objectContaining({ code: 'E_MEMORY' }))
    expect(ids('a')).toEqual(['a'])
  })

  it('counts volumes that are still being read against the share', () => {
    const { add, store } = storeWith(1000)
    add('a', 400, false)
    expect(() => store.makeRoom(200 * MB)).not.toThrow()
    add('b', 150, false)
    expect(() => add('c', 500)).not.toThrow()
  })

  it('keeps volumes that are at work', async () => {
    const { add, ids, store } = storeWith(1000)
    add('a', 400)
    await store.whilePinned('a', async () => {
      expect(() => store.makeRoom(300 * MB)).toThrow(expect.objectContaining({ code: 'E_MEMORY' }))
    })
    store.makeRoom(300 * MB)
    expect(ids('a')).toEqual([])
  })
})

describe('memory of volumes let go of', () => {
  const held = (id: string, loaded = true, sizeMB = 100): VolumeEntry => {
    const hu = new Int16Array(new SharedArrayBuffer(sizeMB * MB))
    return { ...volume(id, sizeMB * MB, loaded), volume: { hu } as unknown as VolumeEntry['volume'] }
  }
  const storeWithSpare = (availableMB = 1000) => {
    const drops: number[] = []
    const spare = new SpareMemory(() => drops.push(spare.bytes))
    return { store: new Store(() => availableMB * MB, spare), spare, drops }
  }

  it('goes to the next volume of its size', () => {
    const { store } = storeWithSpare()
    const entry = held('a')
    store.addVolume(entry)
    expect(store.takeSpare(100 * MB)).toBe(null)
    store.unload('a')
    expect(store.takeSpare(90 * MB)).toBe(entry.volume.hu.buffer)
    expect(store.takeSpare(90 * MB)).toBe(null)
  })

  it('is not used again where a thread may be at it: before all is read, and at work', async () => {
    const { store, spare } = storeWithSpare()
    store.addVolume(held('reading', false))
    store.unload('reading')
    store.addVolume(held('at work'))
    await store.whilePinned('at work', async () => {
      store.unload('at work')
    })
    expect(spare.bytes).toBe(0)
  })

  it('counts as free, and is given back where other work needs it', () => {
    const { store, spare, drops } = storeWithSpare(800)
    store.addVolume(held('a', true, 200))
    store.unload('a')
    const share = 1000 * limits.memoryFraction
    expect(() => store.makeRoom(share * MB)).not.toThrow()
    expect(() => store.makeRoom((share + 1) * MB)).toThrow(expect.objectContaining({ code: 'E_MEMORY' }))
    store.requireFree((share - 200) * MB, 'This run')
    expect(spare.bytes).toBe(200 * MB)
    store.requireFree(share * MB, 'This run')
    expect([spare.bytes, drops]).toEqual([0, [0]])
  })

  it('is what remains of volumes that made room', () => {
    const { store, spare } = storeWithSpare()
    store.addVolume(held('a', true, 300))
    store.addVolume(held('b', true, 100))
    store.makeRoom(700 * MB)
    expect(spare.bytes).toBe(300 * MB)
  })

  it('refuses work on a volume that is gone', async () => {
    const { store } = storeWithSpare()
    await expect(store.whilePinned('a', async () => true)).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
  })
})

describe('store', () => {
  it('gives a volume again that is wholly read, from the same scan only', () => {
    const store = new Store()
    store.addVolume(volume('a', 1, false))
    expect(store.findLoaded('series of a', false, 'scan 1')).toBeNull()
    store.addVolume(volume('b', 1))
    expect(store.findLoaded('series of b', false, 'scan 1')?.info.volumeId).toBe('b')
    expect(store.findLoaded('series of b', true, 'scan 1')).toBeNull()
    expect(store.findLoaded('series of b', false, 'scan 2')).toBeNull()
  })

  it('keeps the four newest runs of a volume, and each method’s last state', () => {
    const store = new Store()
    store.addVolume(volume('a', 1))
    store.addVolume(volume('b', 1))
    for (const id of ['1', '2', '3', '4', '5']) run(store, id, 'a')
    run(store, '6', 'b')
    expect(() => store.segmentation('1')).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }))
    for (const id of ['2', '3', '4', '5', '6']) expect(store.segmentation(id).info.segmentationId).toBe(id)
    expect(store.lastState('a', 'm')).toBe(store.segmentation('5').state)
    expect(store.lastState('a', 'other')).toBeNull()
  })

  it('tells when a run is let go of for a newer one', () => {
    const onLetGo = vi.fn()
    const store = new Store(() => 1000 * MB, null, onLetGo)
    store.addVolume(volume('a', MB))
    for (let n = 0; n < 4; n++) run(store, `run ${n}`, 'a')
    expect(onLetGo).not.toHaveBeenCalled()
    run(store, 'run 4', 'a')
    expect(onLetGo).toHaveBeenCalledTimes(1)
  })

  it('keeps the newest run of a method, however often another is run', () => {
    const store = new Store()
    store.addVolume(volume('a', 1))
    for (const id of ['1', '2']) run(store, id, 'a', 'seldom')
    for (const id of ['3', '4', '5', '6', '7', '8']) run(store, id, 'a', 'often')
    const kept = ['1', '2', '3', '4', '5', '6', '7', '8'].filter((id) => {
      try {
        return store.segmentation(id) !== undefined
      } catch {
        return false
      }
    })
    expect(kept).toEqual(['2', '6', '7', '8'])
    expect(store.lastState('a', 'seldom')).toBe(store.segmentation('2').state)
  })

  it('lets go of a volume with its runs and surfaces', () => {
    const store = new Store()
    store.addVolume(volume('a', 1))
    run(store, '1', 'a')
    const mesh = { positions: new Float32Array(3), indices: new Uint32Array(3) }
    const meshInfo = { segmentationId: '1', parts: [], vertices: 1, triangles: 1 }
    const info = { ...meshInfo, volumeMl: 0, smoothingChangePercent: 0, seconds: 0 }
    store.segmentation('1').mesh = {
      info,
      parts: [{ meshId: 'm', label: 1, name: 'lungs', mesh }],
      options: { smoothingIterations: 0, decimationPercent: 0 },
    }
    expect(store.mesh('m')).toBe(mesh)
    expect(store.unload('a')).toBe(true)
    expect(store.unload('a')).toBe(false)
    expect(() => store.segmentation('1')).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }))
    expect(() => store.mesh('m')).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }))
  })
})
