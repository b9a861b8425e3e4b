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
  for (const run of line) {
    // words of a run that stay together stay one text
    let together: TextRun | null = null
    for (const word of wordsOf(run)) {
      const current = lines.at(-1) as TextRun[]
      const fits = current.length === 0 || used + measure({ ...word, text: word.text.trimEnd() }) <= widest
      if (together !== null && fits) {
        together = { ...word, text: together.text + word.text }
        current[current.length - 1] = together
        used += measure(word)
      } else if (fits) {
        together = word
        current.push(word)
        used += measure(word)
      } else {
        together = { ...word, text: word.text.trimStart() }
        lines.push([together])
        used = measure(together)
      }
    }
  }
  return lines
}

/** Words with the spaces around them; others than plain ones don't part words. */
const wordsOf = (run: TextRun): TextRun[] => (run.text.match(/ *[^ ]+ */g) ?? []).map((text) => ({ ...run, text }))
