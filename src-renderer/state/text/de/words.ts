import { createFormats } from '../formats.ts'

/** Numbers, dates and sizes in German. */
export const f = createFormats('de', { today: 'heute', yesterday: 'gestern' })

/** A number with the word that goes with it. */
export const count = (n: number, one: string, many: string): string => `${f.number(n)} ${n === 1 ? one : many}`
