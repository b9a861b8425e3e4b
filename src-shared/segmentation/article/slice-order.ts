import type { Finding } from '../../finding.ts'
import { english } from '../../number-format.ts'
import type { VolumeSlice } from '../../volume.ts'

/**
 * The present slices in the article's order: by InstanceNumber - 1, where the numbers are exactly 1 to n; by rank of the
 * number otherwise (with a finding, since the article's code would stop or overwrite slices). Equal or missing numbers keep
 * the order of position; missing ones come last.
 */
export function sliceOrder(volume: { readonly slices: readonly Pick<VolumeSlice, 'instanceNumber' | 'present'>[] }): {
  order: number[]
  findings: Finding[]
} {
  const present = volume.slices.flatMap((slice, k) => (slice.present ? [{ k, number: slice.instanceNumber }] : []))
  const rank = (number: number | null): number => number ?? Number.POSITIVE_INFINITY
  const ordered = present.toSorted((a, b) =>
    rank(a.number) < rank(b.number) ? -1 : Number(rank(a.number) > rank(b.number)),
  )
  const order = ordered.map((slice) => slice.k)
  if (ordered.every((slice, at) => slice.number === at + 1)) return { order, findings: [] }
  const numbers = ordered.flatMap((slice) => (slice.number === null ? [] : [slice.number]))
  const span = numbers.length === 0 ? 'no numbers' : `${numbers[0]} to ${numbers.at(-1)}`
  return {
    order,
    findings: [
      {
        code: 'W_ARTICLE_ORDER',
        severity: 'warning',
        message: `Instance numbers are not exactly 1 to ${english.number(ordered.length)} (found: ${span}). The article's code would stop or overwrite slices; here the slices follow the rank of their numbers.`,
        where: { stage: 'normalize' },
        details: {
          slices: ordered.length,
          numbered: numbers.length,
          first: numbers[0] ?? null,
          last: numbers.at(-1) ?? null,
        },
      },
    ],
  }
}
