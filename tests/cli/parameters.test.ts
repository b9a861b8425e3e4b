import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parameterOption } from '../../src-main/cli/parameter-options.ts'
import type { Parameter } from '../../src-shared/parameters.ts'
import { methodParameters, methods, parseParameters } from '../../src-shared/segmentation/registry.ts'
import { type CommandResult, runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Another value than the default that the schema takes. */
function otherValue({ kind, values, defaultValue, minimum, maximum }: Parameter): string {
  if (kind === 'choice') return values?.find((value) => value !== defaultValue) ?? ''
  if (kind === 'boolean') return ''
  const low = (minimum ?? 0) + 3
  return String(low === defaultValue ? Math.min(maximum ?? low, low + 1) : low)
}

describe.each(Object.keys(methods))('the schemas of %s are the only list of its parameters', (method) => {
  const parameters = methodParameters(method)
  let help = ''
  beforeAll(async () => {
    help = (await runCommand(['segment', '--help'])).out.replace(/\s+/g, ' ')
  })

  test('there are some', () => {
    expect(parameters.length).toBeGreaterThan(2)
  })

  test.each(parameters)('--$flag stands in the help with its words, range and default', (parameter) => {
    expect(help).toContain(`--${parameter.flag} `)
    expect(help).toContain(parameter.description.replace(/\s+/g, ' '))
    expect(help).toContain(`default: ${parameter.defaultValue})`)
    if (parameter.maximum !== undefined) expect(help).toContain(`${parameter.minimum} to ${parameter.maximum}`)
  })

  test('the help names no flag that is neither a parameter nor a common one', () => {
    const common = ['out', 'series', 'method', 'allow-gaps', 'formats', 'overwrite', 'json', 'help']
    const flags = [...help.matchAll(/(?<= )--([a-z-]+)(?= [<a-z])/g)].map((match) => match[1] ?? '')
    expect(new Set(flags.filter((flag) => !common.includes(flag)))).toEqual(new Set(parameters.map(({ flag }) => flag)))
  })

  test('every flag reaches the method, the answer and run.json under the parameter’s name', async () => {
    const folder = temporaryFolder()
    await runCommand(['phantom', join(folder, 'study'), '--slices', '16', '--size', '64'])
    const flags = parameters.flatMap((parameter) => [`--${parameter.flag}`, otherValue(parameter)])
    const out = join(folder, 'out')
    const { status, json } = await runCommand(['segment', join(folder, 'study'), '--out', out, '--json', ...flags])
    expect(status).toBe(0)
    const record = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))
    expect(Object.keys(record.parameters)).toEqual(parameters.map(({ name }) => name))
    expect(json.parameters).toEqual(record.parameters)
    for (const parameter of parameters) expect(String(record.parameters[parameter.name])).toBe(otherValue(parameter))
  })

  test('left out, every parameter has the schema’s default', () => {
    expect(parseParameters(method, {})).toEqual(
      Object.fromEntries(parameters.map(({ name, defaultValue }) => [name, defaultValue])),
    )
  })

  test.each(parameters)('--$flag refuses what the schema refuses', async ({ flag, name, kind }) => {
    for (const wrong of kind === 'choice' ? ['bogus'] : ['-1', 'bogus', '1e9', '']) {
      const run: CommandResult = await runCommand(['segment', 'x', '--out', '/nowhere', '--json', `--${flag}=${wrong}`])
      expect(run.status, wrong).toBe(2)
      expect(run.json.error).toMatchObject({ code: 'E_PARAMETER', details: { parameter: name } })
      expect(run.err).toMatch(new RegExp(`\\(--${flag}\\) must be .*, not .*\\.`))
      expect(run.err).not.toContain('nvalid input')
    }
  })
})

test('a yes/no parameter becomes a flag without a value, or its --no- form', () => {
  const base = { name: 'keep', kind: 'boolean', flag: 'keep', title: 'Keep', description: 'Keeps it.' } as const
  expect(parameterOption({ ...base, defaultValue: false }).flags).toBe('--keep')
  expect(parameterOption({ ...base, defaultValue: true }).flags).toBe('--no-keep')
})
