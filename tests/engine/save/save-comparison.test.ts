import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writePhantom } from '../../../src-main/engine/sample/write-phantom.ts'
import { type ComparisonJob, saveComparison } from '../../../src-main/engine/save/save-comparison.ts'
import { readFailure } from '../../../src-renderer/host/client.ts'
import { type ComparisonRecord, comparisonRecordSchema } from '../../../src-shared/comparison-record.ts'
import type { Reason } from '../../../src-shared/contract.ts'
import { parseCsv } from '../../../src-shared/csv.ts'
import { comparisonMeasures } from '../../../src-shared/formats/comparison-rows.ts'
import { encodePng } from '../../../src-shared/formats/png.ts'
import { noReport } from '../../../src-shared/report.ts'
import { largestSeries, openSession } from '../../support/engine-session.ts'
import { failingFiles } from '../../support/fault-files.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'saved',
    (error: unknown) => readFailure(error).code,
  )
const names = ['case-comparison.csv', 'case-comparison.json', 'case-comparison.png']
const second = names.map((name) => name.replace('.', ' (2).'))

let [root, study] = ['', '']
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
  await writePhantom(join(root, 'phantom'), { slices: 60, size: 128 }, noReport)
  study = join(root, 'phantom', 'dicom')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Both methods on the phantom, and the saving of their comparison. */
async function compared() {
  const session = openSession()
  const { volume } = await session.load(largestSeries(await session.scan(study)).seriesId)
  const { volumeId } = volume
  const a = (await session.segment(volumeId, {}, 'article')).info
  const b = (await session.segment(volumeId, {}, 'standard')).info
  const call = { a: a.segmentationId, b: b.segmentationId, pictureId: null, name: 'case-comparison' }
  const save = async (folder: string) => {
    await session.client.folders.choose({ path: folder })
    return session.client.results.saveComparison({ ...call, folder, existing: 'refuse' })
  }
  return { session, a, b, save }
}

const recordIn = (folder: string, name = names[1] as string): ComparisonRecord =>
  comparisonRecordSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))

describe('saving a comparison', () => {
  test('writes the figures of the comparison, both sides and why they differ, and nothing of the patient', async () => {
    const { session, a, b, save } = await compared()
    const folder = join(temporaryFolder(), 'out')
    const { files } = await save(folder)
    expect(files.map(({ name }) => name)).toEqual(names.slice(0, 2))
    expect(readdirSync(folder).sort()).toEqual(names.slice(0, 2))
    const { done } = await session.compare(a.segmentationId, b.segmentationId)
    const record = recordIn(folder)
    expect(record.comparison).toEqual(done.comparison)
    expect(record.reasons).toEqual(done.reasons)
    expect(record.sides.a).toMatchObject({
      from: 'method',
      method: 'article',
      threshold: a.threshold,
      volumes: a.volumes,
    })
    expect(record.sides.b).toMatchObject({ from: 'method', method: 'standard', volumes: b.volumes })
    expect(record.sides.a).toHaveProperty('parameters.minComponentPx', 100)

    const table = parseCsv(readFileSync(join(folder, names[0] as string), 'utf8')) ?? []
    const figure = (structure: string, measure: string) =>
      table.find((cells) => cells[0] === structure && cells[1] === measure)
    expect(Number(figure('lungs', 'dice')?.[2])).toBe(done.comparison.lungs.dice)
    expect(Number(figure('lungs', 'hausdorff95')?.[2])).toBe(done.comparison.lungs.hausdorff95Mm)
    expect(Number(figure('B', 'right-voxels')?.[2])).toBe(b.volumes['right']?.voxels)
    expect(figure('A parameter', 'minComponentPx')?.[2]).toBe('100')
    expect(table.filter(([structure]) => structure?.startsWith('slice '))).toHaveLength(60)
    for (const name of names.slice(0, 2)) {
      const text = readFileSync(join(folder, name), 'utf8')
      expect(text).not.toContain(study)
      expect(text).not.toMatch(/\.dcm|\b1\.2\.\d|\b2\.25\./)
    }
  })

  test('writes the picture beside, and numbers all files alike where one of them is there', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, names[2] as string), 'mine')
    expect(await codeOf(saveComparison(job(folder), noReport))).toBe('E_OUTPUT_EXISTS')
    expect(readdirSync(folder)).toEqual([names[2]])
    const files = await saveComparison(job(folder, 'keep-both'), noReport)
    expect(files.map(({ name }) => name)).toEqual(second)
    expect(readdirSync(folder).sort()).toEqual([...second, names[2]].sort())
    expect(readFileSync(join(folder, names[2] as string), 'utf8')).toBe('mine')
    expect(readFileSync(join(folder, second[2] as string)).equals(png)).toBe(true)
    await saveComparison(job(folder, 'replace'), noReport)
    expect(readFileSync(join(folder, names[2] as string)).equals(png)).toBe(true)
  })

  test('leaves all files or none, whichever file operation fails', async () => {
    for (let n = 1; ; n++) {
      const folder = temporaryFolder()
      const { files, count } = failingFiles(n, 'EIO')
      const code = await codeOf(saveComparison(job(folder), noReport, files))
      expect(['saved', 'E_OUTPUT_NOT_WRITABLE']).toContain(code)
      const left = readdirSync(folder).filter((name) => name.startsWith('case'))
      expect(left.sort()).toEqual(code === 'saved' ? names : [])
      if (count() < n) break
    }
  })

  test('never writes into the study, and says which result is gone', async () => {
    const { session, a, save } = await compared()
    expect(await codeOf(save(join(study, 'inside')))).toBe('E_OUTPUT_IN_SOURCE')
    const gone = { a: a.segmentationId, b: randomUUID(), pictureId: null, folder: join(root, 'chosen'), name: 'x' }
    await session.client.folders.choose({ path: gone.folder })
    expect(await codeOf(session.client.results.saveComparison({ ...gone, existing: 'refuse' }))).toBe('E_NOT_FOUND')
    const bad = { ...gone, b: a.segmentationId, name: '../x', existing: 'refuse' } as const
    expect(await codeOf(session.client.results.saveComparison(bad))).not.toBe('saved')
  })
})

const png = encodePng(
  Uint8Array.from({ length: 60 }, (_, n) => n * 4),
  10,
  6,
)
const agreement = {
  dice: 0.5,
  jaccard: 1 / 3,
  hausdorff95Mm: null,
  meanSurfaceDistanceMm: null,
  voxels: { both: 1, onlyA: 1, onlyB: 1 },
  volumesMl: { a: 2, b: 2, both: 1, onlyA: 1, onlyB: 1 },
}
const reason: Reason = { only: 'a', by: 'b', does: 'leaves-out', stage: 'air', voxels: 1, volumeMl: 1, slice: 0 }
const side = { from: 'file', format: '=NRRD', bytes: 3, sha256: 'ab', placed: 'file', volumes: {} } as const
const record: ComparisonRecord = {
  schemaVersion: 1,
  program: 'Hilum',
  version: '0.0.0',
  build: { commit: null, modified: null, packageLockSha256: null },
  notice: 'notice',
  series: { caseCode: 'case', seriesNumber: null, fingerprint: 'f' },
  grid: {
    size: [1, 1, 1],
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  },
  sides: { a: side, b: side },
  definitions: comparisonMeasures,
  comparison: { lungs: agreement, labels: [], slices: { both: [1], onlyA: [1], onlyB: [1] } },
  reasons: [reason],
}
const job = (folder: string, existing: ComparisonJob['existing'] = 'refuse'): ComparisonJob => ({
  folder,
  name: 'case-comparison',
  record,
  png,
  existing,
  sourceFolders: [],
})
