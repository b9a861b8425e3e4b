import type { Instance, OtherInstance } from '../../../src-shared/dicom/instance.ts'
import type { Unusable } from './build-series.ts'
import { seriesKey } from './scan-file.ts'
import type { SliceSource } from './series-source.ts'
import type { FoundFile } from './walk-folder.ts'

export interface Bucket {
  readonly images: SliceSource[]
  readonly others: { readonly instance: OtherInstance; readonly file: FoundFile }[]
  readonly damaged: Unusable[]
  localizers: number
}

/** Not slices at all: their absence from a series is no hole in it. */
const noSlice = new Set(['E_NOT_CT', 'E_LOCALIZER'])
/** Files that may be slices, as far as one can tell without reading them. */
const maybeSlice = new Set(['E_TRUNCATED', 'E_READ', 'E_BAD_VR', 'E_LENGTH_OVERFLOW', 'E_INFLATE', 'E_FILE_TOO_LARGE'])

/** Files by the series they belong to, while a folder is read. */
export class SeriesBuckets {
  readonly #buckets = new Map<string, Bucket>()
  readonly #unknown: Unusable[] = []

  addInstance(instance: Instance | OtherInstance, file: FoundFile, stamp: string | null): void {
    const bucket = this.#bucket(seriesKey(instance, instance.series.seriesNumber))
    if (instance.kind === 'other') {
      bucket.others.push({ instance, file })
      return
    }
    const known = bucket.images[0]
    const { path, relative: relativeFile, bytes: fileBytes } = file
    const image = { ...instance, path: Uint8Array.from(path), relativeFile, fileBytes, stamp }
    // one object for all slices that say the same: a series can have thousands
    if (known !== undefined && JSON.stringify(known.series) === JSON.stringify(image.series))
      image.series = known.series
    bucket.images.push(image)
  }

  /** `key` is null for a file that does not say which series it belongs to. */
  addUnusable(key: string | null, file: Unusable): void {
    const { code } = file.failure
    if (key === null) {
      if (maybeSlice.has(code) || (code === 'E_NOT_DICOM' && file.failure.details['bytes'] === 0))
        this.#unknown.push(file)
      return
    }
    const bucket = this.#bucket(key)
    if (code === 'E_LOCALIZER') bucket.localizers++
    else if (!noSlice.has(code)) bucket.damaged.push(file)
  }

  all(): Iterable<[string, Bucket]> {
    return this.#buckets
  }

  /** Unreadable files of unknown kind in the folders a series lies in. */
  besideOf(bucket: Bucket): Unusable[] {
    if (this.#unknown.length === 0) return []
    const folders = new Set(bucket.images.map((image) => folderOf(image.relativeFile)))
    return this.#unknown.filter((file) => folders.has(folderOf(file.relativeFile)))
  }

  #bucket(key: string): Bucket {
    const bucket = this.#buckets.get(key) ?? { images: [], others: [], damaged: [], localizers: 0 }
    this.#buckets.set(key, bucket)
    return bucket
  }
}

const folderOf = (relative: string): string => relative.slice(0, relative.lastIndexOf('/') + 1)
