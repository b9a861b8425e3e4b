import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createEngine } from '../../../src-main/engine/engine.ts'
import { sweepSaveFolders } from '../../../src-main/engine/save/sweep-save-folders.ts'
import { temporaryPath } from '../../../src-main/engine/save/temporary-file.ts'
import { createSettings } from '../../../src-main/engine/settings.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A temporary file in `folder` whose writer has ended. */
function leaveTemporary(folder: string): void {
  const { pid } = spawnSync('true')
  writeFileSync(temporaryPath(folder).replace(`-${process.pid}-`, `-${pid}-`), 'half')
  expect(readdirSync(folder).some((name) => name.startsWith('.hilum-part-'))).toBe(true)
}

test('the next start of the program removes what a killed save left, and nothing else', async () => {
  const [folder, other, config] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  leaveTemporary(folder)
  leaveTemporary(other)
  writeFileSync(join(folder, 'lungs.stl'), 'whole')
  writeFileSync(temporaryPath(folder), 'being written by this program')
  const settingsFile = join(config, 'settings.json')
  const settings = createSettings(settingsFile)
  for (const saved of [join(folder, 'gone'), folder]) await settings.rememberSaveFolder(saved)
  const engine = createEngine({ host: 'web', version: '0.0.0', settingsFile })
  try {
    await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(2))
    expect(readdirSync(folder)).toContain('lungs.stl')
    // never saved into: none of our business
    expect(readdirSync(other)).toHaveLength(1)
  } finally {
    await engine.close()
  }
})

test('a folder that is not there or is a file keeps no other from being swept', async () => {
  const folder = temporaryFolder()
  leaveTemporary(folder)
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  await sweepSaveFolders([join(folder, 'absent'), file, folder])
  expect(readdirSync(folder)).toEqual([])
})
