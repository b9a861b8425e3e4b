import { counted } from '../../src-shared/counted.ts'
import { cancelled, Failure } from '../../src-shared/failure.ts'
import { writePhantom } from '../engine/sample/write-phantom.ts'
import { createProgressBar } from './progress-bar.ts'
import { printJson, say, type Terminal, typedPath } from './terminal.ts'

/** `hilum phantom`: writes the sample study. */
export async function phantomCommand(
  terminal: Terminal,
  folder: string,
  options: { slices: string; size: string; overwrite?: boolean; json?: boolean },
): Promise<void> {
  const slices = wholeNumber('slices', options.slices)
  const size = wholeNumber('size', options.size)
  const overwrite = options.overwrite ?? false
  const bar = createProgressBar(terminal)
  try {
    const result = await writePhantom(typedPath(terminal, folder), { slices, size, overwrite }, (done, total) => {
      if (terminal.signal.aborted) throw cancelled()
      bar.show('Writing', done / total)
    })
    bar.clear()
    const what = result.written ? 'Wrote' : 'There already:'
    say(
      terminal,
      `${what} ${counted(result.files, 'slice')} in ${result.dicomFolder}, true labels in ${result.truthFile}`,
    )
    if (options.json) printJson(terminal, result)
  } finally {
    bar.clear()
  }
}

function wholeNumber(name: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new Failure('E_PARAMETER', `--${name} needs a whole number, not "${text}".`, { parameter: name, value: text })
}
