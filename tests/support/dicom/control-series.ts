import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { controlFile, controlHu, controlSize, controlWith, type ImageOptions } from './control-image.ts'
import type { FileOptions } from './dicom-file.ts'
import type { DataElement } from './elements.ts'

export const seriesSlices = 12

/** Name and bytes of each file of a folder. */
export type Files = Record<string, Uint8Array>

export interface SliceChange extends ImageOptions {
  readonly changes?: readonly (DataElement | number)[]
  readonly options?: FileOptions
  readonly name?: string
}

/** Files of a series of twelve axial slices, head first, supine, 0.8 x 0.8 x 2.0 mm; `change` says what is odd about slice k, null leaves it out. */
export function controlSeries(change: (k: number) => SliceChange | null = () => ({}), slices = seriesSlices): Files {
  const files: Files = {}
  for (let k = 0; k < slices; k++) {
    const slice = change(k)
    if (slice === null) continue
    const { changes = [], options, name = `IM${String(k + 1).padStart(4, '0')}`, ...image } = slice
    files[name] = controlFile(controlWith(changes, { k, ...image }), options)
  }
  return files
}

/** HU of the whole series, [k][y][x]. */
export function seriesHu(slices = seriesSlices): Int16Array {
  const hu = new Int16Array(slices * controlSize ** 2)
  for (let k = 0; k < slices; k++) hu.set(controlHu(k), k * controlSize ** 2)
  return hu
}

/** Writes files below a folder; names may hold "/". */
export function writeFiles(folder: string, files: Files): void {
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
}
