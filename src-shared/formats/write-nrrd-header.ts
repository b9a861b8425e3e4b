import { type Grid, scale, type Vec3 } from '../geometry.ts'

/** What the voxels of an NRRD file are, and how they lie in it. */
export type NrrdContent =
  | { readonly type: 'unsigned char'; readonly encoding: 'gzip' }
  | { readonly type: 'short'; readonly encoding: 'raw' }

const vector = (v: Vec3): string => `(${v.join(',')})`

/**
 * The text of an NRRD header in LPS, with the empty line that ends it; `pairs` are further lines, such as "key:=value".
 * Source: the NRRD format's definition (teem.sourceforge.net/nrrd/format.html).
 */
export function writeNrrdHeader(
  grid: Grid,
  text: string,
  { type, encoding }: NrrdContent,
  pairs: readonly string[],
): string {
  const axes = grid.direction.map((unit, axis) => vector(scale(unit, grid.spacing[axis] as number)))
  return [
    'NRRD0005',
    `# ${text}`,
    `type: ${type}`,
    'dimension: 3',
    'space: left-posterior-superior',
    `sizes: ${grid.size.join(' ')}`,
    `space directions: ${axes.join(' ')}`,
    'kinds: domain domain domain',
    ...(type === 'short' ? ['endian: little'] : []),
    `encoding: ${encoding}`,
    `space origin: ${vector(grid.origin)}`,
    ...pairs,
    '',
    '',
  ].join('\n')
}
