import { spawnSync } from 'node:child_process'
import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { pixelCases } from '../dicom/malformed/pixel-cases.ts'
import { deflateCases, structureCases } from '../dicom/malformed/structure-cases.ts'
import { controlFile } from '../support/dicom/control-image.ts'
import { writeFiles } from '../support/dicom/control-series.ts'
import { companionFile } from '../support/dicom/open-alone.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const child = fileURLToPath(new URL('../support/dicom/scan-memory.ts', import.meta.url))

function scan(folder: string): { grownMiB: number; codes: string[] } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [child, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

const bounds: readonly [id: string, code: string, mostMiB: number][] = [
  ['i02_deflate_bomb_1g', 'E_INFLATE_LIMIT', 256],
  ['i03_deflate_bomb_3g', 'E_INFLATE_LIMIT', 256],
  ['h01_len_beyond_eof', 'E_LENGTH_OVERFLOW', 16],
  ['h08_nest_100k', 'E_NESTING', 64],
  ['h09_items_500k', 'E_ELEMENT_COUNT', 200],
  ['h10_elements_300k', 'E_ELEMENT_COUNT', 200],
  ['d01_rows_cols_65535', 'E_DIMENSIONS', 16],
  ['d17_frames_1e6', 'E_PIXEL_LENGTH', 16],
]

describe('memory taken on the word of a file', () => {
  it.each(bounds)('%s: %s within %i MiB', (id, code, mostMiB) => {
    const file = [...deflateCases, ...structureCases, ...pixelCases].find((entry) => entry.id === id)?.file()
    if (file === undefined) throw new Error(`no such case: ${id}`)
    const folder = temporaryFolder()
    writeFiles(folder, { file, companion: companionFile() })
    const { grownMiB, codes } = scan(folder)
    expect(codes).toEqual([code])
    expect(grownMiB).toBeLessThan(mostMiB)
  })

  it('k01: none of a sparse file of 5 GiB is read', () => {
    const folder = temporaryFolder()
    writeFiles(folder, { file: controlFile(), companion: companionFile() })
    truncateSync(join(folder, 'file'), 5 * 1024 ** 3)
    const { grownMiB, codes } = scan(folder)
    expect(codes).toEqual(['E_FILE_TOO_LARGE'])
    expect(grownMiB).toBeLessThan(16)
  })
})
