import { createHash } from 'node:crypto'
import { appendFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allocateVolume, loadSlices } from '../../src-main/engine/load/load-slices.ts'
import { planVolume } from '../../src-main/engine/load/plan-volume.ts'
import { readPreview } from '../../src-main/engine/load/read-preview.ts'
import { cancelled } from '../../src-shared/failure.ts'
import { noReport } from '../../src-shared/report.ts'
import { controlHu, storedOf } from '../support/dicom/control-image.ts'
import { controlSeries, type Files, type SliceChange, seriesHu, writeFiles } from '../support/dicom/control-series.ts'
import { text, words } from '../support/dicom/elements.ts'
import { loadSource, onlySource, openFolder } from '../support/dicom/open-folder.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function sourceOf(change?: (k: number) => SliceChange | null, slices?: number) {
  const folder = temporaryFolder()
  const files: Files = controlSeries(change, slices)
  writeFiles(folder, files)
  return { folder, files, source: onlySource(await openFolder(folder)) }
}

describe('loading slices', () => {
  it('in parts gives what loading all gives', async () => {
    const { source } = await sourceOf()
    const plan = planVolume(source, { allowGaps: false })
    const volume = allocateVolume(plan)
    const late = await loadSlices(source, plan, volume, [11, 3, 5, 7, 9], noReport)
    expect(new Set(volume.hu.subarray(0, 1024))).toEqual(new Set([0]))
    await loadSlices(source, plan, volume, [0, 1, 2, 4, 6, 8, 10], noReport)
    expect(volume.hu).toEqual(seriesHu())
    expect(late.range).toEqual([-1000, 400])
  })

  it('gives the fingerprint of every file it read', async () => {
    const { source, files } = await sourceOf()
    const { loaded } = await loadSource(source)
    for (const { file, bytes, sha256 } of loaded.inputs) {
      const content = files[file] as Uint8Array
      expect(bytes).toBe(content.length)
      expect(sha256).toBe(createHash('sha256').update(content).digest('hex'))
    }
    expect(loaded.inputs).toHaveLength(12)
  })

  it('scales every slice by its own slope and intercept and keeps stored values where HU are rounded', async () => {
    const slopes = [1, 0.5, 0.25]
    const { source } = await sourceOf((k) => {
      const slope = slopes[k % 3] as number
      const intercept = -1024 - k
      return {
        changes: [
          text(0x00281053, 'DS', String(slope)),
          text(0x00281052, 'DS', String(intercept)),
          words(0x7fe00010, 'OW', storedOf(controlHu(k), intercept, slope)),
        ],
      }
    })
    expect(source.info.rescale?.varies).toBe(true)
    const { plan, volume } = await loadSource(source)
    expect(plan.needsStored).toBe(true)
    expect(plan.bytes).toBe(12 * 1024 * 6)
    expect(volume.hu).toEqual(seriesHu())
    for (const [k, { slope, intercept }] of volume.slices.entries()) {
      const stored = volume.stored?.subarray(k * 1024, (k + 1) * 1024) ?? []
      expect(Array.from(stored, (value) => Math.round(value * slope + intercept))).toEqual([...controlHu(k)])
    }
  })

  it('holds values at the ends of Int16 and says so', async () => {
    const { source } = await sourceOf((k) => ({
      changes: k === 4 ? [text(0x00281053, 'DS', '100')] : [],
    }))
    const { volume, loaded } = await loadSource(source)
    const saturated = loaded.findings.find(({ code }) => code === 'W_SATURATED')
    expect(saturated?.where).toEqual({ plane: 'axial', slice: 4 })
    expect(saturated?.details?.['voxels']).toBe([...controlHu(4)].filter((hu) => hu > -694).length)
    expect(loaded.range[1]).toBe(32_767)
    expect(volume.hu.subarray(0, 4 * 1024)).toEqual(seriesHu().subarray(0, 4 * 1024))
  })

  it('names a file that has changed or gone since the scan', async () => {
    const { folder, files, source } = await sourceOf()
    appendFileSync(join(folder, 'IM0003'), 'more')
    await expect(loadSource(source)).rejects.toMatchObject({ code: 'E_READ', details: { file: 'IM0003' } })
    rmSync(join(folder, 'IM0003'))
    await expect(loadSource(source)).rejects.toMatchObject({ code: 'E_READ', details: { file: 'IM0003' } })
    writeFileSync(join(folder, 'IM0003'), files['IM0005'] as Uint8Array)
    await expect(loadSource(source)).rejects.toMatchObject({ code: 'E_READ', details: { file: 'IM0003' } })
    writeFileSync(join(folder, 'IM0003'), 'no image')
    await expect(loadSource(source)).rejects.toMatchObject({ details: { file: 'IM0003' } })
  })

  it('notices a change of a file that lay untouched for long, even at its old time', async () => {
    const { folder, files } = await sourceOf()
    const path = join(folder, 'IM0003')
    const year = new Date(Date.now() - 365 * 24 * 3600 * 1000)
    const age = (): void => utimesSync(path, year, year)
    age()
    // the time of the change of its time is now: wait until another change must bear another one
    await new Promise((resolve) => setTimeout(resolve, 2600))
    const source = onlySource(await openFolder(folder))
    const stamps = source.slices.map(({ stamp }) => stamp)
    expect(stamps.every((stamp) => stamp !== null)).toBe(true)
    expect((await loadSource(source)).volume.hu).toEqual(seriesHu())
    writeFileSync(path, files['IM0004'] as Uint8Array)
    age()
    await expect(loadSource(source)).rejects.toMatchObject({ details: { file: 'IM0003' } })
  })

  it('stops between slices when it is cancelled', async () => {
    const { source } = await sourceOf()
    const plan = planVolume(source, { allowGaps: false })
    const volume = allocateVolume(plan)
    const stop = (done: number): void => {
      if (done === 3) throw cancelled()
    }
    await expect(loadSlices(source, plan, volume, [0, 1, 2, 3, 4], stop)).rejects.toMatchObject({ code: 'E_CANCELLED' })
    expect(volume.hu.subarray(0, 3 * 1024)).toEqual(seriesHu().subarray(0, 3 * 1024))
    expect(new Set(volume.hu.subarray(3 * 1024))).toEqual(new Set([0]))
  })

  it('shows one slice, and two, that make no volume', async () => {
    for (const count of [1, 2]) {
      const { source } = await sourceOf(undefined, count)
      expect(source.info.usable).toBe('view')
      expect(() => planVolume(source, { allowGaps: true })).toThrow(/lungs need at least 3/)
      const { plan, volume } = await loadSource(source, { forViewing: true })
      expect(plan.grid.size[2]).toBe(count)
      expect(plan.grid.spacing[2]).toBe(2)
      expect(volume.hu).toEqual(seriesHu(count))
    }
  })
})

describe('previews', () => {
  it('are what the volume holds', async () => {
    const { source } = await sourceOf()
    const { volume } = await loadSource(source)
    const axial = await readPreview(source, 'axial', 32)
    expect(axial).toMatchObject({ columns: 32, rows: 32, slice: 6, columnMm: 0.8, rowMm: 0.8 })
    expect(axial.hu).toEqual(volume.hu.slice(6 * 1024, 7 * 1024))
    const coronal = await readPreview(source, 'coronal', 32)
    expect(coronal).toMatchObject({ columns: 32, rows: 12, slice: 16, columnMm: 0.8, rowMm: 2 })
    for (let k = 0; k < 12; k++) {
      const row = coronal.hu.slice((11 - k) * 32, (12 - k) * 32)
      expect(row).toEqual(volume.hu.slice(k * 1024 + 16 * 32, k * 1024 + 17 * 32))
    }
  })

  it('are never larger than asked for', async () => {
    const { source } = await sourceOf()
    for (const plane of ['axial', 'coronal'] as const) {
      const { columns, rows, hu } = await readPreview(source, plane, 10)
      expect(Math.max(columns, rows)).toBeLessThanOrEqual(10)
      expect(hu).toHaveLength(columns * rows)
    }
  })
})
