import { createNumberFormat, type NumberFormat } from '../../../src-shared/number-format.ts'

export type Language = 'en' | 'de'

/** How one language writes figures, sizes and dates. */
export interface Formats extends NumberFormat {
  readonly language: Language
  percent(fraction: number): string
  /** From YYYYMMDD; empty where it is not a date. */
  day(text: string): string
  /** Today with its time, yesterday, a day of this year, else with the year. */
  when(time: number, now: number): string
  milliseconds(seconds: number): string
}

export function createFormats(language: Language, words: { today: string; yesterday: string }): Formats {
  const locale = language === 'en' ? 'en-GB' : 'de-DE'
  const numbers = createNumberFormat(locale)
  const { number } = numbers
  const date = (time: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, options).format(time)
  return {
    ...numbers,
    language,
    percent: (fraction) => `${number(Math.round(fraction * 100))} %`,
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
