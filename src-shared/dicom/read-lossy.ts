import type { ByteSource } from './byte-source.ts'
import { type Inflate, openDataSet, tagText } from './open-data-set.ts'

const tags = { compression: 0x0028_2110, ratio: 0x0028_2112, method: 0x0028_2114 } as const
const wanted = new Set<number>(Object.values(tags))

/** How an image was once compressed with loss, one value a compression in the order they were done; empty where it does not say. */
export interface LossyCompression {
  readonly ratios: readonly string[]
  readonly methods: readonly string[]
}

/**
 * Reads how one file's image was compressed with loss; null where it was not. Values that are no ratio (DS) or method (CS) are
 * left out with all of their kind, since each value stands for one compression. Throws what `openDataSet` throws.
 * Source: PS3.3, C.7.6.1.1.5.
 */
export function readLossy(file: ByteSource, inflate: Inflate): LossyCompression | null {
  const { attributes } = openDataSet(file, inflate, wanted)
  const values = (tag: number, form: RegExp): string[] => {
    const all = (attributes.string(tagText(tag)) ?? '').split('\\').map((value) => value.trim())
    return all.every((value) => form.test(value)) ? all : []
  }
  if (attributes.string(tagText(tags.compression))?.trim() !== '01') return null
  return { ratios: values(tags.ratio, /^(?=.{1,16}$)\d+(\.\d+)?$/), methods: values(tags.method, /^[A-Z0-9_ ]{1,16}$/) }
}
