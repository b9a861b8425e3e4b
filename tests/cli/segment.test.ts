import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readNifti } from '../../src-shared/formats/read-nifti.ts'
import { english } from '../../src-shared/number-format.ts'
import { runRecordSchema } from '../../src-shared/run-record.ts'
import { runCommand, spawnCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'
import { unevenChest } from '../support/uneven-chest.ts'

const names = ['lungs.nii.gz', 'lungs.stl', 'run.json']

/** The one record of a folder. */
const recordOf = (folder: string): string => readdirSync(folder).find((name) => name.endsWith('run.json')) ?? ''

describeWithData('segment on a real chest', ['chest-ct64', 'dicom'], (study) => {
  let out = ''
  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), 'hilum-test-'))
  })
  afterAll(() => rmSync(out, { recursive: true, force: true }))

  test('saves mask, surface and record, and tells all of it as one JSON document', async () => {
    const run = await runCommand(['segment', study, '--out', out, '--method', 'article', '--json'])
    expect(run.status).toBe(0)
    expect(readdirSync(out).sort()).toEqual(names)
    expect(run.json.series.reason).toContain('the only usable axial CT series')
    expect(run.err).toContain(run.json.series.reason)
    expect(run.json.volumes.lungs.volumeMl).toBeGreaterThan(4000)
    expect(run.json.volumes.lungs.volumeMl).toBeLessThan(5200)
    // a check that is passed bears no code that reads as found; the document keeps it
    expect(run.err).toMatch(/^passed: Even spacing, nothing missing$/m)
    expect(run.err).not.toMatch(/^passed: .*[A-Z]_[A-Z]/m)
    expect(run.json.findings).toContainEqual(expect.objectContaining({ code: 'P_EVEN_SPACING', severity: 'passed' }))
    // people's figures are grouped wherever they stand, the document's are plain
    const told = [...run.err.matchAll(/([\d.,]+) mL/g)].map(([, figure]) => figure)
    expect(told).toContain(english.number(run.json.volumes.lungs.volumeMl, 1))
    for (const figure of told) expect(figure).toMatch(/^\d,\d{3}\.\d$/)
    const image = readNifti(gunzipSync(readFileSync(join(out, 'lungs.nii.gz'))))
    expect(image.data.reduce((sum, value) => sum + value, 0)).toBe(run.json.volumes.lungs.voxels)
    const record = runRecordSchema.parse(JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')))
    expect(record.inputs).toHaveLength(79)
    expect(record.threshold).toEqual(run.json.threshold)
    const { fingerprint, ...found } = record.series
    expect(found).toEqual({
      caseCode: expect.stringMatching(/^[0-9A-F]{4}-[0-9A-F]{2}$/),
      seriesNumber: expect.any(Number),
    })
    expect(JSON.stringify(record)).not.toContain(run.json.series.seriesInstanceUid)
    const again = await runCommand(['segment', study, '--out', out, '--overwrite', '--series', fingerprint, '--json'])
    expect(again.json.series.seriesInstanceUid).toBe(run.json.series.seriesInstanceUid)
    expect(run.json.files.map((file: { name: string }) => file.name)).toEqual(names)
  })

  test('gives the same bytes again, with one thread fewer or more', async () => {
    const again = join(temporaryFolder(), 'again')
    for (const method of ['article', 'standard']) {
      await runCommand(['segment', study, '--out', again, '--method', method, '--overwrite'])
      await runCommand(['segment', study, '--out', out, '--method', method, '--overwrite'])
      for (const name of names) expect(readFileSync(join(again, name)).equals(readFileSync(join(out, name)))).toBe(true)
    }
  })

  test('saves the CT beside the masks when asked, lists it in the record, and verify checks it', async () => {
    const folder = join(temporaryFolder(), 'pair')
    const formats = ['--formats', 'nifti,nrrd,measurements-json', '--with-image']
    const run = await runCommand(['segment', study, '--out', folder, '--json', ...formats])
    expect(run.status).toBe(0)
    const files = ['ct.nii.gz', 'ct.nrrd', 'lungs.nii.gz', 'lungs.seg.nrrd', 'measurements.json', 'run.json']
    expect(readdirSync(folder).sort()).toEqual(files)
    const { outputs } = runRecordSchema.parse(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')))
    expect(outputs.map(({ file }) => file)).toEqual(files.slice(0, -1))
    expect(outputs[0]?.verified).toMatch(/voxels all equal, from −?\d+ to \d+ HU/)
    expect((await runCommand(['verify', folder])).status).toBe(0)
    const bytes = readFileSync(join(folder, 'ct.nrrd'))
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1
    writeFileSync(join(folder, 'ct.nrrd'), bytes)
    const changed = await runCommand(['verify', folder])
    expect(changed.status).toBe(1)
    expect(changed.err).toContain('ct.nrrd')
  })

  test('runs of several names share a folder: a record each, and verify checks them all', async () => {
    const folder = join(temporaryFolder(), 'batch')
    const segment = (name: string, method: string) =>
      runCommand([
        'segment',
        study,
        '--out',
        folder,
        '--json',
        '--formats',
        'nifti',
        '--name',
        name,
        '--method',
        method,
      ])
    for (const [name, method] of [
      ['one', 'standard'],
      ['two', 'article'],
    ] as const) {
      expect((await segment(name, method)).status).toBe(0)
    }
    expect(readdirSync(folder).sort()).toEqual(['one-run.json', 'one.nii.gz', 'two-run.json', 'two.nii.gz'])
    expect((await runCommand(['verify', folder, '--json'])).json).toMatchObject({
      records: ['one-run.json', 'two-run.json'],
    })
    writeFileSync(join(folder, 'one.nii.gz'), 'other')
    const changed = await runCommand(['verify', folder, '--json'])
    expect(changed.status).toBe(1)
    expect(changed.json.error.details).toMatchObject({ files: ['one.nii.gz'] })
    const refused = await segment('two', 'standard')
    expect(refused.json.error).toMatchObject({ code: 'E_OUTPUT_EXISTS' })
  })

  test('names files by a template of case and method, and refuses what is no file name before it works', async () => {
    const folder = join(temporaryFolder(), 'named')
    const segment = (name: string) =>
      runCommand(['segment', study, '--out', folder, '--json', '--formats', 'nifti,measurements-csv', '--name', name])
    const run = await segment('{case}-{method}-lungs')
    expect(run.status).toBe(0)
    const { series, outputs } = runRecordSchema.parse(JSON.parse(readFileSync(join(folder, recordOf(folder)), 'utf8')))
    const base = `${series.caseCode}-standard-lungs`
    expect(readdirSync(folder).sort()).toEqual([`${base}-measurements.csv`, `${base}-run.json`, `${base}.nii.gz`])
    expect(outputs.map(({ file }) => file)).toEqual([`${base}-measurements.csv`, `${base}.nii.gz`])
    expect((await runCommand(['verify', folder])).status).toBe(0)
    const again = await segment('{case}-{method}-lungs')
    expect(again.json.error).toMatchObject({ code: 'E_OUTPUT_EXISTS' })
    // told as soon as the case is known, before the work
    expect(again.err).not.toContain('Series ')
    for (const name of ['../lungs', 'a/b', '{patient}', '']) {
      const refused = await segment(name)
      expect(refused.json.error.code, name).toBe('E_USAGE')
      expect(refused.err).not.toContain('Series ')
    }
  })

  test('refuses the CT where no mask is saved that it belongs beside', async () => {
    const refused = ['--formats', 'stl,png', '--with-image', '--json']
    const run = await runCommand(['segment', study, '--out', join(out, 'none'), ...refused])
    expect(run.status).toBe(2)
    expect(run.json.error.code).toBe('E_USAGE')
    expect(run.json.error.message).toContain('none of nifti, nrrd is to be saved')
    expect(existsSync(join(out, 'none'))).toBe(false)
  })

  test('overwrites nothing unasked, and says so before it works', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'lungs.stl'), 'mine')
    const run = await runCommand(['segment', study, '--out', folder, '--json'])
    expect(run.status).toBe(5)
    expect(run.json.error).toMatchObject({ code: 'E_OUTPUT_EXISTS', details: { name: 'lungs.stl' } })
    expect(run.err).not.toContain('Threshold')
    expect(run.err).toContain('Add --overwrite to replace it, or choose another --out or --name.')
    expect((await runCommand(['segment', study, '--out', folder, '--overwrite'])).status).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(names)
  })

  test('a file saved later joins the record of the same run, and of no other', async () => {
    const folder = temporaryFolder()
    const save = (...more: string[]) => runCommand(['segment', study, '--out', folder, '--json', ...more])
    expect((await save('--formats', 'nifti')).status).toBe(0)
    const other = await save('--formats', 'stl', '--v-mm3', '50')
    expect(other.status).toBe(5)
    expect(other.err).not.toContain('Threshold')
    expect((await save('--formats', 'stl')).status).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(names)
    const record = runRecordSchema.parse(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')))
    expect(record.outputs.map(({ file }) => file)).toEqual(names.slice(0, 2))
  })

  test('saves only what is asked for', async () => {
    const folder = temporaryFolder()
    expect((await runCommand(['segment', study, '--out', folder, '--formats', 'stl'])).status).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['lungs.stl', 'run.json'])
  })

  test('parameters of the standard method come from flags, and from the record of an earlier run', async () => {
    const folder = temporaryFolder()
    const run = (name: string, ...more: string[]) =>
      runCommand(['segment', study, '--out', join(folder, name), '--formats', 'nifti', '--json', ...more])
    const wide = await run('wide', '--closing-radius-mm', '5', '--threshold-mode', 'manual', '--threshold-hu', '-450')
    expect(wide.json.parameters).toMatchObject({ closingRadiusMm: 5, thresholdMode: 'manual', thresholdHU: -450 })
    expect(wide.json['threshold']).toMatchObject({ hu: -450 })
    const again = await run('again', '--params', join(folder, 'wide', 'run.json'))
    expect(again.json.parameters).toEqual(wide.json.parameters)
    expect(again.json.volumes).toEqual(wide.json.volumes)
    const plain = await run('plain')
    expect(plain.json.volumes).not.toEqual(wide.json.volumes)
    const refused = await run('refused', '--closing-radius-mm', '99')
    expect([refused.status, refused.json.error.code]).toEqual([2, 'E_PARAMETER'])
  })

  test('the standard method tells right, left and airways, their measures and the seconds of each stage', async () => {
    const folder = join(temporaryFolder(), 'out')
    const { json, status } = await runCommand(['segment', study, '--out', folder, '--json'])
    expect(status).toBe(0)
    expect(json).toMatchObject({
      method: 'standard',
      volumes: { right: { label: 1 }, left: { label: 2 }, airways: { label: 3 } },
    })
    const { right, left, total } = json.measurements
    expect(total.volumeMl).toBeCloseTo(right.volumeMl + left.volumeMl, 6)
    expect(total.volumeMl).toBeGreaterThan(4000)
    expect(json.stages.map(({ stage }) => stage)).toContain('airway')
    expect(json.stages.every(({ seconds }) => seconds >= 0)).toBe(true)
    expect(JSON.stringify(json['findings'])).toContain('W_THICK_SLICES')
    const { data } = readNifti(gunzipSync(readFileSync(join(folder, 'lungs.nii.gz'))))
    for (const { label, voxels } of Object.values(json.volumes)) {
      expect(data.reduce((sum, value) => sum + (value === label ? 1 : 0), 0)).toBe(voxels)
    }
  })

  test('an empty mask is exit status 4, and nothing is saved', async () => {
    const folder = join(temporaryFolder(), 'out')
    const run = await runCommand(['segment', study, '--out', folder, '--method', 'article', '--v', '10000', '--json'])
    expect(run.status).toBe(4)
    expect(run.json.error.code).toBe('E_NO_LUNGS')
    expect(() => readdirSync(folder)).toThrow()
  })

  test('slices above the lungs are exit status 4, with the reason', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'study'))
    for (const name of readdirSync(study).toSorted().slice(-5)) cpSync(join(study, name), join(folder, 'study', name))
    const run = await runCommand(['segment', join(folder, 'study'), '--out', join(folder, 'out'), '--json'])
    expect(run.status).toBe(4)
    expect(run.json.error).toMatchObject({
      code: 'E_NO_LUNGS',
      message: expect.stringMatching(/size, density and place/),
    })
    expect(readdirSync(folder)).toEqual(['study'])
  })

  test('a file cut short blocks the series and is named; --allow-gaps goes on with a finding', async () => {
    const folder = temporaryFolder()
    cpSync(study, join(folder, 'study'), { recursive: true })
    truncateSync(join(folder, 'study', 'IMG0040.dcm'), 3000)
    writeFileSync(join(folder, 'study', 'notes.txt'), 'no DICOM')
    const args = ['segment', join(folder, 'study'), '--out', join(folder, 'out'), '--json']
    const blocked = await runCommand(args)
    expect(blocked.status).toBe(3)
    expect(blocked.json.error).toMatchObject({ code: 'E_TRUNCATED', details: { file: 'IMG0040.dcm' } })
    const gone = await runCommand([...args, '--allow-gaps'])
    expect(gone.status).toBe(0)
    expect(JSON.stringify(gone.json.findings)).toContain('IMG0040.dcm')
    expect(JSON.stringify(gone.json.findings)).toContain('The gap was accepted.')
    expect(JSON.stringify(gone.json.findings)).not.toContain('Copy the')
    const record = runRecordSchema.parse(JSON.parse(readFileSync(join(folder, 'out', 'run.json'), 'utf8')))
    expect(record.inputs).toHaveLength(78)
    expect(JSON.stringify(record.findings)).toMatch(/GAP|MISSING/)
  })

  test('one slice is not enough', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'study'))
    cpSync(join(study, 'IMG0040.dcm'), join(folder, 'study', 'one'))
    const run = await runCommand(['segment', join(folder, 'study'), '--out', join(folder, 'out'), '--json'])
    expect(run.status).toBe(3)
    expect(run.json.error.code).toBe('E_TOO_FEW')
  })

  test('the study folder is never written to', async () => {
    const folder = temporaryFolder()
    cpSync(study, join(folder, 'study'), { recursive: true })
    const before = readdirSync(join(folder, 'study'))
    const run = await runCommand(['segment', join(folder, 'study'), '--out', join(folder, 'study', 'out'), '--json'])
    expect(run.status).toBe(5)
    expect(run.json.error.code).toBe('E_OUTPUT_IN_SOURCE')
    expect(readdirSync(join(folder, 'study'))).toEqual(before)
  })

  test('an output folder that cannot be one is told before the work', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const system = existsSync('/proc/self') ? ['/proc/hilum-test'] : []
    for (const out of [file, join(file, 'out'), ...system]) {
      const run = await runCommand(['segment', study, '--out', out, '--json'])
      expect(run.status).toBe(5)
      expect(run.json.error.code).toBe('E_OUTPUT_NOT_WRITABLE')
      expect(run.err).not.toContain('Series')
    }
  })

  test('Ctrl-C during the work is exit status 130; nothing stays behind', async () => {
    const folder = join(temporaryFolder(), 'out')
    const cancel = new AbortController()
    const run = runCommand(['segment', study, '--out', folder, '--json'], { signal: cancel.signal })
    setTimeout(() => cancel.abort(), 250)
    const { status, json } = await run
    expect(status).toBe(130)
    expect(json.error.code).toBe('E_CANCELLED')
    expect(() => readdirSync(folder)).toThrow()
  })

  test('the program itself: relative paths from where it was typed, one document on standard output', async () => {
    const folder = temporaryFolder()
    cpSync(study, join(folder, 'in'), { recursive: true })
    const run = await spawnCommand(['segment', 'in', '--out', 'out', '--json'], { env: { INIT_CWD: folder } })
    expect(run.status).toBe(0)
    expect(run.json.folder).toBe(join(folder, 'out'))
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(names)
    const quiet = await spawnCommand(['scan', 'in'], { env: { INIT_CWD: folder } })
    expect(quiet).toMatchObject({ status: 0, out: '' })
    expect(quiet.err).toContain('79 slices of 64 x 64')
  })

  test('SIGINT ends the program with 130 and its document', async () => {
    const out = join(temporaryFolder(), 'out')
    const run = await spawnCommand(['segment', study, '--out', out, '--json'], { interruptAt: 'Series' })
    expect(run.status).toBe(130)
    expect(run.json.error.code).toBe('E_CANCELLED')
  })
})

describeWithData('two series of one size', ['chest-philips-5mm'], (study) => {
  test('the choice and its reason are told', async () => {
    const run = await runCommand([
      'segment',
      study,
      '--out',
      join(temporaryFolder(), 'out'),
      '--formats',
      'nifti',
      '--json',
    ])
    expect(run.status).toBe(0)
    expect(run.json.series.reason).toContain('Among the largest axial CT series')
    expect(run.err).toContain(run.json.series.seriesInstanceUid)
  })
})

describeWithData('an MR series', ['transfer-syntaxes'], (study) => {
  test('is not CT', async () => {
    const run = await runCommand(['segment', study, '--out', join(temporaryFolder(), 'out'), '--json'])
    expect(run.status).toBe(3)
    expect(run.json.error.code).toBe('E_NO_CT')
  })
})

describeWithData('uneven spacing under a tilted gantry', ['head-ge-tilt'], (study) => {
  test('ends with no lungs, tilt and spacing named, nothing saved', async () => {
    const out = join(temporaryFolder(), 'out')
    const run = await runCommand(['segment', study, '--out', out, '--json'])
    expect(run.status).toBe(4)
    expect(run.json.error.code).toBe('E_NO_LUNGS')
    expect(run.json.error.details['findings']).toEqual(
      expect.arrayContaining(['W_TILT', 'E_SPACING', 'W_STACKED', 'E_NO_LUNGS']),
    )
    expect(run.err).toMatch(/warning: .*tilt.*\(W_TILT\)/i)
    expect(run.err).toMatch(/warning: Uneven spacing: .*\(E_SPACING\)/)
    expect(existsSync(out)).toBe(false)
  })

  test('is refused by the method that counts on even slices', async () => {
    const args = ['segment', study, '--out', join(temporaryFolder(), 'out'), '--json', '--method', 'article']
    for (const more of [[], ['--allow-gaps']]) {
      const run = await runCommand([...args, ...more])
      expect(run.status).toBe(3)
      expect(run.json.error.code).toBe('E_SPACING')
    }
  })
})

describe('a chest with uneven spacing', () => {
  test('is refused, since its lungs have no true volume', async () => {
    const out = join(temporaryFolder(), 'out')
    const run = await runCommand(['segment', unevenChest(), '--out', out, '--json'])
    expect(run.status).toBe(3)
    expect(run.json.error.code).toBe('E_SPACING')
    expect(existsSync(out)).toBe(false)
  })
})

describe('folders that cannot be used', () => {
  test.each<[string, string, (folder: string) => string]>([
    ['absent', 'E_FOLDER_NOT_FOUND', (folder) => join(folder, 'absent')],
    ['empty', 'E_FOLDER_EMPTY', (folder) => folder],
    [
      'without DICOM',
      'E_NO_DICOM',
      (folder) => {
        writeFileSync(join(folder, 'notes.txt'), 'no DICOM')
        return folder
      },
    ],
  ])('%s: %s', async (_name, code, make) => {
    const folder = make(temporaryFolder())
    for (const args of [
      ['scan', folder, '--json'],
      ['segment', folder, '--out', join(temporaryFolder(), 'out'), '--json'],
    ]) {
      const run = await runCommand(args)
      expect(run.status).toBe(3)
      expect(run.json.error.code).toBe(code)
      expect(run.err).toContain(run.json.error.message)
    }
  })
})
