/** Run by itself: scans the folder named as argument and prints how much memory that took at most, and which files were skipped with which codes. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scanFolder } from '../../../src-main/engine/scan/scan-folder.ts'
import { controlFile } from './control-image.ts'
import { writeFiles } from './control-series.ts'

const warm = mkdtempSync(join(tmpdir(), 'hilum-warm-'))
writeFiles(warm, { control: controlFile() })
await scanFolder(warm, () => {})
rmSync(warm, { recursive: true })
const before = process.resourceUsage().maxRSS
const { scan } = await scanFolder(process.argv[2] ?? '', () => {})
const grownMiB = (process.resourceUsage().maxRSS - before) / 1024
const { skipped } = scan.files
console.log(
  JSON.stringify({ grownMiB, files: skipped.map(({ file }) => file), codes: skipped.map(({ code }) => code) }),
)
