import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { phantomInstance } from '../../src-main/engine/sample/phantom-instance.ts'
import { createPhantom } from '../../src-shared/phantom/phantom.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A folder with the sample chest in 60 slices whose gaps are 3.5 and 6.5 mm in turn: uneven, so that no volume fits. */
export function unevenChest(): string {
  const folder = temporaryFolder()
  const { grid, slice } = createPhantom({ slices: 60, size: 128 })
  for (let k = 0; k < 60; k++) {
    const [x, y, z] = grid.origin
    const shifted = { ...grid, origin: [x, y, z + (k % 2) * 1.5] as const }
    writeFileSync(join(folder, `${k}.dcm`), phantomInstance(shifted, k, slice(k).hu))
  }
  return folder
}
