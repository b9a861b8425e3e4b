import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type PictureJob, savePicture } from '../../../src-main/engine/save/save-picture.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { encodePng } from '../../../src-shared/formats/png.ts'
import { noReport } from '../../../src-shared/report.ts'
import { failingFiles } from '../../support/fault-files.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const png = encodePng(
  Uint8Array.from({ length: 60 }, (_, n) => n * 4),
  10,
  6,
)
const job = (folder: string, changes: Partial<PictureJob> = {}): PictureJob => ({
  folder,
  name: '3F2A-91-axial-043.png',
  png,
  existing: 'refuse',
  sourceFolders: [],
  ...changes,
})
const codeOf = (save: Promise<unknown>): Promise<unknown> =>
  save.then(
    () => 'saved',
    (error: unknown) => (error instanceof Failure ? error.code : error),
  )

describe('saving a picture', () => {
  test('writes the bytes into a folder that was not there and says what was checked', async () => {
    const folder = join(temporaryFolder(), 'new', 'folder')
    const saved = await savePicture(job(folder), noReport)
    expect(readdirSync(folder)).toEqual(['3F2A-91-axial-043.png'])
    expect(readFileSync(join(folder, saved.name)).equals(png)).toBe(true)
    expect(saved).toEqual({
      name: '3F2A-91-axial-043.png',
      folder,
      bytes: png.length,
      sha256: createHash('sha256').update(png).digest('hex'),
      message: 'Read back: 10 x 6 pixels, every byte as drawn.',
    })
  })

  test('leaves what is there as it is unless told otherwise', async () => {
    const folder = temporaryFolder()
    const taken = join(folder, '3F2A-91-axial-043.png')
    writeFileSync(taken, 'mine')
    expect(await codeOf(savePicture(job(folder), noReport))).toBe('E_OUTPUT_EXISTS')
    expect(readFileSync(taken, 'utf8')).toBe('mine')
    const { name } = await savePicture(job(folder, { existing: 'keep-both' }), noReport)
    expect(name).toBe('3F2A-91-axial-043 (2).png')
    expect(readFileSync(taken, 'utf8')).toBe('mine')
    await savePicture(job(folder, { existing: 'replace' }), noReport)
    expect(readFileSync(taken).equals(png)).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(['3F2A-91-axial-043 (2).png', '3F2A-91-axial-043.png'])
  })

  test('never writes into the study', async () => {
    const study = temporaryFolder()
    const inside = job(join(study, 'pictures'), { sourceFolders: [study] })
    expect(await codeOf(savePicture(inside, noReport))).toBe('E_OUTPUT_IN_SOURCE')
    expect(readdirSync(study)).toEqual([])
  })

  test.each([
    ['cut short', png.subarray(0, png.length - 20)],
    ['with a byte changed', png.map((byte, at) => (at === 45 ? byte ^ 1 : byte))],
  ])('keeps no picture that is %s', async (_, damaged) => {
    const folder = temporaryFolder()
    expect(await codeOf(savePicture(job(folder, { png: damaged }), noReport))).toBe('E_VERIFY')
    expect(readdirSync(folder)).toEqual([])
  })

  test('leaves nothing half-written, whichever file operation fails', async () => {
    for (let n = 1; ; n++) {
      const folder = temporaryFolder()
      const { files, count } = failingFiles(n, 'EIO')
      const code = await codeOf(savePicture(job(folder), noReport, files))
      // what is only asked for comfort may fail
      expect(['saved', 'E_OUTPUT_NOT_WRITABLE']).toContain(code)
      const left = readdirSync(folder).filter((name) => name.endsWith('.png'))
      for (const name of left) expect(readFileSync(join(folder, name)).equals(png)).toBe(true)
      if (code === 'saved') expect(left).toEqual(['3F2A-91-axial-043.png'])
      if (count() < n) break
    }
  })
})
