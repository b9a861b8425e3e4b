import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser } from '../../src-main/engine/print/find-browser.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { fileDigests } from '../support/file-digests.ts'
import { runCommand } from '../support/run-command.ts'
import { runProgram } from '../support/run-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const browser = await findBrowser()
if (browser === null) console.warn('SKIPPED the PDF report: no browser to print it')
const ids = formats.map(({ id }) => id).filter((id) => id !== 'report-pdf' || browser !== null)

/** A copy of a study whose files came into their folder in another order, and bear other names where asked. */
function shuffled(dicom: string, rename: (name: string, n: number) => string): string {
  const folder = temporaryFolder()
  const names = readdirSync(dicom).sort()
  const order = names.map((name, n) => ({ name, n })).sort((a, b) => ((a.n * 7) % 61) - ((b.n * 7) % 61))
  for (const { name, n } of order) copyFileSync(join(dicom, name), join(folder, rename(name, n)))
  return folder
}

const hasTaskset = (() => {
  try {
    execFileSync('taskset', ['-c', '0', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    console.warn('SKIPPED one thread: taskset can not be run here')
    return false
  }
})()

describe('a run from its record gives the same bytes of every format, and the same record:', () => {
  let root = ''
  let dicom = ''
  let first = ''
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    await runCommand(['phantom', join(root, 'study'), '--slices', '60', '--size', '96'])
    dicom = join(root, 'study', 'dicom')
    first = join(root, 'first')
    const parameters = ['--v-mm3', '500', '--smoothing-iterations', '3', '--decimation-percent', '20']
    const { status } = await runProgram(['segment', dicom, '--out', first, '--formats', ids.join(), ...parameters])
    expect(status).toBe(0)
    expect(readdirSync(first)).toHaveLength(ids.length + 1)
  }, 60_000)
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  /** Files that differ from the first run's. */
  async function differing(study: string, env: Record<string, string>, prefix?: string): Promise<string[]> {
    const out = join(temporaryFolder(), 'again')
    const args = ['segment', study, '--out', out, '--formats', ids.join(), '--params', join(first, 'run.json')]
    expect((await runProgram(args, { env, ...(prefix === undefined ? {} : { prefix }) })).status).toBe(0)
    const [before, after] = [fileDigests(first), fileDigests(out)]
    expect(Object.keys(after)).toEqual(Object.keys(before))
    return Object.keys(after).filter((name) => after[name] !== before[name])
  }

  const cases: [string, Record<string, string>, string][] = [
    ['once more', {}, 'exec'],
    ['half a day ahead, in Turkish', { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' }, 'exec'],
    [
      'half an hour off, in German, for nobody else to read',
      { TZ: 'America/St_Johns', LC_ALL: 'de_DE.UTF-8' },
      'umask 077; exec',
    ],
  ]
  test.each(cases)(
    '%s',
    async (_name, env, prefix) => {
      expect(await differing(dicom, env, prefix)).toEqual([])
    },
    60_000,
  )

  test.skipIf(!hasTaskset)(
    'on one processor and on two',
    async () => {
      expect(await differing(dicom, {}, 'exec taskset -c 0')).toEqual([])
      expect(await differing(dicom, {}, 'exec taskset -c 0,1')).toEqual([])
    },
    60_000,
  )

  test('files in another order in their folder, and under other names', async () => {
    expect(
      await differing(
        shuffled(dicom, (name) => name),
        {},
      ),
    ).toEqual([])
    expect(
      await differing(
        shuffled(dicom, (_, n) => `I${(n * 37) % 61}`),
        {},
      ),
    ).toEqual([])
  }, 60_000)
})
