import { describe, expect, it } from 'vitest'
import { caseFolder, mergeFile } from '../../src-renderer/state/save-store.ts'
import type { SavedFile } from '../../src-shared/contract.ts'

const file = (format: string, name: string, status: SavedFile['status']): SavedFile => ({
  format,
  name,
  status,
  bytes: null,
  fraction: 0,
  message: '',
  code: null,
  sha256: null,
})

describe('rows of a save', () => {
  it('change in place and keep their order', () => {
    const rows = [file('nifti', 'lungs.nii.gz', 'verified'), file('stl', 'lungs.stl', 'writing')]
    const next = mergeFile(rows, file('stl', 'lungs.stl', 'verified'))
    expect(next.map((row) => [row.name, row.status])).toEqual([
      ['lungs.nii.gz', 'verified'],
      ['lungs.stl', 'verified'],
    ])
  })

  it('follow a file that was kept beside another under a new name', () => {
    const rows = [file('stl', 'lungs.stl', 'not-written')]
    expect(mergeFile(rows, file('stl', 'lungs (2).stl', 'verified')).map((row) => row.name)).toEqual(['lungs (2).stl'])
  })

  it('come in at the end when they are new', () => {
    expect(mergeFile([file('nifti', 'a', 'verified')], file('record', 'run.json', 'waiting'))).toHaveLength(2)
  })
})

describe('folder a save proposes', () => {
  it('is one of the case, in the folder of before or beside that of another case', () => {
    expect(caseFolder('/home/ada/hilum-results', '3F2A-91')).toBe('/home/ada/hilum-results/3F2A-91')
    expect(caseFolder('/home/ada/hilum-results/0B11-C4/', '3F2A-91')).toBe('/home/ada/hilum-results/3F2A-91')
    expect(caseFolder('/home/ada/hilum-results/3F2A-91', '3F2A-91')).toBe('/home/ada/hilum-results/3F2A-91')
    expect(caseFolder('C:\\results\\0B11-C4', '3F2A-91')).toBe('C:\\results\\3F2A-91')
    expect(caseFolder('C:\\', '3F2A-91')).toBe('C:\\3F2A-91')
    expect(caseFolder('/', '3F2A-91')).toBe('/3F2A-91')
    expect(caseFolder('/0B11-C4', '3F2A-91')).toBe('/3F2A-91')
    expect(caseFolder('', '3F2A-91')).toBe('')
  })
})
