import { english } from './number-format.ts'
/** A number with its word: "1 slice", "0 slices", "12 slices". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${english.number(count)} ${count === 1 ? one : many}`
}
