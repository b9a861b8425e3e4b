import { add, cross, type Vec3 } from '../../../src-shared/geometry.ts'
import { controlFile, controlWith } from './control-image.ts'
import type { Files } from './control-series.ts'
import { text, us } from './elements.ts'

/** HU in the patient on a grid along the LPS axes. */
export interface Block {
  readonly size: Vec3
  readonly spacing: Vec3
  readonly origin: Vec3
  readonly hu: (i: number, j: number, k: number) => number
}

/** Files of a scan of the block whose rows and columns run along these axes; slices in order of file names, along the normal. */
export function orientedSeries(block: Block, row: Vec3, column: Vec3): Files {
  const normal = cross(row, column)
  const along = [row, column, normal].map((direction) => {
    const axis = direction.findIndex((part) => part !== 0) as 0 | 1 | 2
    return { axis, forward: direction[axis] > 0, count: block.size[axis], spacing: block.spacing[axis] }
  })
  const [across, down, through] = along as [(typeof along)[0], (typeof along)[0], (typeof along)[0]]
  const indexOf = (place: (typeof along)[0], n: number): number => (place.forward ? n : place.count - 1 - n)
  const files: Files = {}
  for (let s = 0; s < through.count; s++) {
    const hu = new Int16Array(across.count * down.count)
    const index: [number, number, number] = [0, 0, 0]
    index[through.axis] = indexOf(through, s)
    for (let y = 0; y < down.count; y++) {
      index[down.axis] = indexOf(down, y)
      for (let x = 0; x < across.count; x++) {
        index[across.axis] = indexOf(across, x)
        hu[y * across.count + x] = block.hu(...index)
      }
    }
    index[across.axis] = indexOf(across, 0)
    index[down.axis] = indexOf(down, 0)
    const position = add(
      block.origin,
      [0, 1, 2].map((axis) => (index[axis] ?? 0) * (block.spacing[axis] ?? 0)) as unknown as Vec3,
    )
    files[`IM${String(s).padStart(3, '0')}`] = controlFile(
      controlWith(
        [
          text(0x00200037, 'DS', [...row, ...column].join('\\')),
          text(0x00200032, 'DS', position.map((value) => Number(value.toFixed(6))).join('\\')),
          text(0x00280030, 'DS', `${down.spacing}\\${across.spacing}`),
          us(0x00280010, down.count),
          us(0x00280011, across.count),
        ],
        { k: s, hu },
      ),
    )
  }
  return files
}
