import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { SaveJob } from '../../../src-main/engine/save/save-job.ts'
import { saveResults } from '../../../src-main/engine/save/save-results.ts'
import { verifyFolder } from '../../../src-main/engine/save/verify-folder.ts'
import type { SavedFile } from '../../../src-shared/contract.ts'
import { cancelled } from '../../../src-shared/failure.ts'
import { readNifti } from '../../../src-shared/formats/read-nifti.ts'
import { noReport } from '../../../src-shared/report.ts'
import { runRecordSchema } from '../../../src-shared/run-record.ts'
import { systemError, watchedFiles } from '../../support/fault-files.ts'
import { rampMask } from '../../support/sample-shapes.ts'
import { sampleJob } from '../../support/save-job.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const names = ['lungs.nii.gz', 'lungs.stl', 'run.json']
const listing = (folder: string): string[] => readdirSync(folder).sort()
const statuses = (files: readonly SavedFile[]) => files.map(({ name, status, code }) => [name, status, code])
const allVerified = (files: readonly SavedFile[]) => files.every(({ status }) => status === 'verified')
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
const outputsOf = (folder: string, name: string): string[] =>
  runRecordSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))).outputs.map(({ file }) => file)
const quiet = () => {}

describe('a save', () => {
  test('writes, proves and records every file, run.json last', async () => {
    const folder = join(temporaryFolder(), 'new', 'folder')
    const told: SavedFile[] = []
    const files = await saveResults(sampleJob(folder), (file) => told.push(file), noReport)
    expect(listing(folder)).toEqual(names)
    expect(allVerified(files)).toBe(true)
    expect(told.filter(({ status }) => status === 'verified').map(({ name }) => name)).toEqual(names)
    const steps = told.filter(({ name }) => name === 'lungs.stl').map(({ status }) => status)
    expect([...new Set(steps)]).toEqual(['waiting', 'writing', 'reading-back', 'verified'])
    const image = readNifti(gunzipSync(readFileSync(join(folder, 'lungs.nii.gz'))))
    expect(image.description).toBe('Hilum 0.1.0 article planes=axial minComponentPx=100')
    const record = runRecordSchema.parse(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')))
    expect(record).toMatchObject({ ...sampleJob(folder).record, inputs: [{ sha256: 'bb' }, { sha256: 'aa' }] })
    expect(record.outputs.map((output) => [output.file, output.sha256])).toEqual(
      names.slice(0, 2).map((name) => [name, sha256(join(folder, name))]),
    )
    for (const output of record.outputs) expect(output.verified).toMatch(/^Read back/)
  })

  test('gives the same bytes every time, with no clock in them', async () => {
    const [a, b] = [temporaryFolder(), temporaryFolder()]
    await saveResults(sampleJob(a), quiet, noReport)
    await new Promise((done) => setTimeout(done, 1100))
    await saveResults(sampleJob(b), quiet, noReport)
    for (const name of names) expect(readFileSync(join(b, name)).equals(readFileSync(join(a, name)))).toBe(true)
    expect([...readFileSync(join(a, 'lungs.nii.gz')).subarray(0, 10)]).toEqual([31, 139, 8, 0, 0, 0, 0, 0, 4, 255])
  })

  test('goes on where a disk takes only part of a write', async () => {
    const folder = temporaryFolder()
    const files = await saveResults(sampleJob(folder), quiet, noReport, watchedFiles(quiet, 100))
    expect(allVerified(files)).toBe(true)
  })

  test('of an empty mask has no surface to write, and says so', async () => {
    const folder = temporaryFolder()
    const files = await saveResults(sampleJob(folder, { mesh: null }), quiet, noReport)
    expect(statuses(files)).toEqual([
      ['lungs.nii.gz', 'verified', null],
      ['lungs.stl', 'not-written', 'E_NO_LUNGS'],
      ['run.json', 'verified', null],
    ])
  })

  test('of an unknown format writes nothing', async () => {
    const folder = temporaryFolder()
    await expect(saveResults(sampleJob(folder, { formats: ['fbx'] }), quiet, noReport)).rejects.toMatchObject({
      code: 'E_USAGE',
    })
    expect(listing(folder)).toEqual([])
  })
})

describe('names that are taken', () => {
  test('are refused file by file, and left as they are', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'lungs.stl'), 'mine')
    const files = await saveResults(sampleJob(folder), quiet, noReport)
    expect(statuses(files)).toEqual([
      ['lungs.nii.gz', 'verified', null],
      ['lungs.stl', 'not-written', 'E_OUTPUT_EXISTS'],
      ['run.json', 'verified', null],
    ])
    expect(readFileSync(join(folder, 'lungs.stl'), 'utf8')).toBe('mine')
  })

  test('a run.json of another run refuses all, as results without a record are worth nothing', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'run.json'), '{}')
    const files = await saveResults(sampleJob(folder), quiet, noReport)
    expect(files.map(({ code }) => code)).toEqual(Array(3).fill('E_OUTPUT_EXISTS'))
    expect(files.map(({ message }) => message.split(folder)[0])).toEqual([
      'lungs.nii.gz was not written: the run.json in ',
      'lungs.stl was not written: the run.json in ',
      'run.json is in ',
    ])
    expect(listing(folder)).toEqual(['run.json'])
  })

  test('are replaced when allowed', async () => {
    const folder = temporaryFolder()
    for (const name of names) writeFileSync(join(folder, name), 'old')
    expect(allVerified(await saveResults(sampleJob(folder, { existing: 'replace' }), quiet, noReport))).toBe(true)
    expect(listing(folder)).toEqual(names)
    for (const name of names) expect(readFileSync(join(folder, name), 'utf8')).not.toBe('old')
  })

  test('get a number when both are to be kept', async () => {
    const folder = temporaryFolder()
    for (const name of names) writeFileSync(join(folder, name), 'old')
    const files = await saveResults(sampleJob(folder, { existing: 'keep-both' }), quiet, noReport)
    expect(files.map(({ name }) => name)).toEqual(['lungs (2).nii.gz', 'lungs (2).stl', 'run (2).json'])
    for (const name of names) expect(readFileSync(join(folder, name), 'utf8')).toBe('old')
    const record = runRecordSchema.parse(JSON.parse(readFileSync(join(folder, 'run (2).json'), 'utf8')))
    expect(record.outputs.map(({ file }) => file)).toEqual(['lungs (2).nii.gz', 'lungs (2).stl'])
  })

  test('a file tried again joins the record of the same run', async () => {
    const folder = temporaryFolder()
    await saveResults(sampleJob(folder, { formats: ['nifti'] }), quiet, noReport)
    const again = sampleJob(folder, { only: ['lungs.stl'] })
    expect(allVerified(await saveResults(again, quiet, noReport))).toBe(true)
    const record = runRecordSchema.parse(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')))
    expect(record.outputs.map(({ file }) => file)).toEqual(['lungs.nii.gz', 'lungs.stl'])
  })

  test('both kept, of the same run too: the first record stays, the second lists its own files alone', async () => {
    const folder = temporaryFolder()
    await saveResults(sampleJob(folder), quiet, noReport)
    const first = readFileSync(join(folder, 'run.json'), 'utf8')
    const one = sampleJob(folder, { existing: 'keep-both', only: ['lungs.nii.gz', 'run.json'] })
    expect(allVerified(await saveResults(one, quiet, noReport))).toBe(true)
    expect(outputsOf(folder, 'run (2).json')).toEqual(['lungs (2).nii.gz'])
    const other = sampleJob(folder, { existing: 'keep-both', only: ['lungs.stl'] })
    expect((await saveResults(other, quiet, noReport)).map(({ name }) => name)).toEqual([
      'lungs (2).stl',
      'run (2).json',
    ])
    expect(outputsOf(folder, 'run (2).json')).toEqual(['lungs (2).nii.gz', 'lungs (2).stl'])
    await saveResults(sampleJob(folder, { existing: 'keep-both' }), quiet, noReport)
    expect(outputsOf(folder, 'run (3).json')).toEqual(['lungs (3).nii.gz', 'lungs (3).stl'])
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toBe(first)
  })

  test('a file tried again after both were kept joins the numbered record, never the one of another run', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'run.json'), '{}')
    await saveResults(sampleJob(folder, { existing: 'keep-both', formats: ['nifti'] }), quiet, noReport)
    const again = await saveResults(sampleJob(folder, { only: ['lungs.stl'] }), quiet, noReport)
    expect(again.map(({ name, status }) => [name, status])).toEqual([
      ['lungs.stl', 'verified'],
      ['run (2).json', 'verified'],
    ])
    expect(outputsOf(folder, 'run (2).json')).toEqual(['lungs.nii.gz', 'lungs.stl'])
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toBe('{}')
  })

  test('of other files leave the record of a run as it is: NAME-run.json lists NAME alone', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'run.json'), '{}')
    const named = (name: string, existing: SaveJob['existing']) =>
      saveResults(sampleJob(folder, { name, existing, formats: ['nifti'] }), quiet, noReport)
    expect(allVerified(await named('a.b', 'refuse'))).toBe(true)
    expect(allVerified(await named('case-2', 'refuse'))).toBe(true)
    expect((await named('a.b', 'keep-both')).map(({ name }) => name)).toEqual(['a (2).b.nii.gz', 'a (2).b-run.json'])
    expect(outputsOf(folder, 'a.b-run.json')).toEqual(['a.b.nii.gz'])
    expect(outputsOf(folder, 'case-2-run.json')).toEqual(['case-2.nii.gz'])
    writeFileSync(join(folder, 'case-3-run.json'), '{}')
    expect((await named('case-3', 'refuse')).map(({ message }) => message.split(folder)[0])).toEqual([
      'case-3.nii.gz was not written: the case-3-run.json in ',
      'case-3-run.json is in ',
    ])
    const { records } = await verifyFolder({ folder, study: null }, noReport)
    expect(records).toEqual(['a.b-run.json', 'a (2).b-run.json', 'case-2-run.json', 'case-3-run.json', 'run.json'])
  })

  test('two saves at once into one name: exactly one wins', async () => {
    const folder = temporaryFolder()
    const both = await Promise.all(
      [0, 1].map(() => saveResults(sampleJob(folder, { formats: ['nifti'] }), quiet, noReport)),
    )
    const codes = both.map(([file]) => file?.code ?? 'verified').sort()
    expect(codes).toEqual(['E_OUTPUT_EXISTS', 'verified'])
  })

  test('a disk without links is safe too', async () => {
    const folder = temporaryFolder()
    const noLinks = watchedFiles((operation) => {
      if (operation === 'link') throw systemError('EPERM')
    })
    expect(allVerified(await saveResults(sampleJob(folder), quiet, noReport, noLinks))).toBe(true)
    expect(listing(folder)).toEqual(names)
    const again = await saveResults(sampleJob(folder, { existing: 'keep-both' }), quiet, noReport, noLinks)
    expect(again.map(({ name }) => name)).toEqual(['lungs (2).nii.gz', 'lungs (2).stl', 'run (2).json'])
  })
})

describe('the study folder is never written to', () => {
  test.each(['', 'sub', 'sub/deep/not/there'])('not "%s" inside it', async (inside) => {
    const study = temporaryFolder()
    mkdirSync(join(study, 'sub'))
    const job = sampleJob(join(study, inside), { sourceFolders: [study] })
    await expect(saveResults(job, quiet, noReport)).rejects.toMatchObject({ code: 'E_OUTPUT_IN_SOURCE' })
    expect(listing(study)).toEqual(['sub'])
    expect(listing(join(study, 'sub'))).toEqual([])
  })

  test('not through links either', async () => {
    const [study, other] = [temporaryFolder(), temporaryFolder()]
    symlinkSync(study, join(other, 'link'))
    const job = sampleJob(join(other, 'link', 'out'), { sourceFolders: [study] })
    await expect(saveResults(job, quiet, noReport)).rejects.toMatchObject({ code: 'E_OUTPUT_IN_SOURCE' })
    expect(listing(study)).toEqual([])
  })

  test('the folder beside it is free', async () => {
    const parent = temporaryFolder()
    mkdirSync(join(parent, 'study'))
    const job = sampleJob(join(parent, 'study-out'), { sourceFolders: [join(parent, 'study')] })
    expect(allVerified(await saveResults(job, quiet, noReport))).toBe(true)
  })
})

describe('what cannot be written', () => {
  test('a folder that is a file', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    for (const path of ['file', 'file/sub']) {
      const save = saveResults(sampleJob(join(folder, path)), quiet, noReport)
      await expect(save).rejects.toMatchObject({ code: 'E_OUTPUT_NOT_WRITABLE' })
    }
  })

  test('a full disk, told with what is needed and free, before any byte is written', async () => {
    const folder = temporaryFolder()
    const full = { ...watchedFiles(quiet), freeBytes: async () => 100 }
    const files = await saveResults(sampleJob(folder, { formats: ['stl'] }), quiet, noReport, full)
    expect(files[0]).toMatchObject({ status: 'not-written', code: 'E_NO_SPACE' })
    expect(listing(folder)).toEqual([])
  })

  test('a disk that gives back other bytes: the old file stays', async () => {
    const folder = temporaryFolder()
    await saveResults(sampleJob(folder), quiet, noReport)
    const before = sha256(join(folder, 'lungs.nii.gz'))
    const plain = watchedFiles(quiet)
    const lying = {
      ...plain,
      open: async (path: string, how: 'create' | 'read') => {
        const file = await plain.open(path, how)
        const read = async (bytes: Uint8Array, at: number, length: number) => {
          const count = await file.read(bytes, at, length)
          if (count > 20 && !path.endsWith('run.json')) bytes[at + 20] = 255 - (bytes[at + 20] as number)
          return count
        }
        return { ...file, read }
      },
    }
    const changed = sampleJob(folder, {
      existing: 'replace',
      labels: [{ label: 1, name: 'lungs', mask: rampMask([37, 6, 5]) }],
    })
    const files = await saveResults(changed, quiet, noReport, lying)
    expect(files.map(({ code }) => code)).toEqual(['E_VERIFY', 'E_VERIFY', 'E_OUTPUT_NOT_WRITABLE'])
    expect(sha256(join(folder, 'lungs.nii.gz'))).toBe(before)
    expect(listing(folder)).toEqual(names)
  })
})

describe('cancel', () => {
  test('at any report leaves the folder as it was', async () => {
    const folder = temporaryFolder()
    for (const name of names) writeFileSync(join(folder, name), 'old')
    let reports = 0
    const count = () => void reports++
    await saveResults(sampleJob(temporaryFolder()), quiet, count)
    expect(reports).toBeGreaterThan(10)
    for (let stop = 1; stop <= reports; stop++) {
      let seen = 0
      const told: SavedFile[] = []
      const save = saveResults(
        sampleJob(folder, { existing: 'replace' }),
        (file) => told.push(file),
        () => {
          if (++seen === stop) throw cancelled()
        },
      )
      await expect(save).rejects.toMatchObject({ code: 'E_CANCELLED' })
      expect(listing(folder)).toEqual(names)
      for (const name of names) expect(readFileSync(join(folder, name), 'utf8')).toBe('old')
      expect(told.some(({ status }) => status === 'verified')).toBe(false)
      expect(told.at(-1)?.status).toBe('cancelled')
    }
  })
})

describe('what killed runs left behind', () => {
  test('is swept at the next save; other files and other living programs keep theirs', async () => {
    const folder = temporaryFolder()
    const job = sampleJob(folder, { formats: ['nifti'] })
    let ours = ''
    await saveResults(
      job,
      quiet,
      noReport,
      watchedFiles((operation, path) => {
        if (operation === 'open' && path.includes('hilum-part')) ours ||= path
      }),
    )
    const host = /hilum-part-([0-9a-f]+)-/.exec(ours)?.[1] ?? ''
    const make = (name: string, hoursOld = 0) => {
      writeFileSync(join(folder, name), 'x')
      const time = Date.now() / 1000 - hoursOld * 3600
      utimesSync(join(folder, name), time, time)
    }
    make(`.hilum-part-${host}-999999999-00112233aabb`)
    make(`.hilum-part-${host}-${process.pid}-00112233aabb`, 20)
    make(`.hilum-part-00000000-1-00112233aabb`, 30)
    make(`.hilum-part-00000000-1-00112233aabc`)
    make(`.hilum-part-${host}-${process.ppid}-00112233aabb`)
    make('.hilum-part-notes.txt', 100)
    await saveResults({ ...job, existing: 'replace' }, quiet, noReport)
    expect(listing(folder)).toEqual(
      [
        `.hilum-part-00000000-1-00112233aabc`,
        `.hilum-part-${host}-${process.ppid}-00112233aabb`,
        '.hilum-part-notes.txt',
        'lungs.nii.gz',
        'run.json',
      ].sort(),
    )
    expect(existsSync(ours)).toBe(false)
  })
})
