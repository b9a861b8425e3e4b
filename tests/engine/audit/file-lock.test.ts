import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withFileLock } from '../../../src-main/engine/audit/file-lock.ts'
import { writerName } from '../../../src-main/engine/save/temporary-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const [host] = writerName().split('-')
const nobody = 4_190_000

/** A lock file of this holder that is so old. */
function lockOf(holder: string, seconds: number): string {
  const path = join(temporaryFolder(), 'lock')
  writeFileSync(path, holder)
  const then = new Date(Date.now() - seconds * 1000)
  utimesSync(path, then, then)
  return path
}

describe('a lock', () => {
  test('is held by one at a time', async () => {
    const path = join(temporaryFolder(), 'lock')
    let inside = 0
    let most = 0
    const work = async (): Promise<void> => {
      inside++
      most = Math.max(most, inside)
      await new Promise((resolve) => setTimeout(resolve, 5))
      inside--
    }
    await Promise.all(Array.from({ length: 8 }, () => withFileLock(path, work)))
    expect(most).toBe(1)
    expect(existsSync(path)).toBe(false)
  })

  test('is let go of where the work fails', async () => {
    const path = join(temporaryFolder(), 'lock')
    await expect(
      withFileLock(path, async () => {
        throw new Error('work')
      }),
    ).rejects.toThrow('work')
    expect(await withFileLock(path, async () => 7)).toBe(7)
  })

  test.each([
    ['of a killed program', `${host}-${nobody}-0123456789ab`, 3],
    ['of another computer, after a minute', '00000000-1-0123456789ab', 61],
    ['of one that was killed before it gave its name', '', 6],
  ])('%s is cleared', async (_, holder, seconds) => {
    const path = lockOf(holder, seconds)
    const results = await Promise.all([1, 2, 3].map((n) => withFileLock(path, async () => n)))
    expect(results).toEqual([1, 2, 3])
    expect(existsSync(path)).toBe(false)
  })

  test.each([
    ['a program that gives its name only now', '', 3],
    ['a living program', `${host}-${process.ppid}-0123456789ab`, 3],
    ['a program of another computer', '00000000-1-0123456789ab', 30],
  ])('of %s is waited for, and named busy after a while', async (_, holder, seconds) => {
    const path = lockOf(holder, seconds)
    await expect(withFileLock(path, async () => 7, 300)).rejects.toMatchObject({ code: 'EBUSY' })
    expect(readFileSync(path, 'utf8')).toBe(holder)
  })
})
