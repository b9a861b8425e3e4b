import type { LabelmapInfo, MeshInfo, SegmentationInfo, VolumeInfo } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import type { Finding } from '../../src-shared/finding.ts'
import type { LabelMask, LabelName } from '../../src-shared/labels.ts'
import { limits } from '../../src-shared/limits.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import type { RecordedSeries } from '../../src-shared/run-record.ts'
import type { MethodState } from '../../src-shared/segmentation/method.ts'
import { finalLabels } from '../../src-shared/segmentation/run-method.ts'
import type { SurfaceOptions } from '../../src-shared/surface-options.ts'
import type { Volume } from '../../src-shared/volume.ts'
import type { InputFile } from './load/load-slices.ts'
import type { VolumePlan } from './load/plan-volume.ts'
import { availableMemory, outOfMemory } from './memory.ts'
import type { SeriesSource } from './scan/series-source.ts'
import type { Sealed } from './sealed.ts'
import type { SpareMemory } from './spare-memory.ts'

export interface VolumeEntry {
  readonly info: VolumeInfo
  readonly allowGaps: boolean
  /** Of the scan it was read from: a folder scanned anew may hold other files. */
  readonly sourceKey: string
  readonly volume: Volume
  readonly bytes: number
  readonly sourceFolder: string
  readonly series: RecordedSeries
  /** The files it was read from; files that refer to the series are written by it. */
  readonly read: { readonly source: Sealed<SeriesSource>; readonly plan: Sealed<VolumePlan> }
  /** True where a file does not say whether text, a name say, is burned into its pixels. */
  readonly mayHoldText: boolean
  /** Why it can be shown but not segmented. */
  readonly viewOnly: Failure | null
  /** 1 for each slice k that is read. */
  readonly ready: Uint8Array
  /** What reading the slices gave; null until all are read. */
  loaded: LoadedVolume | null
}

export interface LoadedVolume {
  readonly range: [number, number]
  readonly findings: Finding[]
  readonly inputs: InputFile[]
}

export interface SegmentationEntry {
  readonly info: SegmentationInfo
  readonly volume: VolumeEntry
  readonly state: MethodState
  /** The surface made last. */
  mesh: MeshEntry | null
}

/** A labelmap of a file; its masks have the volume's size. */
export interface LabelmapEntry {
  readonly info: LabelmapInfo
  readonly volume: VolumeEntry
  readonly labels: readonly LabelMask[]
}

/** What can be compared: a result or an opened labelmap. */
export interface Labelled {
  readonly info: SegmentationInfo | LabelmapInfo
  readonly volume: VolumeEntry
  readonly labels: readonly LabelMask[]
  readonly sliceRange: readonly [number, number] | null
  /** Null of a file. */
  readonly state: MethodState | null
}

export interface MeshEntry {
  readonly info: MeshInfo
  readonly parts: readonly {
    readonly meshId: string
    readonly label: number
    readonly name: LabelName
    readonly mesh: Mesh
  }[]
  readonly options: Required<SurfaceOptions>
}

/** How many runs of one volume stay within reach; a newer one pushes out the oldest that is not its method's newest. */
const runsOfVolume = 4
/** How many opened labelmaps of one volume stay within reach; a newer one pushes out the oldest. */
const labelmapsOfVolume = 8

interface HeldVolume {
  readonly entry: VolumeEntry
  /** How many jobs work on it; it is not let go of while there are any. */
  pins: number
}

export class Store {
  readonly #volumes = new Map<string, HeldVolume>()
  readonly #segmentations = new Map<string, SegmentationEntry>()
  readonly #labelmaps = new Map<string, LabelmapEntry>()
  readonly #availableBytes: () => number
  readonly #spare: SpareMemory | null
  readonly #onLetGo: () => void

  /** Memory of volumes let go of is kept in `spare`, where there is one; `onLetGo` runs when a newer result pushed out an older one. */
  constructor(
    availableBytes: () => number = availableMemory,
    spare: SpareMemory | null = null,
    onLetGo: () => void = () => {},
  ) {
    this.#availableBytes = availableBytes
    this.#spare = spare
    this.#onLetGo = onLetGo
  }

  /**
   * Makes room for a volume of `bytes` before it is allocated, by letting go of the volumes used longest ago. Throws `E_MEMORY`
   * with needed and available MB where it would take more than its share of the memory even then. True where it let go of any.
   */
  makeRoom(bytes: number): boolean {
    // memory of volumes still being read is set aside, but not all taken yet: it counts against the budget only
    const taken = this.#heldBytes(({ entry }) => entry.loaded !== null)
    const budget = limits.memoryFraction * (this.#availableBytes() + taken + this.#spareBytes())
    const room = () => budget - this.#heldBytes(() => true)
    const evictable = [...this.#volumes.values()].filter(({ pins }) => pins === 0)
    const reachable = room() + evictable.reduce((sum, { entry }) => sum + entry.bytes, 0)
    if (bytes > reachable) throw outOfMemory(bytes, reachable)
    let evicted = false
    for (const { entry } of evictable) {
      if (bytes <= room()) break
      evicted = this.unload(entry.info.volumeId)
    }
    return evicted
  }

  /**
   * Throws `E_MEMORY` with needed and available MB where work that takes `bytes` besides what is held already would take more
   * than its share of the memory that is free now; `what` starts the sentence.
   */
  requireFree(bytes: number, what: string): void {
    const setAside = this.#heldBytes(({ entry }) => entry.loaded === null)
    const free = limits.memoryFraction * (this.#availableBytes() + this.#spareBytes()) - setAside
    if (bytes > free) throw outOfMemory(bytes, free, what)
    if (bytes > free - limits.memoryFraction * this.#spareBytes()) this.#spare?.drop()
  }

  /** Memory of a volume let go of that suits one of `bytes`, whose own it is from now on; it holds what it held. */
  takeSpare(bytes: number): SharedArrayBuffer | null {
    return this.#spare?.take(bytes) ?? null
  }

  addVolume(entry: VolumeEntry): void {
    this.#volumes.set(entry.info.volumeId, { entry, pins: 0 })
  }

  /**
   * Keeps a volume from being let go of for room while `work` runs, and its memory from being used for another one: all that
   * reads voxels and waits in between does so within. Throws `E_NOT_FOUND`.
   */
  async whilePinned<Result>(volumeId: string, work: () => Promise<Result>): Promise<Result> {
    const held = this.#held(volumeId)
    held.pins += 1
    try {
      return await work()
    } finally {
      held.pins -= 1
    }
  }

  /** A loaded volume and from now on the one used last; throws `E_NOT_FOUND`. */
  volume(volumeId: string): VolumeEntry {
    const found = this.#held(volumeId)
    this.#volumes.delete(volumeId)
    this.#volumes.set(volumeId, found)
    return found.entry
  }

  /** A volume of this series that is wholly read, if one is there. */
  findLoaded(seriesId: string, allowGaps: boolean, sourceKey: string): VolumeEntry | null {
    for (const { entry } of this.#volumes.values()) {
      const same = entry.info.seriesId === seriesId && entry.allowGaps === allowGaps && entry.sourceKey === sourceKey
      if (same && entry.loaded !== null) return this.volume(entry.info.volumeId)
    }
    return null
  }

  unload(volumeId: string): boolean {
    for (const [id, { volume }] of this.#segmentations) {
      if (volume.info.volumeId === volumeId) this.#segmentations.delete(id)
    }
    for (const { labelmapId } of this.#labelmapsOf(volumeId)) this.#labelmaps.delete(labelmapId)
    const held = this.#volumes.get(volumeId)
    if (held !== undefined) this.#keepMemory(held)
    return this.#volumes.delete(volumeId)
  }

  addSegmentation(entry: SegmentationEntry): void {
    this.#segmentations.set(entry.info.segmentationId, entry)
    const runs = this.#runsOf(entry.info.volumeId)
    const older = runs.filter((run, at) => runs.slice(at + 1).some(({ info }) => info.method === run.info.method))
    for (const { info } of older.slice(0, Math.max(0, runs.length - runsOfVolume))) {
      this.#segmentations.delete(info.segmentationId)
      this.#onLetGo()
    }
  }

  /** The newest run of a method on a volume, whose unchanged stages the next one takes over. */
  lastState(volumeId: string, method: string): MethodState | null {
    return this.#runsOf(volumeId).findLast(({ info }) => info.method === method)?.state ?? null
  }

  /** Throws `E_NOT_FOUND`. */
  segmentation(segmentationId: string): SegmentationEntry {
    const entry = this.#segmentations.get(segmentationId)
    if (entry === undefined) {
      throw new Failure('E_NOT_FOUND', 'This result is not in memory any more. Run the method again.', {
        segmentationId,
      })
    }
    return entry
  }

  addLabelmap(entry: LabelmapEntry): void {
    this.#labelmaps.set(entry.info.labelmapId, entry)
    const all = this.#labelmapsOf(entry.info.volumeId)
    for (const { labelmapId } of all.slice(0, -labelmapsOfVolume)) this.#labelmaps.delete(labelmapId)
  }

  closeLabelmap(labelmapId: string): boolean {
    return this.#labelmaps.delete(labelmapId)
  }

  /** An opened labelmap; null where the id is none of one. */
  labelmap(labelmapId: string): LabelmapEntry | null {
    return this.#labelmaps.get(labelmapId) ?? null
  }

  /** The result or the opened labelmap of an id. Throws `E_NOT_FOUND`. */
  labelled(id: string): Labelled {
    const opened = this.labelmap(id)
    if (opened !== null) return { ...opened, sliceRange: opened.info.sliceRange, state: null }
    const { info, volume, state } = this.segmentation(id)
    return { info, volume, labels: finalLabels(state), sliceRange: info.sliceRange, state }
  }

  /** Throws `E_NOT_FOUND`. */
  mesh(meshId: string): Mesh {
    for (const { mesh } of this.#segmentations.values()) {
      const part = mesh?.parts.find((one) => one.meshId === meshId)
      if (part !== undefined) return part.mesh
    }
    throw new Failure('E_NOT_FOUND', 'This surface is not in memory any more. Make it again.', { meshId })
  }

  #held(volumeId: string): HeldVolume {
    const held = this.#volumes.get(volumeId)
    if (held !== undefined) return held
    throw new Failure('E_NOT_FOUND', 'This volume is not in memory any more. Open the series again.', { volumeId })
  }

  /** Of a volume at work, or not wholly read, some thread may still write or read the memory. */
  #keepMemory({ entry, pins }: HeldVolume): void {
    if (pins > 0 || entry.loaded === null) return
    const { buffer } = entry.volume.hu
    if (buffer instanceof SharedArrayBuffer) this.#spare?.keep(buffer)
  }

  #spareBytes(): number {
    return this.#spare?.bytes ?? 0
  }

  #runsOf(volumeId: string): SegmentationEntry[] {
    return [...this.#segmentations.values()].filter(({ info }) => info.volumeId === volumeId)
  }

  #labelmapsOf(volumeId: string): LabelmapInfo[] {
    return [...this.#labelmaps.values()].map(({ info }) => info).filter((info) => info.volumeId === volumeId)
  }

  #heldBytes(which: (volume: HeldVolume) => boolean): number {
    let bytes = 0
    for (const volume of this.#volumes.values()) if (which(volume)) bytes += volume.entry.bytes
    return bytes
  }
}
