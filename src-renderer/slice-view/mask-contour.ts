/**
 * Closed outlines along pixel edges. `points` holds corner after corner as x, y in pixel corners (0, 0 is the image's top
 * left), runs of collinear edges merged; outline n takes the points from `starts[n]` up to `starts[n + 1]` (offsets into
 * `points`; the last entry is its length). The mask lies to the right of the direction of travel.
 */
export interface MaskContour {
  readonly points: readonly number[]
  readonly starts: readonly number[]
}

/**
 * Outlines of all parts and holes of a slice (rows x columns of 0 and not 0). Pixels that meet only at a corner are
 * outlined apart (4-connected). One pass over the pixels, then one step an edge.
 */
export function maskContour(pixels: Uint8Array, columns: number, rows: number): MaskContour {
  const points: number[] = []
  const starts: number[] = [0]
  // An outline always holds an upper edge of a pixel, so only those need a mark.
  const traced = new Uint8Array(columns * rows)
  const inside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < columns && y < rows && pixels[y * columns + x] !== 0
  for (let y = 0, at = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, at++) {
      if (pixels[at] === 0 || traced[at] !== 0) continue
      if (y > 0 && pixels[at - columns] !== 0) continue
      let cornerX = x
      let cornerY = y
      let stepX = 1
      let stepY = 0
      do {
        if (stepX === 1) traced[cornerY * columns + cornerX] = 1
        cornerX += stepX
        cornerY += stepY
        // The two pixels ahead of the corner, left and right of the direction of travel.
        const baseX = cornerX + (stepX + stepY - 1) / 2
        const baseY = cornerY + (stepY - stepX - 1) / 2
        const leftAhead = inside(baseX, baseY)
        const rightAhead = inside(baseX - stepY, baseY + stepX)
        if (!rightAhead) {
          points.push(cornerX, cornerY)
          const turn = stepX
          stepX = -stepY
          stepY = turn
        } else if (leftAhead) {
          points.push(cornerX, cornerY)
          const turn = stepX
          stepX = stepY
          stepY = -turn
        }
      } while (cornerX !== x || cornerY !== y || stepX !== 1)
      starts.push(points.length)
    }
  }
  return { points, starts }
}
