import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writePhantom } from '../../../src-main/engine/sample/write-phantom.ts'
import { type ComparisonJob, saveComparison } from '../../../src-main/engine/save/save-comparison.ts'
import { readFailure } from '../../../src-renderer/host/client.ts'
import { type ComparisonRecord, comparisonRecordSchema } from '../../../src-shared/comparison-record.ts'
import { parseCsv } from '../../../src-shared/csv.ts'
import { cancelled } from '../../../src-shared/failure.ts'
import { noReport } from '../../../src-shared/report.ts'
import { collect } from '../../support/collect.ts'
import { comparedResults, smallPicture } from '../../support/compared-results.ts'
import { largestSeries, openSession } from '../../support/engine-session.ts'
import { failingFiles } from '../../support/fault-files.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'saved',
    (error: unknown) => readFailure(error).code,
  )
const [table, json, picture] = ['case-comparison.csv', 'case-comparison.json', 'case-comparison.png'] as const
const names = [table, json, picture]
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
  const start = async (folder: string, jobId: string = randomUUID()) => {
    await session.client.folders.choose({ path: folder })
    return session.client.results.saveComparison({ ...call, jobId, folder, existing: 'refuse' })
  }
  const save = async (folder: string) => collect(await start(folder))
  return { session, a, b, start, save }
}

const recordIn = (folder: string, name: string = json): ComparisonRecord =>
  comparisonRecordSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))

describe('saving a comparison', () => {
  test('writes the figures of the comparison, both sides and why they differ, and nothing of the patient', async () => {
    const { session, a, b, save } = await compared()
    const folder = join(temporaryFolder(), 'out')
    const events = await save(folder)
    const saved = events.at(-1)
    expect(saved?.type === 'done' && saved.files.map(({ name }) => name)).toEqual([table, json])
    const fractions = events.flatMap((event) => (event.type === 'progress' ? [event.fraction] : []))
    expect(fractions).toEqual(fractions.toSorted((one, other) => one - other))
    expect(fractions[0]).toBe(0)
    expect(fractions.at(-1)).toBeGreaterThanOrEqual(0.9)
    expect(readdirSync(folder).sort()).toEqual([table, json])
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

    const lines = parseCsv(readFileSync(join(folder, table), 'utf8')) ?? []
    const figure = (structure: string, measure: string) =>
      lines.find((cells) => cells[0] === structure && cells[1] === measure)
    expect(Number(figure('lungs', 'dice')?.[2])).toBe(done.comparison.lungs.dice)
    expect(Number(figure('lungs', 'hausdorff95')?.[2])).toBe(done.comparison.lungs.hausdorff95Mm)
    expect(Number(figure('B', 'right-voxels')?.[2])).toBe(b.volumes['right']?.voxels)
    expect(figure('A parameter', 'minComponentPx')?.[2]).toBe('100')
    expect(lines.filter(([structure]) => structure?.startsWith('slice '))).toHaveLength(60)
    for (const name of [table, json]) {
      const text = readFileSync(join(folder, name), 'utf8')
      expect(text).not.toContain(study)
      expect(text).not.toMatch(/\.dcm|\b1\.2\.\d|\b2\.25\./)
    }
  })

  test('writes the picture beside, and numbers all files alike where one of them is there', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, picture), 'mine')
    expect(await codeOf(saveComparison(job(folder), noReport))).toBe('E_OUTPUT_EXISTS')
    expect(readdirSync(folder)).toEqual([picture])
    const files = await saveComparison(job(folder, 'keep-both'), noReport)
    expect(files.map(({ name }) => name)).toEqual([second[0], second[2], second[1]])
    expect(readdirSync(folder).sort()).toEqual([...second, picture].sort())
    expect(readFileSync(join(folder, picture), 'utf8')).toBe('mine')
    expect(readFileSync(join(folder, second[2] as string)).equals(smallPicture)).toBe(true)
    expect(recordIn(folder, second[1] as string).outputs).toMatchObject([
      { file: second[0], format: 'comparison-csv', sha256: files[0]?.sha256 },
      { file: second[2], format: 'picture', bytes: smallPicture.length },
    ])
    await saveComparison(job(folder, 'replace'), noReport)
    expect(readFileSync(join(folder, picture)).equals(smallPicture)).toBe(true)
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

  test('can be cancelled while it compares, and then leaves nothing', async () => {
    const { session, start } = await compared()
    const [folder, jobId] = [join(temporaryFolder(), 'out'), randomUUID()]
    const seen: string[] = []
    const follow = async () => {
      for await (const event of await start(folder, jobId)) {
        seen.push(event.type)
        if (seen.length === 1) await session.client.jobs.cancel({ jobId })
      }
    }
    expect(await codeOf(follow())).toBe('E_CANCELLED')
    expect(seen).not.toContain('done')
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
  })

  test('can be cancelled at any word of progress until the files have their names', async () => {
    for (let n = 1; ; n++) {
      const folder = temporaryFolder()
      let words = 0
      const report = (): void => {
        words++
        if (words === n) throw cancelled()
      }
      const code = await codeOf(saveComparison(job(folder), report))
      expect(readdirSync(folder).sort()).toEqual(code === 'saved' ? names : [])
      if (code === 'saved') break
      expect(code).toBe('E_CANCELLED')
    }
  })

  test('never writes into the study, and says which result is gone', async () => {
    const { session, a, save } = await compared()
    expect(await codeOf(save(join(study, 'inside')))).toBe('E_OUTPUT_IN_SOURCE')
    const gone = {
      jobId: randomUUID(),
      a: a.segmentationId,
      b: randomUUID(),
      pictureId: null,
      folder: join(root, 'chosen'),
      name: 'x',
    }
    await session.client.folders.choose({ path: gone.folder })
    expect(await codeOf(session.client.results.saveComparison({ ...gone, existing: 'refuse' }))).toBe('E_NOT_FOUND')
    const bad = { ...gone, b: a.segmentationId, name: '../x', existing: 'refuse' } as const
    expect(await codeOf(session.client.results.saveComparison(bad))).not.toBe('saved')
  })
})

const job = (folder: string, existing: ComparisonJob['existing'] = 'refuse'): ComparisonJob => ({
  folder,
  name: 'case-comparison',
  record: comparedResults,
  png: smallPicture,
  existing,
  sourceFolders: [],
})
