import type { MaskContour } from './mask-contour.ts'

/**
 * A contour as a path in pixels of the slice. Plain, it follows the pixel edges; smooth, every corner is rounded between
 * the middles of the two pixel edges that meet there, so that stairs become slopes.
 */
export function contourPath(contour: MaskContour, smooth: boolean): Path2D {
  const path = new Path2D()
  const { points, starts } = contour
  for (let loop = 0; loop + 1 < starts.length; loop++) {
    const from = starts[loop] as number
    const to = starts[loop + 1] as number
    if (!smooth) {
      path.moveTo(points[from] as number, points[from + 1] as number)
      for (let p = from + 2; p < to; p += 2) path.lineTo(points[p] as number, points[p + 1] as number)
      path.closePath()
      continue
    }
    let x = points[to - 2] as number
    let y = points[to - 1] as number
    for (let p = from; p < to; p += 2) {
      const cornerX = points[p] as number
      const cornerY = points[p + 1] as number
      const after = p + 2 < to ? p + 2 : from
      const startX = cornerX - Math.sign(cornerX - x) / 2
      const startY = cornerY - Math.sign(cornerY - y) / 2
      const endX = cornerX + Math.sign((points[after] as number) - cornerX) / 2
      const endY = cornerY + Math.sign((points[after + 1] as number) - cornerY) / 2
      if (p === from) path.moveTo(startX, startY)
      else path.lineTo(startX, startY)
      path.quadraticCurveTo(cornerX, cornerY, endX, endY)
      x = cornerX
      y = cornerY
    }
    path.closePath()
  }
  return path
}
