import { expect, it } from 'vitest'
import { planVolume } from '../../src-main/engine/load/plan-volume.ts'
import { readPreview } from '../../src-main/engine/load/read-preview.ts'
import type { FolderScan } from '../../src-main/engine/scan/scan-folder.ts'
import type { SeriesInfo } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import { isSheared } from '../../src-shared/geometry.ts'
import { codesOf, loadSource, onlySource, openFolder } from '../support/dicom/open-folder.ts'
import { describeWithData } from '../support/test-data.ts'

const seriesOf = ({ scan }: FolderScan): SeriesInfo[] => scan.studies.flatMap((study) => study.series)

const messagesOf = (info: SeriesInfo | undefined): string[] => (info?.findings ?? []).map(({ message }) => message)

describeWithData('chest-philips-5mm', ['chest-philips-5mm'], (folder) => {
  it('is one study of two series, the soft one best for lungs', async () => {
    const opened = await openFolder(folder)
    const [study, ...others] = opened.scan.studies
    expect(others).toEqual([])
    expect(study).toMatchObject({ description: 'CT chest', date: '20070404', scanner: 'Philips Brilliance16' })
    expect(study?.caseCode).toMatch(/^[0-9A-F]{4}-[0-9A-F]{2}$/)
    const [sharp, soft] = study?.series ?? []
    expect([sharp?.kernel, soft?.kernel]).toEqual(['L', 'B'])
    expect(sharp?.best).toBeNull()
    expect(soft?.best?.reason).toContain('Series 2 is as large, with the sharp kernel L')
    expect(soft).toMatchObject({
      sliceCount: 64,
      rows: 512,
      columns: 512,
      kvp: 120,
      usable: 'yes',
      plane: 'axial',
      sliceSpacing: 5,
      tiltDegrees: 0,
      endpoints: ['I 439', 'I 124'],
      pixelSpacing: [0.841796875, 0.841796875],
      stored: { bitsAllocated: 16, bitsStored: 12, signed: false },
      rescale: { slope: 1, intercept: -1024, varies: false },
      transferSyntax: { name: 'Implicit VR Little Endian', supported: true },
    })
    expect(messagesOf(soft).toSorted()).toEqual(['Even spacing, nothing missing', 'Thick slices, 5 mm'])
    expect(messagesOf(sharp)).toContain('Sharp kernel L: density doubtful')
    expect(opened.scan.files.skipped).toEqual([
      { file: 'LICENSE', code: 'E_NOT_DICOM', message: 'Not DICOM: no DICM mark and no readable header.' },
    ])
  })

  it('gives small pictures in HU, the coronal one with the head on top', async () => {
    const source = (await openFolder(folder)).sources.find(({ info }) => info.kernel === 'B')
    if (source === undefined) throw new Error('no soft series')
    const axial = await readPreview(source, 'axial', 128)
    expect(axial).toMatchObject({ columns: 128, rows: 128, slice: 32, columnMm: 0.841796875 * 4 })
    const { volume } = await loadSource(source)
    expect(axial.hu[64 * 128 + 40]).toBe(volume.hu[(32 * 512 + 256) * 512 + 160])
    const coronal = await readPreview(source, 'coronal', 128)
    expect(coronal).toMatchObject({ columns: 128, rows: 64, slice: 256, rowMm: 5 })
    // the first row is the highest slice
    expect(coronal.hu[60]).toBe(volume.hu[(63 * 512 + 256) * 512 + 240])
    expect(coronal.hu[63 * 128 + 60]).toBe(volume.hu[256 * 512 + 240])
  })
})

describeWithData('chest-siemens-8mm', ['chest-siemens-8mm'], (folder) => {
  it('is 30 slices 8 mm apart, with the fingerprint of every file', async () => {
    const source = onlySource(await openFolder(folder))
    expect(source.info).toMatchObject({ sliceCount: 30, sliceSpacing: 8, kernel: 'B40f', usable: 'yes' })
    expect(messagesOf(source.info)).toContain('Very thick slices, 8 mm')
    const { plan, volume, loaded } = await loadSource(source)
    expect(plan.grid.size).toEqual([512, 512, 30])
    expect(plan.grid.direction[2]).toEqual([0, 0, 1])
    expect(plan.needsStored).toBe(false)
    expect(plan.bytes).toBe(512 * 512 * 30 * 2)
    expect(volume.hu.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(loaded.inputs).toHaveLength(30)
    expect(new Set(loaded.inputs.map(({ sha256 }) => sha256)).size).toBe(30)
    expect(loaded.range).toEqual([-1024, 1548])
  })
})

describeWithData('chest-ct64', ['chest-ct64', 'dicom'], (folder) => {
  it('is 79 slices of 64 by 64, signed, 3.987 mm apart', async () => {
    const source = onlySource(await openFolder(folder))
    expect(source.info).toMatchObject({ sliceCount: 79, rows: 64, usable: 'yes' })
    expect(source.info.stored).toEqual({ bitsAllocated: 16, bitsStored: 16, signed: true })
    expect(source.info.sliceSpacing).toBeCloseTo(3.98734, 5)
    expect(source.info.rescale).toEqual({ slope: 1, intercept: 0, varies: false })
  })
})

describeWithData('chest-lctsc-102', ['chest-lctsc-102', 'dicom'], (folder) => {
  it('is 148 slices 3 mm apart', async () => {
    const source = onlySource(await openFolder(folder))
    expect(source.info).toMatchObject({ sliceCount: 148, sliceSpacing: 3, usable: 'yes' })
    expect(codesOf(source)).toEqual(['P_EVEN_SPACING'])
  })
})

describeWithData('head-ge-tilt', ['head-ge-tilt'], (folder) => {
  it('is named tilted and uneven, and makes no volume, gaps accepted or not', async () => {
    const source = onlySource(await openFolder(folder))
    expect(source.info).toMatchObject({ sliceCount: 28, usable: 'view', sliceSpacing: null, best: null })
    expect(source.info.tiltDegrees).toBeCloseTo(18.5, 3)
    expect(codesOf(source)).toEqual(expect.arrayContaining(['E_SPACING', 'W_TILT', 'W_PIXEL_PADDING_VALUE']))
    const uneven = source.findings.find(({ code }) => code === 'E_SPACING')
    expect(uneven?.details?.['smallestMm']).toBeCloseTo(1.08, 2)
    expect(uneven?.details?.['largestMm']).toBeCloseTo(7, 2)
    for (const allowGaps of [false, true]) {
      expect(() => planVolume(source, { allowGaps })).toThrow(
        expect.toSatisfy((thrown) => thrown instanceof Failure && thrown.code === 'E_SPACING'),
      )
    }
  })

  it('can be looked at, with a word that distances are not true', async () => {
    const source = onlySource(await openFolder(folder))
    const { plan, loaded } = await loadSource(source, { forViewing: true })
    expect(plan.grid.size).toEqual([512, 512, 28])
    expect(plan.findings.map(({ code }) => code)).toContain('W_STACKED')
    expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(loaded.range[0]).toBe(-1500)
    expect(isSheared(plan.grid)).toBe(false)
  })
})

describeWithData('abdomen-siemens-j2k', ['abdomen-siemens-j2k'], (folder) => {
  it('is listed as one series of 20, by its study and number, and refused by its transfer syntax', async () => {
    const opened = await openFolder(folder)
    const source = onlySource(opened)
    expect(source.info).toMatchObject({
      sliceCount: 20,
      sliceSpacing: 2,
      sliceThickness: 3,
      seriesInstanceUid: '',
      usable: 'no',
      transferSyntax: { uid: '1.2.840.10008.1.2.4.90', name: 'JPEG 2000 Lossless', supported: false },
    })
    expect(codesOf(source)).toEqual(expect.arrayContaining(['E_TRANSFER_SYNTAX', 'W_UID']))
    expect(() => planVolume(source, { allowGaps: true, forViewing: true })).toThrow(/JPEG 2000 Lossless/)
    await expect(readPreview(source, 'axial', 64)).rejects.toMatchObject({ code: 'E_TRANSFER_SYNTAX' })
  })
})

describeWithData('transfer-syntaxes', ['transfer-syntaxes'], (folder) => {
  it('is listed as MR, with what its files state, and opened by nobody', async () => {
    const opened = await openFolder(folder)
    expect(opened.sources).toEqual([])
    const [info] = seriesOf(opened)
    expect(info).toMatchObject({ modality: 'MR', sliceCount: 9, usable: 'no', plane: null, rescale: null })
    expect(info?.stored).toEqual({ bitsAllocated: 16, bitsStored: 12, signed: false })
    expect(messagesOf(info)).toEqual(['MR images, another kind of scan. Hilum opens CT.'])
  })
})

describeWithData('all test data in one folder', ['.'], (folder) => {
  it('is read without mixing studies, and every file is accounted for', async () => {
    const opened = await openFolder(folder)
    const counts = opened.scan.studies.map((study) => study.series.map(({ sliceCount }) => sliceCount))
    expect(counts.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual([[9], [20], [28], [30], [64, 64], [79], [148]])
    expect(opened.scan.files.skipped.every(({ code }) => code === 'E_NOT_DICOM')).toBe(true)
    expect(structuredClone(opened)).toEqual(opened)
  })
})
