const longestPx = 120
/** What lies right of the bar and around it, and what the letter in the middle needs. */
const besidePx = 44

/** How long the bar may be in a view of this width, in CSS pixels: it keeps clear of the letter in the middle. */
export const longestBar = (widthPx: number): number => Math.max(1, Math.min(longestPx, widthPx / 2 - besidePx))

/** A bar of a round length: 1, 2 or 5 times a power of ten mm, the longest that is at most `longest` pixels. */
export function scaleBar(pixelsPerMm: number, longest = longestPx): { lengthMm: number; pixels: number } {
  const most = longest / pixelsPerMm
  const power = 10 ** Math.floor(Math.log10(most))
  const lengthMm = [5, 2, 1].map((factor) => factor * power).find((length) => length <= most * (1 + 1e-9)) ?? power
  return { lengthMm, pixels: lengthMm * pixelsPerMm }
}
