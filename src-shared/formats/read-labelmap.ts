import { type Labelmap, unreadable } from './labelmap.ts'
import { readMha } from './read-mha.ts'
import { readNiftiLabelmap } from './read-nifti-labelmap.ts'
import { readNpy } from './read-npy.ts'
import { readNrrd } from './read-nrrd.ts'
import { readPngStack } from './read-png-stack.ts'

type Reader = (bytes: Uint8Array) => Labelmap

/** By the end of the file's name, in lower case. */
const readers: readonly (readonly [string, Reader])[] = [
  ['.nii.gz', readNiftiLabelmap],
  ['.nii', readNiftiLabelmap],
  ['.nrrd', readNrrd],
  ['.mha', readMha],
  ['.npy', readNpy],
  ['.zip', readPngStack],
]

/**
 * Reads a whole file of any labelmap format that Hilum writes, chosen by its name. Axes and their order are the file's own; see
 * `layOnto`. Throws `E_LABELMAP` for what it can't read, `E_TRUNCATED`, `E_INFLATE` and `E_INFLATE_LIMIT`.
 */
export function readLabelmap(name: string, bytes: Uint8Array): Labelmap {
  const lower = name.toLowerCase()
  const reader = readers.find(([end]) => lower.endsWith(end))?.[1]
  if (reader === undefined) {
    const known = readers.map(([end]) => end).join(', ')
    throw unreadable(`its name ends with none of ${known}. Choose another file.`)
  }
  return reader(bytes)
}
