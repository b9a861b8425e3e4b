import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build, version } from '../../src-main/cli/version.ts'
import { uidOf } from '../../src-main/engine/uid-of.ts'
import { parseDataSet } from '../../src-shared/dicom/parsed-data-set.ts'
import { parseSegHeader } from '../../src-shared/formats/read-seg.ts'
import { type RunRecord, runRecordSchema } from '../../src-shared/run-record.ts'
import { canaries, canaryFiles, writeCanaryStudy } from '../support/canary-study.ts'
import { runCommand } from '../support/run-command.ts'

const instanceUids = Array.from({ length: 60 }, (_, n) => `${canaries.instanceUid}.${n}`)

const recordOf = (folder: string): RunRecord =>
  runRecordSchema.parse(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')))

/** SOPInstanceUIDs of all images that the SEG and the RT Structure Set of a folder refer to. */
function references(folder: string): { seg: string[]; rtstruct: string[] } {
  const { frames } = parseSegHeader(readFileSync(join(folder, 'lungs.seg.dcm')))
  const set = parseDataSet(readFileSync(join(folder, 'lungs.rtstruct.dcm')))
  const series = set.items(0x3006_0010)[0]?.items(0x3006_0012)[0]?.items(0x3006_0014)[0]
  const rtstruct = series?.items(0x3006_0016).map((item) => item.text(0x0008_1155)) ?? []
  return { seg: [...new Set(frames.map(({ source }) => source))], rtstruct }
}

describe('the record of a save', () => {
  let root = ''
  let study = ''
  const saved = { removed: '', kept: '' }
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    study = await writeCanaryStudy(join(root, 'study'))
    for (const identity of ['removed', 'kept'] as const) {
      saved[identity] = join(root, identity)
      const more = identity === 'kept' ? ['--keep-identity'] : []
      const args = ['segment', study, '--out', saved[identity], '--formats', 'nifti,seg,rtstruct', ...more]
      expect((await runCommand(args)).status).toBe(0)
    }
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  test('tells the program’s version, commit and lock file, and that nothing was changed by hand', async () => {
    const lock = readFileSync(new URL('../../package-lock.json', import.meta.url))
    const record = recordOf(saved.removed)
    expect(record).toMatchObject({ program: 'Hilum', version, build: await build(), edits: [] })
    expect(record.build.packageLockSha256).toBe(createHash('sha256').update(lock).digest('hex'))
  })

  test('without identity lists every input by its bytes and the very UID that SEG and RT Structure Set refer to', () => {
    const { identity, inputs } = recordOf(saved.removed)
    expect(identity).toBe('removed')
    expect(inputs.map(Object.keys)).toEqual(inputs.map(() => ['bytes', 'sha256', 'replacementSopInstanceUid']))
    const uids = inputs.map((input) => ('file' in input ? '' : input.replacementSopInstanceUid))
    expect([...uids].sort()).toEqual(instanceUids.map((uid) => uidOf(`replaced ${uid}`)).sort())
    const { seg, rtstruct } = references(saved.removed)
    expect(rtstruct).toEqual(uids)
    expect(seg.length).toBeGreaterThan(20)
    expect(seg.filter((uid) => !uids.includes(uid))).toEqual([])
  })

  test('with identity kept lists files by name and their own UIDs, and says so', () => {
    const { identity, inputs } = recordOf(saved.kept)
    expect(identity).toBe('kept')
    const named = inputs.flatMap((input) => ('file' in input ? [input] : []))
    expect(named.map(({ file }) => basename(file)).sort()).toEqual(canaryFiles(study).map((path) => basename(path)))
    const uids = named.map(({ sopInstanceUid }) => sopInstanceUid)
    expect([...uids].sort()).toEqual([...instanceUids].sort())
    expect(references(saved.kept).rtstruct).toEqual(uids)
    for (const { file, sha256 } of named) {
      expect(sha256).toBe(
        createHash('sha256')
          .update(readFileSync(join(study, file)))
          .digest('hex'),
      )
    }
  })

  test('is not joined by a save with the other choice of identity', async () => {
    const args = ['segment', study, '--out', saved.removed, '--formats', 'stl', '--keep-identity', '--json']
    const run = await runCommand(args)
    expect([run.status, run.json.error.code]).toEqual([5, 'E_OUTPUT_EXISTS'])
    expect(readdirSync(saved.removed)).not.toContain('lungs.stl')
  })

  test.each(['removed', 'kept'] as const)('verify finds every input, identity %s', async (identity) => {
    const run = await runCommand(['verify', saved[identity], '--study', study, '--json'])
    expect(run.status, run.err).toBe(0)
    expect(run.err).toContain('3 saved files and 60 input files as run.json lists them')
  })

  test('verify finds inputs under other names, and names one that changed or is gone', async () => {
    const [first = '', second = '', third = ''] = canaryFiles(study)
    const renamed = join(study, 'other name')
    renameSync(first, renamed)
    for (const folder of Object.values(saved)) {
      expect((await runCommand(['verify', folder, '--study', study])).status).toBe(0)
    }
    const [whole, lost] = [readFileSync(second), readFileSync(third)]
    writeFileSync(second, Buffer.concat([whole, Buffer.from([0, 0])]))
    rmSync(third)
    for (const [identity, folder] of Object.entries(saved)) {
      const run = await runCommand(['verify', folder, '--study', study, '--json'])
      expect(run.status).toBe(1)
      const { files, reasons } = run.json.error.details as { files: string[]; reasons: string[] }
      expect([...reasons].sort()).toEqual(['changed', 'missing'])
      expect(files[reasons.indexOf('changed')]).toContain(basename(second))
      const gone = files[reasons.indexOf('missing')] ?? ''
      if (identity === 'kept') expect(basename(gone)).toBe(basename(third))
      else expect(gone).toMatch(/^input \d+ of 60$/)
    }
    writeFileSync(second, whole)
    writeFileSync(third, lost)
    renameSync(renamed, first)
  })

  test('shows a change of any field', async () => {
    const path = join(saved.kept, 'run.json')
    const text = readFileSync(path, 'utf8')
    const record = recordOf(saved.kept)
    const values = [
      record.build.commit ?? 'null',
      record.build.packageLockSha256 ?? 'null',
      String(record.build.modified),
      '"kept"',
      `"edits": []`,
      instanceUids[7] ?? '',
      record.series.fingerprint,
      record.outputs[0]?.sha256 ?? '',
    ]
    for (const value of values) {
      const at = Buffer.from(text).indexOf(value)
      expect(at, value).toBeGreaterThan(0)
      for (const byte of [at, at + Buffer.byteLength(value) - 1]) {
        const changed = Buffer.from(text)
        changed[byte] = (changed[byte] as number) ^ 1
        writeFileSync(path, changed)
        const run = await runCommand(['verify', saved.kept, '--json'])
        expect([value, run.status, run.json.error.code]).toEqual([value, 1, 'E_MISMATCH'])
      }
    }
    writeFileSync(path, text)
    expect((await runCommand(['verify', saved.kept])).status).toBe(0)
  })

  test('gives its parameters to another run', async () => {
    const out = join(root, 'again')
    const args = ['segment', study, '--out', out, '--formats', 'nifti', '--params', join(saved.kept, 'run.json')]
    expect((await runCommand(args)).status).toBe(0)
    expect(recordOf(out).parameters).toEqual(recordOf(saved.kept).parameters)
  })
})
