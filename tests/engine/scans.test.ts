import { describe, expect, it } from 'vitest'
import { Scans } from '../../src-main/engine/scans.ts'
import type { SeriesInfo } from '../../src-shared/contract.ts'

const sealed = (key: string) => ({ key, bytes: new Uint8Array() })

describe('scans', () => {
  it('finds the series of the newest scan that has it', () => {
    const scans = new Scans()
    const entry = (key: string) => ({
      info: { seriesId: '1' } as SeriesInfo,
      caseCode: '',
      source: sealed(key),
      folder: '/study',
    })
    expect(() => scans.series('1')).toThrow(expect.objectContaining({ code: 'E_SERIES_NOT_FOUND' }))
    scans.add({ folderId: 'x', folder: '/study' }, [entry('old')])
    scans.add({ folderId: 'y', folder: '/copy' }, [entry('copy')])
    expect(scans.series('1').source.key).toBe('copy')
    scans.add({ folderId: 'x', folder: '/study' }, [entry('new')])
    expect(scans.series('1').source.key).toBe('new')
  })

  it('says why a series cannot be opened', () => {
    const scans = new Scans()
    const findings = [
      { code: 'W_UID', severity: 'warning', message: 'No UID.' } as const,
      { code: 'E_NOT_CT', severity: 'error', message: 'This is MR.' } as const,
    ]
    const info = { seriesId: '1', findings } as unknown as SeriesInfo
    scans.add({ folderId: 'x', folder: '/study' }, [{ info, caseCode: '', source: null, folder: '/study' }])
    expect(() => scans.series('1')).toThrow(expect.objectContaining({ code: 'E_NOT_CT', message: 'This is MR.' }))
  })

  it('keeps the 16 newest scans', () => {
    const scans = new Scans()
    for (let n = 0; n < 17; n++) {
      const info = { seriesId: String(n) } as SeriesInfo
      scans.add({ folderId: String(n), folder: '/' }, [{ info, caseCode: '', source: sealed('s'), folder: '/' }])
    }
    expect(() => scans.series('0')).toThrow()
    expect(scans.series('1').info.seriesId).toBe('1')
  })
})
