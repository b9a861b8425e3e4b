import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allParameters } from '../../src-main/cli/parameter-options.ts'
import { exitStatusByKind } from '../../src-shared/failure.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { runCommand } from '../support/run-command.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const usage = /## Command line\n\n((?: {4}.*\n)+)/.exec(readme)?.[1] ?? ''
const flagsIn = (text: string): string[] => [...new Set(text.match(/(?<![\w-])--[a-z][a-z\d-]*/g) ?? [])]

/** What the help lists, without what goes for every command. */
async function flagsOf(command: string): Promise<string[]> {
  const { out } = await runCommand([command, '--help'])
  const listed = out.split('\n').flatMap((line) => /^ {2}(?:-\w, )?(--[a-z\d-]+)/.exec(line)?.[1] ?? [])
  return listed.filter((flag) => flag !== '--help')
}

/** The lines of a command in the list of commands. */
function linesOf(command: string): string {
  const blocks = usage.split(/^ {4}npm run --silent hilum -- /m)
  return blocks.find((block) => block.startsWith(`${command} `)) ?? ''
}

const commands = ['scan', 'segment', 'cohort', 'verify', 'audit', 'phantom', 'compare', 'serve']
const ofMethods = new Set(allParameters().map(({ flag }) => `--${flag}`))

describe('the README', () => {
  test('lists every command', async () => {
    const { out } = await runCommand(['--help'])
    const listed = out.split('\n').flatMap((line) => /^ {2}([a-z]+) .*[<[]/.exec(line)?.[1] ?? [])
    expect(listed.filter((name) => name !== 'help').sort()).toEqual(commands.toSorted())
    for (const command of commands) expect(linesOf(command), command).not.toBe('')
  })

  test.each(commands.filter((command) => command !== 'cohort'))(
    'names the flags of %s, and no others',
    async (command) => {
      const known = await flagsOf(command)
      const named = flagsIn(linesOf(command))
      // of those of the methods it gives examples
      for (const flag of known) if (!ofMethods.has(flag)) expect(named).toContain(flag)
      for (const flag of named) expect(known).toContain(flag)
    },
  )

  test('names the flags that cohort has and segment does not, and segment’s that cohort lacks', async () => {
    const [cohort, segment] = [await flagsOf('cohort'), await flagsOf('segment')]
    const own = cohort.filter((flag) => !segment.includes(flag))
    const lacking = segment.filter((flag) => !cohort.includes(flag))
    expect(lacking).toEqual(['--series'])
    expect(flagsIn(linesOf('cohort')).sort()).toEqual(['--out', ...own, ...lacking].sort())
  })

  test('names no flag anywhere that no command has', async () => {
    const known = (await Promise.all(commands.map(flagsOf))).flat()
    const others = ['--help', '--silent']
    for (const flag of flagsIn(readme)) expect([...known, ...others]).toContain(flag)
  })

  test('names every format and every exit status', () => {
    const list = /LIST: ([a-z\d,\s-]+?)\n {4}npm/.exec(usage)?.[1]?.replaceAll(/\s/g, '').split(',')
    expect(list?.toSorted()).toEqual(formats.map(({ id }) => id).toSorted())
    for (const status of [0, ...Object.values(exitStatusByKind)]) expect(readme).toContain(`\n| ${status} | `)
  })
})
