/** How one language writes figures and sizes; minus signs are true ones. */
export interface NumberFormat {
  /** Fixed number of decimals, thousands grouped. */
  number(value: number, decimals?: number): string
  /** Up to `decimals`, without grouping: for HU and stored values. */
  plain(value: number, decimals?: number): string
  /** Up to `decimals`, trailing zeros left out, thousands grouped. */
  short(value: number, decimals: number): string
  /** A size in powers of 1000, such as "940 kB" or "3.1 MB". */
  bytes(count: number): string
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Figures for people in the language of `locale`; files and records that programs read hold plain ones. */
export function createNumberFormat(locale: string): NumberFormat {
  const cache = new Map<string, Intl.NumberFormat>()
  const format = (value: number, minimum: number, maximum: number, useGrouping = true): string => {
    const key = `${minimum}/${maximum}/${useGrouping}`
    let made = cache.get(key)
    if (made === undefined) {
      made = new Intl.NumberFormat(locale, {
        minimumFractionDigits: minimum,
        maximumFractionDigits: maximum,
        useGrouping,
        signDisplay: 'negative',
      })
      cache.set(key, made)
    }
    return made.format(value).replace('-', '−')
  }
  const number = (value: number, decimals = 0): string => format(value, decimals, decimals)
  return {
    number,
    plain: (value, decimals = 0) => format(value, 0, decimals, false),
    short: (value, decimals) => format(value, 0, decimals),
    bytes(count) {
      let value = count
      let unit = 0
      while (value >= 1000 && unit < units.length - 1) {
        value /= 1000
        unit++
      }
      return `${number(value, unit >= 2 && value < 100 ? 1 : 0)} ${units[unit] ?? ''}`
    },
  }
}

/** Figures in the English sentences that findings, failures, proofs, reports and the command line are made of. */
export const english = createNumberFormat('en-GB')
