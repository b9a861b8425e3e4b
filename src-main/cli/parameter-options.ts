import { Option } from 'commander'
import type { Parameter } from '../../src-shared/parameters.ts'
import { methodParameters, methods } from '../../src-shared/segmentation/registry.ts'

/** Every parameter of every method, each flag once. */
export function allParameters(): Parameter[] {
  const byFlag = new Map<string, Parameter>()
  for (const method of Object.values(methods)) {
    for (const parameter of methodParameters(method)) byFlag.set(parameter.flag, parameter)
  }
  return [...byFlag.values()]
}

/** The command line's option of a parameter, worded from its schema. */
export function parameterOption(parameter: Parameter): Option {
  const { flag, kind, description, unit, values, defaultValue } = parameter
  const value = kind === 'choice' ? (values ?? []).join('|') : (unit ?? 'number')
  const text = `${description} (${[rangeOf(parameter), `default: ${defaultValue}`].filter(Boolean).join('; ')})`
  if (kind === 'boolean') return new Option(defaultValue === true ? `--no-${flag}` : `--${flag}`, text)
  return new Option(`--${flag} <${value}>`, text)
}

function rangeOf({ minimum, maximum, unit }: Parameter): string {
  if (minimum === undefined || maximum === undefined) return ''
  return `${minimum} to ${maximum}${unit === undefined ? '' : ` ${unit}`}`
}

/**
 * The values given on the command line by parameter name, those left out missing. Numbers are read as numbers; what is none stays text,
 * for the schema to refuse.
 */
export function givenParameters(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  for (const { flag, name, kind, defaultValue } of allParameters()) {
    const key = flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
    const value = options[key]
    if (value === undefined || (kind === 'boolean' && value === defaultValue)) continue
    given[name] = kind === 'integer' || kind === 'number' ? asNumber(value) : value
  }
  return given
}

const asNumber = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value
