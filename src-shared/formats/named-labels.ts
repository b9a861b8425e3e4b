import type { LabelMask, LabelName } from '../labels.ts'
import { labels as labelValues } from '../labels.ts'
import { createBitMask } from '../mask.ts'
import { type Labelmap, otherLabels } from './labelmap.ts'

const nameOfValue = new Map<number, LabelName>([
  [labelValues.rightLung, 'right'],
  [labelValues.leftLung, 'left'],
  [labelValues.airways, 'airways'],
])

/**
 * The labels of a labelmap as masks: 1 right lung, 2 left lung, 3 airways as Hilum writes them; of a file with one label alone, whatever
 * its value, that is all lung. Labels without a voxel are left out. Throws `E_LABELMAP` for other labels.
 */
export function namedLabels({ size, voxels }: Labelmap): LabelMask[] {
  const [nx, ny, nz] = size
  const masks = new Map<number, LabelMask['mask']>()
  for (let row = 0, at = 0; row < ny * nz; row++) {
    for (let i = 0; i < nx; i++, at++) {
      const value = voxels[at] as number
      if (value === 0) continue
      let mask = masks.get(value)
      if (mask === undefined) {
        mask = createBitMask(size, true)
        masks.set(value, mask)
      }
      const word = row * mask.wordsPerRow + (i >>> 5)
      mask.words[word] = (mask.words[word] as number) | (1 << (i & 31))
    }
  }
  const found = [...masks].sort(([a], [b]) => a - b)
  const [only] = found
  if (only !== undefined && found.length === 1 && only[0] !== labelValues.leftLung && only[0] !== labelValues.airways) {
    return [{ label: only[0], name: 'lungs', mask: only[1] }]
  }
  return found.map(([label, mask]) => {
    const name = nameOfValue.get(label)
    if (name !== undefined) return { label, name, mask }
    throw otherLabels(found.map(([value]) => value))
  })
}
