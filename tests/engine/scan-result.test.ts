import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPreview } from '../../src-main/engine/load/read-preview.ts'
import { scanFolder } from '../../src-main/engine/scan/scan-folder.ts'
import { scanResultSchema } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import { controlFile, controlWith, seriesUid } from '../support/dicom/control-image.ts'
import { controlSeries, type Files, writeFiles } from '../support/dicom/control-series.ts'
import { ascii, raw, text } from '../support/dicom/elements.ts'
import { codesOf, onlySource, openFolder, refusalOf } from '../support/dicom/open-folder.ts'
import { expectPlainWords } from '../support/plain-words.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

function folderOf(files: Files): string {
  const folder = temporaryFolder()
  writeFiles(folder, files)
  return folder
}

const mr = (k: number): Uint8Array =>
  controlFile(
    controlWith([text(0x00080060, 'CS', 'MR'), text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.4')], { k, series: 3 }),
  )

describe('a folder that opens', () => {
  it('keeps to the contract, to the last field', async () => {
    const { scan } = await openFolder(folderOf({ ...controlSeries(), notes: ascii('x'), mr: mr(0) }))
    const result = { ...scan, folderId: 'f', sample: false }
    expect(scanResultSchema.parse(result)).toEqual(result)
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  })

  it('gives sources that survive being sent to a thread', async () => {
    const { sources } = await openFolder(folderOf(controlSeries()))
    expect(structuredClone(sources)).toEqual(sources)
  })

  it('passes over what is not DICOM in between, each with its reason', async () => {
    const folder = folderOf({
      ...controlSeries(),
      'IM0003.txt': ascii('notes'),
      'sub/readme': ascii('more'),
      DICOMDIR: dicomdir(),
    })
    const opened = await openFolder(folder)
    expect(opened.scan.files).toMatchObject({ total: 15, used: 12 })
    expect(opened.scan.files.skipped.map(({ file, code }) => [file, code])).toEqual([
      ['DICOMDIR', 'E_NOT_CT'],
      ['IM0003.txt', 'E_NOT_DICOM'],
      ['sub/readme', 'E_NOT_DICOM'],
    ])
    expect(onlySource(opened).info.usable).toBe('yes')
  })

  it('finds series spread over folders, and keeps studies apart', async () => {
    const second = controlSeries((k) => ({
      name: `b/${k % 3}/${k}`,
      changes: [text(0x0020000d, 'UI', '1.2.3.4')],
      series: 5,
    }))
    const { scan } = await openFolder(folderOf({ ...controlSeries((k) => ({ name: `a/${k % 2}/${k}` })), ...second }))
    expect(scan.studies.map((study) => study.series.map(({ sliceCount }) => sliceCount))).toEqual([[12], [12]])
    expect(new Set(scan.studies.map(({ caseCode }) => caseCode)).size).toBe(2)
  })

  it('chooses the largest axial series that can be used, and says why', async () => {
    const small = controlSeries((k) => ({ name: `small${k}`, series: 2 }), 6)
    const broken = controlSeries((k) => (k === 9 ? null : { name: `broken${k}`, series: 4 }), 20)
    const { scan } = await openFolder(folderOf({ ...controlSeries(), ...small, ...broken }))
    const series = scan.studies[0]?.series ?? []
    expect(series.map(({ seriesNumber, best }) => [seriesNumber, best === null])).toEqual([
      [1, false],
      [2, true],
      [4, true],
    ])
    expect(series[0]?.best?.reason).toContain('12 slices')
  })

  it('tells how far it is, from nothing to all', async () => {
    const calls: [number, number][] = []
    await scanFolder(folderOf(controlSeries(undefined, 150)), (done, total) => void calls.push([done, total]))
    expect(calls.at(0)?.[0]).toBe(0)
    expect(calls.at(-1)).toEqual([150, 150])
    expect(calls.length).toBeGreaterThanOrEqual(3)
    for (const [n, [done]] of calls.entries()) expect(done).toBeGreaterThanOrEqual(calls[n - 1]?.[0] ?? 0)
  })
})

/** A file with a DirectoryRecordSequence. */
function dicomdir(): Uint8Array {
  return controlFile([text(0x00041130, 'CS', 'TEST'), { tag: 0x00041220, vr: 'SQ', value: () => new Uint8Array(0) }])
}

describe('series by themselves', () => {
  it('of other number are not blamed for a broken file of their neighbour', async () => {
    const files = { ...controlSeries(), ...controlSeries((k) => ({ series: 2, name: `b${k}` })) }
    const folder = folderOf(files)
    truncateSync(join(folder, 'b4'), 1400)
    const { sources } = await openFolder(folder)
    const usable = Object.fromEntries(sources.map(({ info }) => [info.seriesInstanceUid, info.usable]))
    expect(usable).toEqual({ [seriesUid(1)]: 'yes', [seriesUid(2)]: 'gaps' })
  })

  it('are not blamed for a report that lies in them', async () => {
    const report = controlFile(
      controlWith([text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7'), text(0x00080018, 'UI', '1.2.9')]),
    )
    const opened = await openFolder(folderOf({ ...controlSeries(), report }))
    expect(opened.scan.files.skipped).toMatchObject([{ file: 'report', code: 'E_NOT_CT' }])
    expect(onlySource(opened).info.usable).toBe('yes')
  })

  it('may hold private elements of any kind', async () => {
    const changes = [raw(0x00091010, 'UN', ascii('abc\\def ')), raw(0x00291020, 'OB', new Uint8Array(3001).fill(0xfe))]
    const source = onlySource(await openFolder(folderOf(controlSeries(() => ({ changes })))))
    expect(source.info.usable).toBe('yes')
    expect(codesOf(source)).toEqual(['P_EVEN_SPACING'])
  })
})

describe('a folder that changes while it is open', () => {
  it.each(['axial', 'coronal'] as const)('has no %s picture of a file that was cut short', async (plane) => {
    const folder = folderOf(controlSeries())
    const source = onlySource(await openFolder(folder))
    for (let n = 1; n <= 12; n++) truncateSync(join(folder, `IM${String(n).padStart(4, '0')}`), 1200)
    const failure = await readPreview(source, plane, 64).then(
      () => null,
      (thrown) => thrown,
    )
    expect(failure).toBeInstanceOf(Failure)
    expect(failure).toMatchObject({ code: 'E_READ' })
    expectPlainWords(failure.message)
  })

  it.each([
    ['a slice deleted', (path: string) => rmSync(path), 'E_READ'],
    ['a slice cut short', (path: string) => truncateSync(path, 1800), 'E_READ'],
    [
      'a slice replaced by another image',
      (path: string) => writeFileSync(path, controlFile(controlWith([0x00181210]))),
      'E_READ',
    ],
    [
      'a slice grown',
      (path: string) => writeFileSync(path, controlFile(controlWith([], { k: 4 }), { behind: new Uint8Array(10) })),
      'E_READ',
    ],
  ])('%s: named, nothing made up', async (_, change, code) => {
    const folder = folderOf(controlSeries())
    const source = onlySource(await openFolder(folder))
    change(join(folder, 'IM0005'))
    const failure = await refusalOf(source)
    expect(failure.code).toBe(code)
    expect(failure.details['file']).toBe('IM0005')
    expect(failure.message).toContain('IM0005')
    expectPlainWords(failure.message)
  })
})
