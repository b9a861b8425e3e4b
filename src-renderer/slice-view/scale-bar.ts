/** A bar of a round length: 1, 2 or 5 times a power of ten mm, the longest that is at most `longest` pixels. */
export function scaleBar(pixelsPerMm: number, longest = 120): { lengthMm: number; pixels: number } {
  const most = longest / pixelsPerMm
  const power = 10 ** Math.floor(Math.log10(most))
  const lengthMm = [5, 2, 1].map((factor) => factor * power).find((length) => length <= most * (1 + 1e-9)) ?? power
  return { lengthMm, pixels: lengthMm * pixelsPerMm }
}
