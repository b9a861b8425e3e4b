import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { writePhantom } from '../../../src-main/engine/sample/write-phantom.ts'
import { uidOf } from '../../../src-main/engine/uid-of.ts'
import { cancelled } from '../../../src-shared/failure.ts'
import { readNifti } from '../../../src-shared/formats/read-nifti.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const options = { slices: 6, size: 64 }
const all = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
const expected = [...Array.from({ length: 6 }, (_, n) => `dicom/IM000${n + 1}.dcm`), 'phantom.json', 'truth.nii.gz']

describe('the sample study', () => {
  test('is a series of slices, its true labels and a list of both', async () => {
    const folder = join(temporaryFolder(), 'new', 'sample')
    expect(await writePhantom(folder, options)).toMatchObject({ files: 6, written: true })
    expect(all(folder)).toEqual(expected)
    const truth = readNifti(gunzipSync(readFileSync(join(folder, 'truth.nii.gz'))))
    expect(truth.size).toEqual([64, 64, 6])
    expect(truth.units).toBe('mm')
    expect([...new Set(truth.data)].sort()).toEqual([0, 1, 2, 3])
  })

  test('has the same bytes each time it is written', async () => {
    const [a, b] = [temporaryFolder(), temporaryFolder()]
    await writePhantom(a, options)
    await writePhantom(b, options)
    for (const file of expected)
      expect(readFileSync(join(a, file)).equals(readFileSync(join(b, file))), file).toBe(true)
  })

  test('is not written again where it is whole', async () => {
    const folder = temporaryFolder()
    await writePhantom(folder, options)
    const before = statSync(join(folder, 'dicom/IM0001.dcm')).mtimeMs
    expect(await writePhantom(folder, options)).toMatchObject({ written: false })
    expect(statSync(join(folder, 'dicom/IM0001.dcm')).mtimeMs).toBe(before)
  })

  test.each<[string, (folder: string) => void]>([
    ['a slice is missing', (folder) => rmSync(join(folder, 'dicom/IM0003.dcm'))],
    ['a slice is cut short', (folder) => truncateSync(join(folder, 'dicom/IM0003.dcm'), 100)],
    ['the truth is missing', (folder) => rmSync(join(folder, 'truth.nii.gz'))],
    ['the slices are gone', (folder) => rmSync(join(folder, 'dicom'), { recursive: true })],
  ])('is written again where %s', async (_name, damage) => {
    const folder = temporaryFolder()
    await writePhantom(folder, options)
    const slice = readFileSync(join(folder, 'dicom/IM0003.dcm'))
    damage(folder)
    expect(await writePhantom(folder, options)).toMatchObject({ written: true })
    expect(all(folder)).toEqual(expected)
    expect(readFileSync(join(folder, 'dicom/IM0003.dcm')).equals(slice)).toBe(true)
  })

  test('makes way for one of another size', async () => {
    const folder = temporaryFolder()
    await writePhantom(folder, { slices: 9, size: 32 })
    await writePhantom(folder, options)
    expect(all(folder)).toEqual(expected)
  })

  test.each<[string, (folder: string) => void]>([
    ['a file', (folder) => writeFileSync(join(folder, 'notes.txt'), 'mine')],
    [
      'DICOM files of someone else',
      (folder) => {
        mkdirSync(join(folder, 'dicom'))
        writeFileSync(join(folder, 'dicom', 'IM0001.dcm'), 'mine')
      },
    ],
    ['a list that is not ours', (folder) => writeFileSync(join(folder, 'phantom.json'), '{}')],
  ])('is refused where the folder holds %s', async (_name, fill) => {
    const folder = temporaryFolder()
    fill(folder)
    const before = all(folder)
    await expect(writePhantom(folder, options)).rejects.toMatchObject({ code: 'E_OUTPUT_EXISTS' })
    expect(all(folder)).toEqual(before)
  })

  test('is refused where someone put a file among its slices', async () => {
    const folder = temporaryFolder()
    await writePhantom(folder, { slices: 4, size: 32 })
    writeFileSync(join(folder, 'dicom', 'mine.dcm'), 'mine')
    await expect(writePhantom(folder, options)).rejects.toMatchObject({ code: 'E_OUTPUT_EXISTS' })
    expect(existsSync(join(folder, 'dicom', 'mine.dcm'))).toBe(true)
  })

  test('leaves nothing when it is cancelled, at any slice', async () => {
    for (let stop = 0; stop < 7; stop++) {
      const folder = temporaryFolder()
      const write = writePhantom(folder, options, (done) => {
        if (done === stop) throw cancelled()
      })
      await expect(write).rejects.toMatchObject({ code: 'E_CANCELLED' })
      expect(readdirSync(folder)).toEqual([])
    }
  })

  test('sweeps what a killed run left', async () => {
    const folder = temporaryFolder()
    const other = join(folder, '.hilum-part-00000000-1-00112233aabb')
    mkdirSync(other)
    renameSync(other, join(folder, '.hilum-part-00000000-1-00112233aabc'))
    expect(await writePhantom(folder, options)).toMatchObject({ written: true })
    expect(all(folder)).toEqual(expected)
  })

  test.each([
    { slices: 0, size: 64 },
    { slices: 5000, size: 64 },
    { slices: 6, size: 16 },
    { slices: 6.5, size: 64 },
  ])('refuses $slices slices of $size', async (wrong) => {
    await expect(writePhantom(temporaryFolder(), wrong)).rejects.toMatchObject({ code: 'E_PARAMETER' })
  })
})

test('UIDs are valid, and the same for the same name only', () => {
  expect(uidOf('a')).toMatch(/^2\.25\.[1-9]\d{1,38}$/)
  expect(uidOf('a')).toBe(uidOf('a'))
  expect(uidOf('a')).not.toBe(uidOf('b'))
})
