import { describe, expect, it } from 'vitest'
import { indexToPoint, isSheared } from '../../src-shared/geometry.ts'
import { controlPositionOf, seriesUid } from '../support/dicom/control-image.ts'
import { seriesHu, writeFiles } from '../support/dicom/control-series.ts'
import { codesOf, loadSource, onlySource, openFolder, refusalOf } from '../support/dicom/open-folder.ts'
import { expectAdvice, expectPlainWords } from '../support/plain-words.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { secondSeriesUid, seriesCases, seriesWithoutPlace, tiltedSeries } from './malformed/series-cases.ts'

let ran = 0

describe('series that are odd', () => {
  it.each(seriesCases)('$id: $odd', async ({ id, does, code, files, spacing = 2, without = [], names }) => {
    const folder = temporaryFolder()
    const written = files()
    writeFiles(folder, written)
    const opened = await openFolder(folder)
    expect(opened.scan.files.total).toBe(Object.keys(written).length)
    const source = opened.sources.find(({ info }) => info.seriesInstanceUid === seriesUid(1))
    if (source === undefined) throw new Error('no series')
    for (const { message } of source.findings) expectPlainWords(message)
    const told = JSON.stringify([source.findings, opened.scan.files.skipped])
    if (names !== undefined) expect(told).toContain(names)
    if (does === 'reject') {
      const failure = await refusalOf(source)
      expectAdvice(failure.message)
      expect(failure.code).toBe(code)
      expect(source.info.usable).not.toBe('yes')
    } else {
      expect(codesOf(source).filter((found) => without.includes(found))).toEqual([])
      const blocking = source.findings.filter(({ severity }) => severity === 'error')
      expect(blocking).toEqual([])
      if (code !== null) expect(codesOf(source)).toContain(code)
      else expect(source.findings.filter(({ severity }) => severity === 'warning')).toEqual([])
      const { volume, plan } = await loadSource(source)
      expect(plan.grid.size).toEqual([32, 32, 12])
      expect(plan.grid.spacing[2]).toBeCloseTo(spacing, 2)
      expect(plan.grid.origin).toEqual(controlPositionOf(0))
      expect(volume.hu).toEqual(seriesHu())
      expect(source.info.usable).toBe('yes')
    }
    if (id === 's10_two_series_one_folder') {
      expect(opened.sources.map(({ info }) => info.seriesInstanceUid).sort()).toEqual([seriesUid(1), secondSeriesUid])
    }
    ran++
  })

  it('s09_gantry_tilt: 20 degrees: a slanted grid that is true, and a warning', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, tiltedSeries())
    const source = onlySource(await openFolder(folder))
    expect(codesOf(source)).toContain('W_TILT')
    expect(source.info.tiltDegrees).toBeCloseTo(20, 3)
    expect(source.info.sliceSpacing).toBeCloseTo(2, 6)
    const { volume, plan } = await loadSource(source)
    expect(isSheared(plan.grid)).toBe(true)
    expect(volume.hu).toEqual(seriesHu())
    const last = indexToPoint(plan.grid, [0, 0, 11])
    expect(last[0]).toBeCloseTo(-12.4, 6)
    expect(last[1]).toBeCloseTo(-12.4 + 22 * Math.tan(Math.PI / 9), 6)
    expect(last[2]).toBeCloseTo(-18, 6)
    ran++
  })

  it('s25_no_ipp_slicelocation: no series, every file named', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, seriesWithoutPlace())
    const { scan, sources } = await openFolder(folder)
    expect(sources).toEqual([])
    expect(scan.files.skipped.map(({ code }) => code)).toEqual(new Array(12).fill('E_GEOMETRY'))
    for (const { message } of scan.files.skipped) expectPlainWords(message)
    ran++
  })

  it('covers every line from s00 to s26', () => {
    expect(ran).toBe(27)
  })
})
