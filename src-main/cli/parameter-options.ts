import { Option } from 'commander'
import { Failure } from '../../src-shared/failure.ts'
import type { Parameter, ParameterValues } from '../../src-shared/parameters.ts'
import { methodParameters, methods, parseParameters } from '../../src-shared/segmentation/registry.ts'
import type { ParameterFile } from './read-parameters.ts'

export interface FlagParameter extends Parameter {
  /** Ids of the methods that have this flag. */
  readonly methods: readonly string[]
}

/** Every parameter of every method, each flag once. */
export function allParameters(): FlagParameter[] {
  const byFlag = new Map<string, FlagParameter>()
  for (const id of Object.keys(methods)) {
    for (const parameter of methodParameters(id)) {
      const known = byFlag.get(parameter.flag)
      byFlag.set(parameter.flag, { ...parameter, ...known, methods: [...(known?.methods ?? []), id] })
    }
  }
  return [...byFlag.values()]
}

/** The command line's option of a parameter, worded from its schema. */
export function parameterOption(parameter: Parameter & { readonly methods?: readonly string[] }): Option {
  const { flag, kind, description, unit, values, defaultValue } = parameter
  const value = kind === 'choice' ? (values ?? []).join('|') : (unit ?? 'number')
  const details = [onlyOf(parameter.methods), rangeOf(parameter), `default: ${defaultValue}`].filter(Boolean).join('; ')
  const text = `${description} (${details})`
  if (kind === 'boolean') return new Option(defaultValue === true ? `--no-${flag}` : `--${flag}`, text)
  return new Option(`--${flag} <${value}>`, text)
}

const onlyOf = (ids: readonly string[] | undefined): string =>
  ids === undefined || ids.length === Object.keys(methods).length ? '' : `method ${ids.join(', ')}`

function rangeOf({ minimum, maximum, unit }: Parameter): string {
  if (minimum === undefined || maximum === undefined) return ''
  return `${minimum} to ${maximum}${unit === undefined ? '' : ` ${unit}`}`
}

/**
 * Every parameter of a run: flags before the file's values before defaults. Throws `E_PARAMETER` for a value the schema
 * refuses, for a flag or a value that only another method has, and for a file of another method.
 */
export function chosenParameters(
  method: string,
  options: Readonly<Record<string, unknown>>,
  file: ParameterFile | null,
): ParameterValues {
  if (file !== null && file.method !== null && file.method !== method) {
    throw new Failure(
      'E_PARAMETER',
      `The parameters of --params are of method ${file.method}, and --method says ${method}. Leave --method out, or give another file.`,
      { parameter: 'method', method, fileMethod: file.method },
    )
  }
  const given = givenParameters(method, options)
  return parseParameters(method, { ...file?.values, ...impliedParameters(method, given), ...given })
}

/**
 * What flags are for must be on: `--threshold-hu` makes the threshold manual. Throws `E_PARAMETER` where another flag says
 * otherwise, so that none is given in vain.
 */
function impliedParameters(method: string, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const own = methodParameters(method)
  const implied: Record<string, unknown> = {}
  for (const { name, flag, usedWith } of own) {
    if (usedWith === undefined || given[name] === undefined) continue
    const said = given[usedWith.name]
    if (said !== undefined && said !== usedWith.value) {
      const other = own.find((parameter) => parameter.name === usedWith.name)?.flag ?? usedWith.name
      throw new Failure(
        'E_PARAMETER',
        `--${flag} is for --${other} ${usedWith.value}, and --${other} ${String(said)} was given. Leave one of them out.`,
        { parameter: name, needs: usedWith.value },
      )
    }
    implied[usedWith.name] = usedWith.value
  }
  return implied
}

/**
 * The values given on the command line by parameter name, those left out missing. Numbers are read as numbers; what is none
 * stays text, for the schema to refuse. Throws `E_PARAMETER` for a flag the method does not have.
 */
function givenParameters(method: string, options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const own = methodParameters(method)
  const given: Record<string, unknown> = {}
  for (const { flag, methods: known, ...any } of allParameters()) {
    const key = flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
    const value = options[key]
    const { name, kind, defaultValue } = own.find((parameter) => parameter.flag === flag) ?? any
    if (value === undefined || (kind === 'boolean' && value === defaultValue)) continue
    if (!known.includes(method)) {
      throw new Failure(
        'E_PARAMETER',
        `--${flag} belongs to method ${known.join(', ')}, and this run is of method ${method}. Leave it out, or add --method ${known[0]}.`,
        { parameter: name, method, known },
      )
    }
    given[name] = kind === 'integer' || kind === 'number' ? asNumber(value) : value
  }
  return given
}

const asNumber = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value
