import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { scanFolder } from '../../src-main/engine/scan/scan-folder.ts'
import { cancelled, type Failure } from '../../src-shared/failure.ts'
import { noReport } from '../../src-shared/report.ts'
import { controlFile, controlWith } from '../support/dicom/control-image.ts'
import { controlSeries, type Files, seriesSlices, writeFiles } from '../support/dicom/control-series.ts'
import { text, us } from '../support/dicom/elements.ts'
import { noise } from '../support/dicom/noise.ts'
import { codesOf, loadSource, onlySource, openFolder, refusalOf, sha256 } from '../support/dicom/open-folder.ts'
import { expectPlainWords } from '../support/plain-words.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

async function failureOf(folder: string): Promise<Failure> {
  const failure = await scanFolder(folder, noReport).then(
    () => null,
    (thrown) => thrown as Failure,
  )
  if (failure === null) throw new Error('the folder opens')
  expectPlainWords(failure.message)
  expect(failure.exitStatus).toBe(3)
  return failure
}

function folderWith(files: Files): string {
  const folder = temporaryFolder()
  writeFiles(folder, files)
  return folder
}

describe('a folder that can not be opened', () => {
  it('is absent, or a file', async () => {
    const folder = temporaryFolder()
    expect((await failureOf(join(folder, 'none'))).code).toBe('E_FOLDER_NOT_FOUND')
    writeFileSync(join(folder, 'file'), 'x')
    expect((await failureOf(join(folder, 'file'))).code).toBe('E_FOLDER_NOT_FOUND')
  })

  it('is empty, with and without empty folders inside', async () => {
    const folder = temporaryFolder()
    expect((await failureOf(folder)).code).toBe('E_FOLDER_EMPTY')
    mkdirSync(join(folder, 'a', 'b'), { recursive: true })
    expect((await failureOf(folder)).code).toBe('E_FOLDER_EMPTY')
  })

  it('may not be read', ({ skip }) => {
    const folder = temporaryFolder()
    chmodSync(folder, 0)
    const program = `
      const { scanFolder } = await import(${JSON.stringify(join(root, 'src-main/engine/scan/scan-folder.ts'))})
      await scanFolder(${JSON.stringify(folder)}, () => {}).then(() => console.log('opened'), (failure) => console.log(failure.code))`
    const isRoot = process.getuid?.() === 0
    const { stdout, stderr, error } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      cwd: root,
      ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
    })
    chmodSync(folder, 0o700)
    if (error !== undefined) skip(`no process without rights: ${error.message}`)
    expect(stdout.trim(), stderr).toBe('E_FOLDER_UNREADABLE')
  })

  it('holds no DICOM: says how many files there are and of what kind', async () => {
    const folder = folderWith({ 'a.txt': noise(300, 1), 'b/c.jpg': noise(40, 2), empty: new Uint8Array(0) })
    const failure = await failureOf(folder)
    expect(failure.code).toBe('E_NO_DICOM')
    expect(failure.details).toEqual({ files: 3, notDicom: 3, special: 0, unreadable: 0 })
  })
})

describe('a folder that can be opened', () => {
  it('lists damaged DICOM files even when nothing else is there', async () => {
    const bytes = controlFile()
    const opened = await openFolder(folderWith({ 'a.dcm': bytes.subarray(0, bytes.length - 100) }))
    expect(opened.scan.studies).toEqual([])
    expect(opened.scan.files).toMatchObject({ total: 1, used: 0, skipped: [{ file: 'a.dcm', code: 'E_TRUNCATED' }] })
    expect(opened.scan.files.skipped[0]?.message).toBe(
      `Cut short: ${bytes.length.toLocaleString('en-US')} bytes expected, ${(bytes.length - 100).toLocaleString('en-US')} present. Copy the file again from its source.`,
    )
  })

  it('passes over files that are not DICOM, whatever they are called', async () => {
    const opened = await openFolder(
      folderWith({ ...controlSeries(), 'notes.dcm': noise(900, 3), 'sub/IM9999': noise(20, 4), DICOMDIR: noise(9, 5) }),
    )
    expect(onlySource(opened).info).toMatchObject({ sliceCount: 12, usable: 'yes' })
    expect(opened.scan.files.skipped.map(({ file, code }) => [file, code])).toEqual([
      ['DICOMDIR', 'E_NOT_DICOM'],
      ['notes.dcm', 'E_NOT_DICOM'],
      ['sub/IM9999', 'E_NOT_DICOM'],
    ])
  })

  it('shows a series of another modality and opens none of it', async () => {
    const mr = controlSeries((k) => ({ changes: [text(0x00080060, 'CS', 'MR')], k }))
    const opened = await openFolder(folderWith(mr))
    expect(opened.sources).toEqual([])
    expect(opened.scan.studies[0]?.series[0]).toMatchObject({ modality: 'MR', sliceCount: 12, usable: 'no' })
    expect(opened.scan.studies[0]?.series[0]?.findings.map(({ code }) => code)).toEqual(['E_NOT_CT'])
  })

  it('keeps localizers, secondary captures and other objects out of the series they claim', async () => {
    const opened = await openFolder(
      folderWith({
        ...controlSeries(),
        scout: controlFile(
          controlWith([text(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\LOCALIZER'), 0x00200032], { k: 40 }),
        ),
        report: controlFile(controlWith([text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7'), 0x00280030], { k: 41 })),
        sr: controlFile(controlWith([text(0x00080060, 'CS', 'SR'), 0x7fe00010], { k: 42 })),
      }),
    )
    const source = onlySource(opened)
    expect(source.info).toMatchObject({ sliceCount: 12, usable: 'yes' })
    expect(codesOf(source)).toContain('W_EXCLUDED')
    expect(Object.fromEntries(opened.scan.files.skipped.map(({ file, code }) => [file, code]))).toEqual({
      scout: 'E_LOCALIZER',
      report: 'E_NOT_CT',
      sr: 'E_NOT_CT',
    })
  })

  it('groups a study by its patient and UID under one case code that names neither', async () => {
    const second = controlSeries((k) => ({ series: 2, name: `b${k}` }))
    const opened = await openFolder(folderWith({ ...controlSeries(), ...second }))
    const [study] = opened.scan.studies
    expect(study?.series.map(({ seriesNumber }) => seriesNumber)).toEqual([1, 2])
    expect(study?.series.filter(({ best }) => best !== null)).toHaveLength(1)
    const again = await openFolder(folderWith(controlSeries()))
    expect(again.scan.studies[0]?.caseCode).toBe(study?.caseCode)
    const other = await openFolder(folderWith(controlSeries(() => ({ changes: [text(0x00100020, 'LO', 'P2')] }))))
    expect(other.scan.studies[0]?.caseCode).not.toBe(study?.caseCode)
    expect(JSON.stringify(opened.scan)).not.toMatch(/Control\^|P1/)
  })

  it('names the best series with its reason: the largest axial one', async () => {
    const files = {
      ...controlSeries((k) => ({ series: 1, name: `a${k}`, changes: [text(0x00181210, 'SH', 'B70f')] })),
      ...controlSeries((k) => ({ series: 2, name: `b${k}`, changes: [text(0x00181210, 'SH', 'B31f')] })),
      ...controlSeries((k) => ({ series: 3, name: `c${k}` }), 5),
    }
    const [study] = (await openFolder(folderWith(files))).scan.studies
    const best = study?.series.filter((info) => info.best !== null) ?? []
    expect(best.map(({ kernel }) => kernel)).toEqual(['B31f'])
    expect(best[0]?.best?.reason).toContain('Series 1 is as large, with the sharp kernel B70f')
  })

  it('can be left while it is read', async () => {
    const folder = folderWith(controlSeries(undefined, 100))
    let calls = 0
    const leave = (): void => {
      if (++calls === 2) throw cancelled()
    }
    await expect(scanFolder(folder, leave)).rejects.toMatchObject({ code: 'E_CANCELLED' })
  })

  it('gives the same volume whatever the files are called', async () => {
    const seen = new Set<string>()
    for (let round = 0; round < 20; round++) {
      const order = noise(seriesSlices * 4, round + 1)
      const names = Object.values(controlSeries()).map((bytes, k) => {
        const name = `${order[k]}-${order[k + 12]}/${order[k + 24]}${k}`
        return [name, bytes] as const
      })
      const source = onlySource(await openFolder(folderWith(Object.fromEntries(names))))
      const { plan, volume } = await loadSource(source)
      seen.add(JSON.stringify([plan.grid, { ...source.info, seriesId: '' }, sha256(volume.hu)]))
    }
    expect(seen.size).toBe(1)
  })
})

describe('a series with a hole', () => {
  it('loads when gaps are accepted: the missing slice is empty and named, the rest is in place', async () => {
    const source = onlySource(await openFolder(folderWith(controlSeries((k) => (k === 5 ? null : {})))))
    expect(source.info).toMatchObject({ usable: 'gaps', best: null, sliceSpacing: 2 })
    expect((await refusalOf(source)).code).toBe('E_GAP')
    const { plan, volume, loaded } = await loadSource(source, { allowGaps: true })
    expect(plan.grid.size).toEqual([32, 32, 12])
    expect(plan.fileOfSlice).toEqual([0, 1, 2, 3, 4, null, 5, 6, 7, 8, 9, 10])
    expect(plan.slices[5]).toEqual({ instanceNumber: null, slope: 1, intercept: 0, present: false })
    expect(plan.findings.find(({ code }) => code === 'W_GAP_ACCEPTED')?.message).toContain('Slice 6 is missing')
    expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(new Set(volume.hu.subarray(5 * 1024, 6 * 1024))).toEqual(new Set([-1024]))
    expect(loaded.range).toEqual([-1024, 400])
  })

  it('is found between three slices too', async () => {
    const source = onlySource(await openFolder(folderWith(controlSeries((k) => (k === 1 || k > 3 ? null : {})))))
    expect(codesOf(source)).toContain('E_GAP')
    const { plan } = await loadSource(source, { allowGaps: true })
    expect(plan.grid.size[2]).toBe(4)
  })

  it('is told of a last slice that is cut short, though the rest is even', async () => {
    const files = controlSeries()
    const name = 'IM0012'
    files[name] = (files[name] as Uint8Array).subarray(0, 1200)
    const source = onlySource(await openFolder(folderWith(files)))
    expect(source.info).toMatchObject({ usable: 'gaps', sliceCount: 11 })
    const refusal = await refusalOf(source)
    expect(refusal).toMatchObject({ code: 'E_TRUNCATED', details: { file: name } })
    expect((await loadSource(source, { allowGaps: true })).plan.grid.size[2]).toBe(11)
  })

  it('is told of a slice that is whole but can not be used', async () => {
    const source = onlySource(
      await openFolder(folderWith(controlSeries((k) => (k === 11 ? { changes: [us(0x00280100, 8)] } : {})))),
    )
    expect((await refusalOf(source)).code).toBe('E_GAP')
  })

  it('warns of a file beside it that can not be read at all', async () => {
    const files = controlSeries()
    files['IM0012'] = new Uint8Array(0)
    const source = onlySource(await openFolder(folderWith(files)))
    expect(source.info.usable).toBe('yes')
    const warning = source.findings.find(({ code }) => code === 'W_UNREADABLE_BESIDE')
    expect(warning).toMatchObject({ severity: 'warning', where: { file: 'IM0012' } })
  })
})
