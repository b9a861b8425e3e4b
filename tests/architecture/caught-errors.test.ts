import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Handlers that don't look at the error they catch: `catch {`, `.catch(() => …)`, `.then(…, () => …)` on one line. */
const blind = /\bcatch \{|\.catch\((?:async )?\(\) =>|\.then\(.*, \(\) =>/
const says = /\/\/|\/\*|\*\/|\bthrow\b|\breturn (?:fail|refuse)\(/

/** Lines of a source with a handler that neither says why the error may be passed over nor throws one of its own. */
function silentHandlers(text: string): string[] {
  const lines = text.split('\n')
  const wrong: string[] = []
  for (const [n, line] of lines.entries()) {
    if (!blind.test(line) || says.test(line) || says.test(lines[n - 1] ?? '')) continue
    const indent = line.search(/\S/)
    const rest = lines.slice(n + 1)
    const length = line.trimEnd().endsWith('{') ? rest.findIndex((one) => one !== '' && one.search(/\S/) <= indent) : 0
    if (!rest.slice(0, length).some((one) => says.test(one))) wrong.push(`${n + 1}: ${line.trim()}`)
  }
  return wrong
}

it('finds handlers that swallow an error', () => {
  expect(silentHandlers('work().catch(() => {})')).toHaveLength(1)
  expect(silentHandlers('try {\n  work()\n} catch {\n  return null\n}')).toHaveLength(1)
  expect(silentHandlers('work().then(show, () => null)')).toHaveLength(1)
  expect(silentHandlers('// the next try tells\nwork().catch(() => {})')).toEqual([])
  expect(silentHandlers('try {\n  work()\n} catch {\n  // gone meanwhile\n  return null\n}')).toEqual([])
  expect(silentHandlers("try {\n  work()\n} catch {\n  throw new Failure('E_VERIFY', text)\n}")).toEqual([])
  expect(silentHandlers('work().catch((thrown: unknown) => fail(thrown))')).toEqual([])
})

it('lets no error pass in silence: every handler uses it, throws its own, or says why it is none', () => {
  const files = ['src-shared', 'src-main', 'src-renderer'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(top, name)),
  )
  expect(files.length).toBeGreaterThan(100)
  const wrong = files.flatMap((file) =>
    silentHandlers(readFileSync(join(root, file), 'utf8')).map((line) => `${file}:${line}`),
  )
  expect(wrong).toEqual([])
})
