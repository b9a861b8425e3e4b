import type { BitMask } from './mask.ts'

/** Label values of every labelmap Hilum writes. 0 is background. */
export const labels = { rightLung: 1, leftLung: 2, airways: 3 } as const

/** The article's method knows no sides: its one label. */
export const articleLabel = 1

/** "lungs" is the one label of methods that know no sides. */
export type LabelName = 'lungs' | 'right' | 'left' | 'airways'

/** One structure of a labelmap; the masks of one labelmap have no voxel in common. */
export interface LabelMask {
  readonly label: number
  readonly name: LabelName
  readonly mask: BitMask
}

/** True for labels that are lung. */
export const isLung = ({ name }: { readonly name: string }): boolean => name !== 'airways'
