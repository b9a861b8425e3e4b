import type { z } from 'zod'
import { Failure } from '../failure.ts'
import { listParameters, type Parameter, type ParameterValues } from '../parameters.ts'
import { article } from './article/article.ts'
import type { Method } from './method.ts'
import { standard } from './standard/standard.ts'

/** Every method by its id. */
export const methods: Readonly<Record<string, Method>> = { article, standard }

/** The method where none is asked for. */
export const defaultMethodId = 'standard'

/** The method of this id. Throws `E_PARAMETER` with the ids there are. */
export function findMethod(id: string): Method {
  const method = Object.hasOwn(methods, id) ? methods[id] : undefined
  if (method === undefined) {
    const known = Object.keys(methods)
    throw new Failure('E_PARAMETER', `There is no method "${id}". Choose one of: ${known.join(', ')}.`, { known })
  }
  return method
}

const asMethod = (method: Method | string): Method => (typeof method === 'string' ? findMethod(method) : method)

/** Every parameter of a method in the order of its stages. */
export function methodParameters(method: Method | string): Parameter[] {
  return asMethod(method).stages.flatMap((stage) => listParameters(stage.schema))
}

/**
 * The values of every parameter of a method: those given, checked, and the defaults of the rest.
 * Throws `E_PARAMETER` for an unknown name and for a value the stage's schema refuses; details hold `parameter`.
 */
export function parseParameters(method: Method | string, values: Readonly<Record<string, unknown>>): ParameterValues {
  const { id, stages } = asMethod(method)
  const known = methodParameters(method)
  for (const name of Object.keys(values)) {
    if (known.some((parameter) => parameter.name === name)) continue
    const names = known.map((parameter) => parameter.name)
    throw new Failure('E_PARAMETER', `Method ${id} has no parameter "${name}". It has: ${names.join(', ')}.`, {
      parameter: name,
      known: names,
    })
  }
  const parsed: Record<string, number | boolean | string> = {}
  for (const stage of stages) {
    const own = Object.keys(stage.schema.shape)
    const given = Object.fromEntries(
      own.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]),
    )
    const result = stage.schema.safeParse(given)
    if (!result.success) throw parameterFailure(result.error, known, given)
    Object.assign(parsed, result.data)
  }
  return parsed
}

function parameterFailure(error: z.ZodError, known: readonly Parameter[], given: Record<string, unknown>): Failure {
  const name = String(error.issues[0]?.path[0] ?? '')
  const parameter = known.find((candidate) => candidate.name === name)
  const value = given[name]
  const found = typeof value === 'string' ? `"${value}"` : String(value)
  const message =
    parameter === undefined
      ? `The method has no parameter "${name}".`
      : `${parameter.title} (--${parameter.flag}) must be ${allowedValues(parameter)}, not ${found}.`
  return new Failure('E_PARAMETER', message, { parameter: name })
}

function allowedValues({ kind, values, minimum, maximum, unit }: Parameter): string {
  if (kind === 'choice') return (values ?? []).join(' or ')
  if (kind === 'boolean') return 'true or false'
  const word = kind === 'integer' ? 'a whole number' : 'a number'
  const [from, to] = [minimum === undefined ? '' : ` from ${minimum}`, maximum === undefined ? '' : ` to ${maximum}`]
  return `${word}${from}${to}${unit === undefined ? '' : ` ${unit}`}`
}
