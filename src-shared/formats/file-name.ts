import { defaultName } from '../default-formats.ts'
import { Failure } from '../failure.ts'
import type { Format } from './format.ts'

const longest = 80
const beginsWithName = new RegExp(`^${defaultName}[.-]`)
const anyCase = '0000-00'
const anySeries = '0'
const forbidden = /[\\/:*?"<>|{}]/
// names that Windows keeps for devices, whatever follows the first dot
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** What a name may be made of; none of it names the patient. */
export interface NameParts {
  /** As on screen; null where it is not known yet. */
  readonly case: string | null
  readonly method: string
  /** Series Number, `x` for a series without one; null where it is not known yet. */
  readonly series: string | null
}

/**
 * A template such as `{case}-{method}-lungs` with its parts filled in; null where a part of it is not known yet.
 * Throws `E_USAGE` for what can't be a file name on every system, and for parts that are not there.
 */
export function expandName(template: string, parts: NameParts): string | null {
  const values = new Map([
    ['case', parts.case ?? anyCase],
    ['method', parts.method],
    ['series', parts.series ?? anySeries],
  ])
  const name = template.replace(/\{([^{}]*)\}/g, (whole, part: string) => values.get(part) ?? whole)
  const why = problemOf(name)
  if (why !== null) throw refused(template, why)
  const isOpen = [
    parts.case === null && template.includes('{case}'),
    parts.series === null && template.includes('{series}'),
  ]
  return isOpen.includes(true) ? null : name
}

function problemOf(name: string): string | null {
  if (name.trim() === '') return 'it is empty'
  if (name.length > longest) return `it has more than ${longest} characters`
  const wrong = forbidden.exec(name)?.[0]
  if (wrong !== undefined) return `it contains ${wrong}`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'it contains a control character'
  if (/^[.\s-]|[.\s]$/.test(name)) return 'it begins or ends with a dot, a space or a hyphen'
  return reserved.test(name) ? 'Windows keeps this name for a device' : null
}

const refused = (template: string, why: string): Failure =>
  new Failure(
    'E_USAGE',
    `Files can't be named "${template}": ${why}. Use letters, digits, hyphens, {case}, {series} and {method}, such as {case}-{method}-lungs.`,
    { template },
  )

/** What stands for a series in names. */
export const seriesPart = (seriesNumber: number | null): string => String(seriesNumber ?? 'x')

/** Name of a format's file: of `lungs.stl` the first word is the name, and it goes before others, such as `NAME-report.html`. */
export function fileNameOf({ fileName }: Pick<Format, 'fileName'>, name: string = defaultName): string {
  if (name === defaultName) return fileName
  return beginsWithName.test(fileName) ? name + fileName.slice(defaultName.length) : `${name}-${fileName}`
}
