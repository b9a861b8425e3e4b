import { Failure } from '../../src-shared/failure.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import { lungsOf } from '../../src-shared/segmentation/compare/compare-labels.ts'
import type { MethodState } from '../../src-shared/segmentation/method.ts'
import { finalLabels, stageLabels, stageMask } from '../../src-shared/segmentation/run-method.ts'
import type { Services } from './services.ts'
import type { LabelmapEntry } from './store.ts'
import type { Preview } from './tasks/preview-task.ts'

/** A view of shared memory, to be copied as it is sent; `check` before each copy throws `E_NOT_FOUND` where it is let go of. */
export interface SharedBytes {
  readonly bytes: Uint8Array
  readonly check?: () => void
}

/** What the byte routes of the contract serve; views of shared memory, never copies. They throw `Failure`. */
export interface Bytes {
  preview(seriesId: string, plane: 'axial' | 'coronal', size: number, signal?: AbortSignal): Promise<Preview>
  /** Int16 HU of slices z0 to z1 - 1. */
  volume(volumeId: string, z0: number, z1: number): SharedBytes
  /** Words of the rows of slices z0 to z1 - 1 of the mask, or of one label, of a result or an opened labelmap. */
  mask(segmentationId: string, stage: string, z0: number, z1: number, label?: number): SharedBytes
  mesh(meshId: string, part: 'positions' | 'indices'): SharedBytes
}

const previewSize = { smallest: 16, largest: 512 }
const previewLimit = 256

export function createBytes({ pool, scans, store }: Services): Bytes {
  const previews = new Map<string, Preview>()
  return {
    preview: async (seriesId, plane, size, signal) => {
      const { smallest, largest } = previewSize
      if (!Number.isInteger(size) || size < smallest || size > largest) {
        throw new Failure('E_PARAMETER', `The size of a preview is a whole number from ${smallest} to ${largest}.`, {
          size,
        })
      }
      const { source } = scans.series(seriesId)
      const key = `${source.key} ${plane} ${size}`
      const preview =
        previews.get(key) ?? (await pool.run('preview', { source, plane, size }, { signal, urgent: true }))
      previews.delete(key)
      previews.set(key, preview)
      const [oldest] = previews.keys()
      if (previews.size > previewLimit && oldest !== undefined) previews.delete(oldest)
      return preview
    },
    volume: (volumeId, z0, z1) => {
      const { volume, ready } = store.volume(volumeId)
      checkRange(z0, z1, ready.length)
      if (ready.subarray(z0, z1).includes(0)) {
        throw new Failure(
          'E_NOT_FOUND',
          'Some of these slices are not read yet. Ask again when they are named as ready.',
          { z0, z1 },
        )
      }
      const check = (): void => {
        store.volume(volumeId)
      }
      return { bytes: slab(volume.hu, ready.length, z0, z1), check }
    },
    mask: (segmentationId, stage, z0, z1, label) => {
      const opened = store.labelmap(segmentationId)
      const { words, size } =
        opened === null
          ? maskOf(store.segmentation(segmentationId).state, stage, label)
          : maskOfFile(opened, stage, label)
      checkRange(z0, z1, size[2])
      return { bytes: slab(words, size[2], z0, z1) }
    },
    mesh: (meshId, part) => {
      const array = store.mesh(meshId)[part]
      return { bytes: new Uint8Array(array.buffer, array.byteOffset, array.byteLength) }
    },
  }
}

function maskOf(state: MethodState, stage: string, label: number | undefined): BitMask {
  if (label === undefined) return stageMask(state, stage)
  return ofLabel(stage === 'final' ? finalLabels(state) : stageLabels(state, stage), stage, label)
}

function maskOfFile({ info, labels, volume }: LabelmapEntry, stage: string, label: number | undefined): BitMask {
  if (stage !== 'final') {
    throw new Failure('E_NOT_FOUND', `A mask of a file has no stage "${stage}".`, { labelmapId: info.labelmapId })
  }
  return label === undefined ? lungsOf(labels, volume.info.grid) : ofLabel(labels, stage, label)
}

function ofLabel(labels: readonly LabelMask[], stage: string, label: number): BitMask {
  const found = labels.find((one) => one.label === label)
  if (found !== undefined) return found.mask
  throw new Failure('E_NOT_FOUND', `Stage "${stage}" has no label ${label}.`, {
    stage,
    known: labels.map((one) => one.label),
  })
}

function checkRange(z0: number, z1: number, count: number): void {
  if (Number.isInteger(z0) && Number.isInteger(z1) && z0 >= 0 && z0 < z1 && z1 <= count) return
  throw new Failure('E_PARAMETER', `Slices from z0 to z1 must lie within 0 to ${count}, z0 before z1.`, { count })
}

function slab(array: Int16Array | Uint32Array, slices: number, z0: number, z1: number): Uint8Array {
  const sliceBytes = array.byteLength / slices
  return new Uint8Array(array.buffer, array.byteOffset + z0 * sliceBytes, (z1 - z0) * sliceBytes)
}
