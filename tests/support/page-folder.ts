import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from './temporary-folder.ts'

/** A small built page, with a secret beside it and links that lead to the secret. */
export function pageFolder(): string {
  const root = temporaryFolder()
  const folder = join(root, 'page')
  const files = {
    'page/index.html': '<!doctype html><title>page</title>',
    'page/assets/main.js': 'export {}',
    'page/assets/main.css': 'body {}',
    'page/assets/data.bin': 'unknown type',
    'page/icon.svg': '<svg/>',
    'secret.txt': 'secret',
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  symlinkSync(join(root, 'secret.txt'), join(folder, 'link.txt'))
  symlinkSync(root, join(folder, 'up'))
  return folder
}
