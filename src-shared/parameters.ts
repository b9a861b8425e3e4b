import { z } from 'zod'
import { Failure } from './failure.ts'

/** How a parameter is shown; kept in the schema itself (`schema.meta`), so that form, flags and help have one source. */
export interface ParameterMeta {
  /** Name on screen, sentence case. */
  readonly title: string
  /** One sentence: what it does. */
  readonly description: string
  /** Unit as written behind the number: px, mm, HU. */
  readonly unit?: string
  /** Flag of the command line without dashes where it is not the kebab-cased name. */
  readonly flag?: string
  /** Slider scale; log sliders start at 0. */
  readonly scale?: 'linear' | 'log'
  /** Another parameter and the value of it that this one is for; with others this one is not looked at. */
  readonly usedWith?: { readonly name: string; readonly value: string }
  /** Words for the values of a choice. */
  readonly choices?: Readonly<Record<string, string>>
}

/** One parameter, read off a schema. */
export interface Parameter extends ParameterMeta {
  readonly name: string
  readonly kind: 'integer' | 'number' | 'boolean' | 'choice'
  readonly flag: string
  readonly defaultValue: number | boolean | string
  readonly minimum?: number
  readonly maximum?: number
  readonly values?: readonly string[]
}

export type ParameterValue = number | boolean | string
export type ParameterValues = Readonly<Record<string, ParameterValue>>

interface JsonProperty {
  type?: string
  minimum?: number
  maximum?: number
  default?: ParameterValue
  enum?: string[]
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** A schema never changes and is asked for often, on the page at every move of a slider; reading one takes milliseconds. */
const known = new WeakMap<z.ZodObject, readonly Parameter[]>()

/** The parameters of a stage's schema in their order. Throws `E_INTERNAL` for a property without title or default. */
export function listParameters(schema: z.ZodObject): readonly Parameter[] {
  const parameters = known.get(schema) ?? readParameters(schema)
  known.set(schema, parameters)
  return parameters
}

function readParameters(schema: z.ZodObject): Parameter[] {
  const json = z.toJSONSchema(schema, { io: 'input' })
  const properties = (json.properties ?? {}) as Record<string, JsonProperty & Partial<ParameterMeta>>
  return Object.entries(properties).map(([name, property]) => {
    const { title, description, unit, scale, choices, usedWith } = property
    if (title === undefined || description === undefined || property.default === undefined) {
      throw new Failure('E_INTERNAL', `Parameter ${name} needs a title, a description and a default.`)
    }
    const kind = property.enum
      ? 'choice'
      : property.type === 'integer'
        ? 'integer'
        : property.type === 'boolean'
          ? 'boolean'
          : 'number'
    return {
      name,
      kind,
      title,
      description,
      flag: property.flag ?? kebab(name),
      defaultValue: property.default,
      ...(unit === undefined ? {} : { unit }),
      ...(scale === undefined ? {} : { scale }),
      ...(choices === undefined ? {} : { choices }),
      ...(usedWith === undefined ? {} : { usedWith }),
      ...(property.minimum === undefined ? {} : { minimum: property.minimum }),
      ...(property.maximum === undefined ? {} : { maximum: property.maximum }),
      ...(property.enum === undefined ? {} : { values: property.enum }),
    }
  })
}
