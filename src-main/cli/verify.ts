import { counted } from '../../src-shared/counted.ts'
import { cancelled, Failure } from '../../src-shared/failure.ts'
import { type FolderCheck, verifyFolder } from '../engine/save/verify-folder.ts'
import { createProgressBar } from './progress-bar.ts'
import { printJson, say, type Terminal, typedPath } from './terminal.ts'
import { version } from './version.ts'

/** `hilum verify`: whether a folder still holds what was saved into it. Throws `E_MISMATCH`, exit status 1, where it does not. */
export async function verifyCommand(
  terminal: Terminal,
  folder: string,
  options: { study?: string; json?: boolean },
): Promise<void> {
  const bar = createProgressBar(terminal)
  let check: FolderCheck
  try {
    const study = options.study === undefined ? null : typedPath(terminal, options.study)
    check = await verifyFolder({ folder: typedPath(terminal, folder), study }, (done, total) => {
      if (terminal.signal.aborted) throw cancelled()
      bar.show('Checking', total > 0 ? done / total : 1)
    })
  } finally {
    bar.clear()
  }
  const wrong = check.files.filter(({ state }) => state !== 'same')
  for (const { file, message } of wrong) say(terminal, `${file}: ${message}`)
  for (const name of check.leftOver)
    say(terminal, `${name}: left over from a save that was cut short; the next save removes it.`)
  if (wrong.length > 0) throw mismatch(check, wrong)
  say(terminal, `${check.folder}: ${told(check)}.`)
  if (options.json) printJson(terminal, { version, ...check })
}

function told({ records, files }: FolderCheck): string {
  const count = (kind: string): number => files.filter((file) => file.kind === kind).length
  const inputs = count('input') > 0 ? ` and ${counted(count('input'), 'input file')}` : ''
  return `${counted(count('output'), 'saved file')}${inputs} as ${records.join(', ')} ${records.length === 1 ? 'lists' : 'list'} them`
}

function mismatch({ folder, files }: FolderCheck, wrong: FolderCheck['files']): Failure {
  const names = [...new Set(wrong.map(({ file }) => file))]
  return new Failure(
    'E_MISMATCH',
    `${wrong.length} of ${counted(files.length, 'file')} in ${folder} ${wrong.length === 1 ? 'is' : 'are'} not as saved: ${names.join(', ')}. Run the segmentation again to make ${names.length === 1 ? 'it' : 'them'} anew.`,
    { folder, files: names, reasons: wrong.map(({ state }) => state) },
  )
}
