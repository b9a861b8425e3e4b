type Name = string | false | null | undefined

/**
 * Turns CSS modules into a function from their own class names to the built ones; names that are in none are left out. A name
 * that is in several stands for all of them: a frame that several screens share says what they have in common, the screen's
 * own module the rest. As nothing tells which comes first in the page, no two may set the same property.
 */
export function classes(...modules: readonly Readonly<Record<string, string>>[]): (...names: Name[]) => string {
  return (...names) => {
    const out: string[] = []
    for (const name of names) {
      if (!name) continue
      for (const module of modules) {
        const built = module[name]
        if (built !== undefined) out.push(built)
      }
    }
    return out.join(' ')
  }
}
