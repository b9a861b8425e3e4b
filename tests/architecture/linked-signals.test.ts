import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

it('links no signals by AbortSignal.any, which keeps what their listeners know: volumes, masks', () => {
  const called = /AbortSignal\s*\.\s*any\s*\(/
  expect(called.test('run(AbortSignal.any([one, other]))')).toBe(true)
  const files = ['src-main', 'src-renderer'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(top, name)),
  )
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((file) => called.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})
