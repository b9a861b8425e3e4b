import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'fast-png'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkAudit } from '../../../src-main/engine/audit/check-audit.ts'
import { failedEvent, savedEvent } from '../../../src-main/engine/audit/describe-save.ts'
import { waitingFile } from '../../../src-main/engine/save/save-job.ts'
import type { SavedFile, SaveEvent } from '../../../src-shared/contract.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { collect } from '../../support/collect.ts'
import { largestSeries, openSession } from '../../support/engine-session.ts'
import { runCommand } from '../../support/run-command.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const failureOf = (code: 'E_VERIFY' | 'E_NO_LUNGS'): Partial<SavedFile> => ({ status: 'not-written', code })
const row = (format: string, changes: Partial<SavedFile> = {}): SavedFile => ({
  ...waitingFile(format, format),
  status: 'verified',
  sha256: `sha of ${format}`,
  ...changes,
})

describe('what the log says of a save', () => {
  test('counts what was saved, and what was removed as it could not be proved', () => {
    expect(savedEvent([row('nifti'), row('stl'), row('record')], 'kept')).toEqual({
      event: 'save',
      outcome: 'done',
      identity: 'kept',
      digest: 'sha of record',
      files: 3,
      unproved: 0,
      codes: [],
    })
    const rows = [row('nifti', failureOf('E_VERIFY')), row('stl', failureOf('E_NO_LUNGS')), row('record')]
    expect(savedEvent(rows, 'removed')).toMatchObject({
      outcome: 'partly',
      files: 1,
      unproved: 1,
      codes: ['E_NO_LUNGS', 'E_VERIFY'],
    })
    const none = rows.slice(0, 2)
    expect(savedEvent(none, 'removed')).toMatchObject({ outcome: 'failed', files: 0, digest: null })
    expect(failedEvent('picture', new Failure('E_VERIFY', 'x'), null)).toMatchObject({
      event: 'picture',
      outcome: 'failed',
      unproved: 1,
      codes: ['E_VERIFY'],
    })
  })
})

describe('an engine', () => {
  let root = ''
  let dicom = ''
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    await runCommand(['phantom', join(root, 'study'), '--slices', '30', '--size', '64'])
    dicom = join(root, 'study', 'dicom')
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  async function segmented(findAuditLog: () => string | null) {
    const session = openSession({ findAuditLog })
    const { volume } = await session.load(largestSeries(await session.scan(dicom)).seriesId)
    const { info } = await session.segment(volume.volumeId)
    const out = join(temporaryFolder(), 'out')
    await session.engine.allowFolder(out)
    return { session, volume, info, out }
  }

  test('writes a line for a save, a failed one, a cancelled one and a picture, and names nothing', async () => {
    const file = join(temporaryFolder(), 'audit.jsonl')
    const { session, volume, info, out } = await segmented(() => file)
    const { files } = await session.save(info.segmentationId, out)
    await session.save(info.segmentationId, out, ['nifti', 'ply'])

    const jobId = randomUUID()
    const call = { jobId, segmentationId: info.segmentationId, folder: out, existing: 'keep-both' } as const
    await session.client.jobs.cancel({ jobId })
    await expect(collect(await session.client.results.save({ ...call, formats: ['stl'] }))).rejects.toMatchObject({
      data: { code: 'E_CANCELLED' },
    })
    const blocked = join(temporaryFolder(), 'a file')
    writeFileSync(blocked, '')
    await session.engine.allowFolder(blocked)
    const bad = { ...call, jobId: randomUUID(), folder: join(blocked, 'below'), formats: ['stl'] }
    await expect(collect(await session.client.results.save(bad))).rejects.toMatchObject({
      data: { code: 'E_OUTPUT_NOT_WRITABLE' },
    })
    const png = encode({ width: 1, height: 1, data: new Uint8Array([7]), channels: 1 })
    const picture = { pictureId: session.engine.pictures.add(png), volumeId: volume.volumeId, folder: out }
    const saved = await session.client.results.savePicture({ ...picture, name: 'slice.png', existing: 'refuse' })
    const named = { ...picture, name: 'slice.png', existing: 'replace', identity: 'kept' } as const
    expect((await session.client.results.savePicture(named)).sha256).toBe(saved.sha256)

    const { entries, problems } = await checkAudit(file)
    expect(problems).toEqual([])
    const record = files.find(({ format }) => format === 'record')?.sha256
    expect(entries.map((entry) => [entry.event, entry.outcome, entry.files, entry.digest, entry.codes])).toEqual([
      ['save', 'done', 3, record, []],
      ['save', 'partly', 2, expect.stringMatching(/^[0-9a-f]{64}$/), ['E_OUTPUT_EXISTS']],
      ['save', 'cancelled', 0, null, ['E_CANCELLED']],
      ['save', 'failed', 0, null, ['E_OUTPUT_NOT_WRITABLE']],
      ['picture', 'done', 1, saved.sha256, []],
      ['picture', 'done', 1, saved.sha256, []],
    ])
    expect(entries.map(({ identity }) => identity)).toEqual(['removed', 'removed', 'removed', 'removed', null, 'kept'])
    expect(entries.every(({ host, version }) => `${host} ${version}` === 'web 0.0.0')).toBe(true)
    const text = readFileSync(file, 'utf8')
    for (const word of [out, dicom, 'slice.png', 'lungs', volume.seriesId]) expect(text).not.toContain(word)
  })

  test('that can not write its log saves all the same, and tells', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'audit.jsonl'))
    const { session, info, out } = await segmented(() => join(folder, 'audit.jsonl'))
    const { events, files } = await session.save(info.segmentationId, out)
    expect(files.map(({ status }) => status)).toEqual(['verified', 'verified', 'verified'])
    const done = events.at(-1) as Extract<SaveEvent, { type: 'done' }>
    expect(done.findings).toEqual([
      {
        code: 'W_AUDIT_LOG',
        severity: 'warning',
        message: 'The audit log has no line of this: the system says EISDIR.',
        details: { reason: 'EISDIR' },
      },
    ])
    const jobId = randomUUID()
    await session.client.jobs.cancel({ jobId })
    const call = {
      jobId,
      segmentationId: info.segmentationId,
      folder: out,
      existing: 'refuse',
    } as const
    await expect(collect(await session.client.results.save({ ...call, formats: ['stl'] }))).rejects.toMatchObject({
      message: expect.stringContaining('The audit log has no line of this'),
    })
  })

  test('with its log off tells nothing', async () => {
    const { session, info, out } = await segmented(() => null)
    const { events } = await session.save(info.segmentationId, out)
    expect(events.at(-1)).toMatchObject({ type: 'done', findings: [] })
  })
})
