import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { chosenParameters, parameterOption } from '../../src-main/cli/parameter-options.ts'
import type { Parameter } from '../../src-shared/parameters.ts'
import { methodParameters, methods, parseParameters } from '../../src-shared/segmentation/registry.ts'
import { type CommandResult, runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Another value than the default that the schema takes; the one that another parameter is for, where there is one. */
function otherValue(
  { name, kind, values, defaultValue, minimum, maximum }: Parameter,
  all: readonly Parameter[],
): string {
  const needed = all.find(({ usedWith }) => usedWith?.name === name)?.usedWith?.value
  if (kind === 'choice') return needed ?? values?.find((value) => value !== defaultValue) ?? ''
  if (kind === 'boolean') return ''
  // of HU the middle, where lungs are found
  const low = minimum !== undefined && minimum < 0 ? Math.round((minimum + (maximum ?? 0)) / 2) : (minimum ?? 0) + 3
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

  test('every flag reaches the method, the answer and run.json under the parameter’s name', async () => {
    const folder = temporaryFolder()
    await runCommand(['phantom', join(folder, 'study'), '--slices', '60', '--size', '96'])
    const flags = parameters.flatMap((parameter) => [`--${parameter.flag}`, otherValue(parameter, parameters)])
    const out = join(folder, 'out')
    const { status, json } = await runCommand([
      'segment',
      join(folder, 'study'),
      '--out',
      out,
      '--method',
      method,
      '--json',
      ...flags,
    ])
    expect(status).toBe(0)
    const record = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))
    expect(Object.keys(record.parameters)).toEqual(parameters.map(({ name }) => name))
    expect(json.parameters).toEqual(record.parameters)
    for (const parameter of parameters)
      expect(String(record.parameters[parameter.name])).toBe(otherValue(parameter, parameters))
  })

  test('left out, every parameter has the schema’s default', () => {
    expect(parseParameters(method, {})).toEqual(
      Object.fromEntries(parameters.map(({ name, defaultValue }) => [name, defaultValue])),
    )
  })

  test.each(parameters)('--$flag refuses what the schema refuses', async ({ flag, name, kind, minimum }) => {
    const outside = (minimum ?? 0) - 1
    for (const wrong of kind === 'choice' ? ['bogus'] : [String(outside), 'bogus', '1e9', '']) {
      const run: CommandResult = await runCommand([
        'segment',
        'x',
        '--out',
        '/nowhere',
        '--method',
        method,
        '--json',
        `--${flag}=${wrong}`,
      ])
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

test('the help names no flag that is neither a parameter of a method nor a common one', async () => {
  const help = (await runCommand(['segment', '--help'])).out.replace(/\s+/g, ' ')
  const common = [
    'out',
    'series',
    'method',
    'params',
    'allow-gaps',
    'formats',
    'with-image',
    'name',
    'overwrite',
    'json',
    'help',
  ]
  const flags = [...help.matchAll(/(?<= )--([a-z0-9-]+)(?= [<a-z])/g)].map((match) => match[1] ?? '')
  const known = Object.keys(methods).flatMap((id) => methodParameters(id).map(({ flag }) => flag))
  expect(new Set(flags.filter((flag) => !common.includes(flag)))).toEqual(new Set(known))
})

describe('of two methods', () => {
  const refused = async (...more: string[]) => {
    const run = await runCommand(['segment', 'x', '--out', '/nowhere', '--json', ...more])
    expect(run.status).toBe(2)
    return run.json.error
  }

  test('a flag that only the other one has is refused, with the method to ask for', async () => {
    const error = await refused('--planes', 'rows')
    expect(error).toMatchObject({ code: 'E_PARAMETER', details: { parameter: 'planes', method: 'standard' } })
    expect(error.message).toContain('--method article')
    expect((await refused('--closing-radius-mm', '5', '--method', 'article')).message).toContain('--method standard')
  })

  test('a flag that is for one value of another sets that value, and is refused beside a different one', async () => {
    const at500 = chosenParameters('standard', { thresholdHu: '-500' }, null)
    expect(at500).toMatchObject({ thresholdMode: 'manual', thresholdHU: -500 })
    const inFile = { method: 'standard', values: { thresholdMode: 'otsu', thresholdHU: -400 } }
    expect(chosenParameters('standard', { thresholdHu: '-500' }, inFile)).toMatchObject({ thresholdMode: 'manual' })
    expect(chosenParameters('standard', {}, inFile)).toMatchObject({ thresholdMode: 'otsu' })
    const error = await refused('--threshold-hu', '-500', '--threshold-mode', 'otsu')
    expect(error).toMatchObject({ code: 'E_PARAMETER', details: { parameter: 'thresholdHU' } })
  })

  test('a file gives method and parameters, and flags go before it', async () => {
    const folder = temporaryFolder()
    await runCommand(['phantom', join(folder, 'study'), '--slices', '60', '--size', '96'])
    const segment = (out: string, ...more: string[]) =>
      runCommand([
        'segment',
        join(folder, 'study'),
        '--out',
        join(folder, out),
        '--formats',
        'nifti',
        '--json',
        ...more,
      ])
    const first = await segment('one', '--method', 'article', '--v', '7')
    const file = join(folder, 'one', 'run.json')
    const second = await segment('two', '--params', file)
    expect(second.json).toMatchObject({
      method: 'article',
      parameters: first.json.parameters,
      volumes: first.json.volumes,
    })
    expect((await segment('three', '--params', file, '--v', '9')).json.parameters['minComponentPx']).toBe(9)
    writeFileSync(join(folder, 'bare.json'), '{"closingRadiusMm": 5}')
    const bare = (await segment('four', '--params', join(folder, 'bare.json'))).json
    expect(bare).toMatchObject({ method: 'standard', parameters: { closingRadiusMm: 5 } })
    expect(await refused('--params', file, '--method', 'standard')).toMatchObject({ code: 'E_PARAMETER' })
  })

  test.each([
    ['not there', null],
    ['not JSON', '{'],
    ['not an object', '[1]'],
    ['of a parameter that is not there', '{"parameters": {"bogus": 1}}'],
    ['of a value that is refused', '{"parameters": {"closingRadiusMm": 99}}'],
    ['of a method that is not there', '{"method": "bogus", "parameters": {}}'],
  ])('a file that is %s is refused', async (_name, text) => {
    const file = join(temporaryFolder(), 'params.json')
    if (text !== null) writeFileSync(file, text)
    expect((await refused('--params', file)).code).toBe('E_PARAMETER')
  })
})
