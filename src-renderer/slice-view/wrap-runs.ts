import type { TextRun } from './picture-parts.ts'

/**
 * A line of text as lines that are no wider than `widest`, broken at spaces as the page breaks it; a word that is wider has a line of
 * its own. `measure` gives the width of one run.
 */
export function wrapRuns(
  line: readonly TextRun[],
  widest: number,
  measure: (run: TextRun) => number,
): readonly (readonly TextRun[])[] {
  const lines: TextRun[][] = [[]]
  let used = 0
  for (const word of line.flatMap(wordsOf)) {
    const current = lines.at(-1) as TextRun[]
    if (current.length > 0 && used + measure({ ...word, text: word.text.trimEnd() }) > widest) {
      const first = { ...word, text: word.text.trimStart() }
      lines.push([first])
      used = measure(first)
    } else {
      current.push(word)
      used += measure(word)
    }
  }
  return lines
}

/** Words with the spaces around them; others than plain ones don't part words. */
const wordsOf = (run: TextRun): TextRun[] => (run.text.match(/ *[^ ]+ */g) ?? []).map((text) => ({ ...run, text }))
