/**
 * The number that was typed where a separator of thousands stands for a decimal one: "1,5" in English, "1.5" in German.
 * Null where the text reads as the language writes numbers.
 */
export function misplacedSeparator(text: string, locale: string): number | null {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6)
  const group = parts.find(({ type }) => type === 'group')?.value ?? ','
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.'
  const plain = text.trim()
  if (!plain.includes(group) || plain.includes(decimal)) return null
  const [whole = '', ...rest] = plain.split(group)
  if (/^-?\d{1,3}$/.test(whole) && rest.every((digits) => /^\d{3}$/.test(digits))) return null
  const value = rest.length === 1 ? Number(`${whole}.${rest[0]}`) : Number.NaN
  return Number.isFinite(value) ? value : null
}

/** The number a text means, read as the language writes numbers or with its separators swapped; null for none. */
export function typedNumber(text: string, locale: string): number | null {
  const misplaced = misplacedSeparator(text, locale)
  if (misplaced !== null) return misplaced
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6)
  const group = parts.find(({ type }) => type === 'group')?.value ?? ','
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.'
  const plain = text.trim().replaceAll(group, '').replace(decimal, '.')
  const value = Number(plain)
  return plain === '' || !Number.isFinite(value) ? null : value
}
