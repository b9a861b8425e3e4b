import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, type Pool } from '../../../src-main/engine/pool.ts'
import type { SaveJob } from '../../../src-main/engine/save/save-job.ts'
import type { SaveTaskInput } from '../../../src-main/engine/tasks/save-task.ts'
import type { Tasks } from '../../../src-main/engine/tasks/task-table.ts'
import { runWithCrew } from '../../../src-main/engine/with-crew.ts'
import type { SavedFile } from '../../../src-shared/contract.ts'
import { formats as allFormats } from '../../../src-shared/formats/registry.ts'
import { largestSeries, openSession } from '../../support/engine-session.ts'
import { sampleJob } from '../../support/save-job.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { describeWithData } from '../../support/test-data.ts'

const formats = ['nifti', 'nrrd', 'mha', 'npy', 'png', 'stl', 'ply', 'obj']
const pools = new Map<number, Pool<Tasks>>()
beforeAll(() => {
  for (const threads of [1, 2, 5]) pools.set(threads, createPool<Tasks>(threads))
})
afterAll(async () => {
  for (const pool of pools.values()) await pool.close()
})

function save(threads: number, changes: Partial<SaveJob> & { folder: string }, options: SaveOptions = {}) {
  const { mesh, ...job } = { ...sampleJob(changes.folder), formats, ...changes }
  if (mesh === null) throw new Error('The sample has a surface.')
  const input: SaveTaskInput = {
    job,
    surfaces: [{ label: 1, name: 'lungs', mesh }],
    options: { smoothingIterations: 0 },
  }
  const onEvent = (event: { readonly type: string; readonly file?: SavedFile }): void => {
    if (event.file !== undefined) options.onFile?.(event.file)
  }
  return runWithCrew(pools.get(threads) as Pool<Tasks>, 'save', input, {
    signal: options.signal,
    graceMs: 10_000,
    onEvent,
  })
}

interface SaveOptions {
  readonly signal?: AbortSignal
  readonly onFile?: (file: SavedFile) => void
}

const contents = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  )

describe('files saved by a crew', () => {
  it('are the same with 1, 2 and 5 threads, and so are their rows', async () => {
    const alone = temporaryFolder()
    const rows = await save(1, { folder: alone })
    expect(rows.map(({ status }) => status)).toEqual(rows.map(() => 'verified'))
    expect(rows).toHaveLength(formats.length + 1)
    for (const threads of [2, 5, 2]) {
      const folder = temporaryFolder()
      const steps: SavedFile[] = []
      expect(await save(threads, { folder }, { onFile: (file) => steps.push(file) })).toEqual(rows)
      expect(contents(folder)).toEqual(contents(alone))
      const ofStl = steps.filter(({ name }) => name === 'lungs.stl').map(({ status }) => status)
      expect([...new Set(ofStl)]).toEqual(['waiting', 'writing', 'reading-back', 'verified'])
    }
  })

  it('say each how it failed, and the others are saved', async () => {
    for (const threads of [1, 2, 5]) {
      const folder = temporaryFolder()
      writeFileSync(join(folder, 'lungs.ply'), 'of somebody else')
      const rows = await save(threads, { folder, existing: 'refuse' })
      const codes = rows.filter(({ code }) => code !== null).map(({ name, code }) => [name, code])
      expect(codes).toEqual([['lungs.ply', 'E_OUTPUT_EXISTS']])
      expect(readFileSync(join(folder, 'lungs.ply'), 'utf8')).toBe('of somebody else')
      expect(readdirSync(folder)).toHaveLength(formats.length + 1)
    }
  })

  it('leave nothing where the save is cancelled at any step', async () => {
    const total = 40
    for (let at = 1; at <= total; at += 3) {
      const folder = temporaryFolder()
      const cancel = new AbortController()
      let told = 0
      const onFile = (): void => {
        if (++told === at) cancel.abort()
      }
      const outcome = await save(2, { folder }, { signal: cancel.signal, onFile }).then(
        () => 'saved',
        ({ code }) => code,
      )
      const left = readdirSync(folder)
      if (outcome === 'saved') expect(left).toHaveLength(formats.length + 1)
      else expect([outcome, left]).toEqual(['E_CANCELLED', []])
    }
  })
})

describeWithData('files of a real series', ['chest-ct64', 'dicom'], (study) => {
  it.each(['standard', 'article'])(
    'of every format and method %s are the same saved by two threads and by one',
    async (method) => {
      const ids = allFormats.map(({ id }) => id).filter((id) => id !== 'report-pdf')
      const saved: Map<string, string>[] = []
      for (const threads of [2, 1]) {
        const session = openSession({ threads })
        const { volume } = await session.load(largestSeries(await session.scan(study)).seriesId)
        const { info } = await session.segment(volume.volumeId, {}, method)
        const folder = temporaryFolder()
        await session.engine.allowFolder(folder)
        const { files } = await session.save(info.segmentationId, folder, ids)
        expect(files.map(({ name, status }) => [name, status])).toEqual(files.map(({ name }) => [name, 'verified']))
        expect(files).toHaveLength(ids.length + 1)
        saved.push(contents(folder))
      }
      expect(saved[0]).toEqual(saved[1])
    },
  )
})
