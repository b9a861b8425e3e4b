const longest = 32
const endLetters = 12

/** A file's name for headings and buttons: of a long one the middle is left out, its beginning and its ending stay. */
export function shortName(name: string): string {
  const letters = [...name]
  if (letters.length <= longest) return name
  return `${letters.slice(0, longest - endLetters - 1).join('')}…${letters.slice(-endLetters).join('')}`
}
