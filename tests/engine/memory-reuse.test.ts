import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SpareMemory } from '../../src-main/engine/spare-memory.ts'
import { byteRoutes } from '../../src-shared/contract.ts'
import { controlSize } from '../support/dicom/control-image.ts'
import { controlSeries, type SliceChange, seriesSlices, writeFiles } from '../support/dicom/control-series.ts'
import { text } from '../support/dicom/elements.ts'
import { largestSeries, openSession, type Session } from '../support/engine-session.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const missing = 5

afterEach(() => {
  vi.restoreAllMocks()
})

function folderOf(change?: (k: number) => SliceChange | null): string {
  const folder = temporaryFolder()
  writeFiles(folder, controlSeries(change))
  return folder
}

async function open(session: Session, folder: string) {
  const { seriesId } = largestSeries(await session.scan(folder))
  return (await session.load(seriesId)).volume
}

describe('a volume in the memory of the one before', () => {
  it('holds its own voxels alone, and nothing where a slice is missing', async () => {
    const other = folderOf((k) => (k === missing ? null : { changes: [text(0x00281052, 'DS', '-1500')] }))
    const loadOther = async (session: Session): Promise<Int16Array> => {
      const [series] = (await session.scan(other)).studies.flatMap((study) => study.series)
      const { volume } = await session.load(series?.seriesId ?? '', true)
      const bytes = await session.bytes(byteRoutes.volume(volume.volumeId, 0, seriesSlices))
      return new Int16Array(bytes.buffer)
    }
    const session = openSession()
    const first = await open(session, folderOf())
    await session.client.series.unload({ volumeId: first.volumeId })
    const second = await loadOther(session)

    expect(second).toEqual(await loadOther(openSession()))
    const plane = controlSize ** 2
    expect(new Set(second.subarray(missing * plane, (missing + 1) * plane))).toEqual(new Set([-1024]))
  })

  it('waits for a save that is under way', async () => {
    const keep = vi.spyOn(SpareMemory.prototype, 'keep')
    const session = openSession()
    const { volumeId } = await open(session, folderOf())
    const { info } = await session.segment(volumeId)
    const folder = temporaryFolder()
    await session.engine.allowFolder(folder)
    const events = await session.client.results.save({
      jobId: randomUUID(),
      segmentationId: info.segmentationId,
      folder,
      formats: ['ct-nifti'],
      existing: 'refuse',
    })
    let unloaded = false
    for await (const event of events) {
      if (event.type === 'file' && !unloaded) ({ unloaded } = await session.client.series.unload({ volumeId }))
      if (event.type === 'done') expect(event.files.map(({ status }) => status)).toEqual(['verified', 'verified'])
    }
    expect(unloaded).toBe(true)
    expect(keep).not.toHaveBeenCalled()

    const next = await open(session, folderOf())
    await session.client.series.unload({ volumeId: next.volumeId })
    expect(keep).toHaveBeenCalledOnce()
  })
})
