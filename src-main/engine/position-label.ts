import { type Grid, indexToPoint, type Plane, slicePlane } from '../../src-shared/geometry.ts'
import { english } from '../../src-shared/number-format.ts'

const axes: Readonly<Record<Plane, { readonly axis: 0 | 1 | 2; readonly letters: readonly [string, string] }>> = {
  sagittal: { axis: 0, letters: ['L', 'R'] },
  coronal: { axis: 1, letters: ['P', 'A'] },
  axial: { axis: 2, letters: ['S', 'I'] },
}

/** Where slice k lies along its plane's axis of the patient, such as "I 229.0 mm"; for tilted slices, at their first voxel. */
export function positionLabel(grid: Grid, k: number): string {
  const { axis, letters } = axes[slicePlane(grid)]
  const mm = indexToPoint(grid, [0, 0, k])[axis]
  return `${letters[mm < 0 ? 1 : 0]} ${english.number(Math.abs(mm), 1)} mm`
}
