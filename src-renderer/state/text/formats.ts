export type Language = 'en' | 'de'

/** How one language writes figures, sizes and dates; minus signs are true ones. */
export interface Formats {
  readonly language: Language
  /** Fixed number of decimals, thousands grouped. */
  number(value: number, decimals?: number): string
  /** As `number`, without grouping: for HU and stored values. */
  plain(value: number, decimals?: number): string
  /** Up to `decimals`, trailing zeros left out. */
  short(value: number, decimals: number): string
  percent(fraction: number): string
  bytes(count: number): string
  /** From YYYYMMDD; empty where it is not a date. */
  day(text: string): string
  /** Today with its time, yesterday, a day of this year, else with the year. */
  when(time: number, now: number): string
  milliseconds(seconds: number): string
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const

export function createFormats(language: Language, words: { today: string; yesterday: string }): Formats {
  const locale = language === 'en' ? 'en-GB' : 'de-DE'
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
  const date = (time: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, options).format(time)
  return {
    language,
    number,
    plain: (value, decimals = 0) => format(value, 0, decimals, false),
    short: (value, decimals) => format(value, 0, decimals),
    percent: (fraction) => `${number(Math.round(fraction * 100))} %`,
    bytes(count) {
      let value = count
      let unit = 0
      while (value >= 1000 && unit < units.length - 1) {
        value /= 1000
        unit++
      }
      return `${number(value, unit >= 2 && value < 100 ? 1 : 0)} ${units[unit] ?? ''}`
    },
    day(text) {
      const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
      if (match === null) return ''
      const time = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3])).getTime()
      return Number.isNaN(time) ? '' : date(time, { day: 'numeric', month: 'short', year: 'numeric' })
    },
    when(time, now) {
      const start = new Date(now)
      start.setHours(0, 0, 0, 0)
      if (time >= start.getTime()) return `${words.today} ${date(time, { hour: '2-digit', minute: '2-digit' })}`
      if (time >= start.getTime() - 86_400_000) return words.yesterday
      const sameYear = new Date(time).getFullYear() === start.getFullYear()
      return date(time, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) })
    },
    milliseconds: (seconds) => (seconds < 1 ? `${number(Math.round(seconds * 1000))} ms` : `${number(seconds, 1)} s`),
  }
}
