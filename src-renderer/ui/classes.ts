type Name = string | false | null | undefined

/** Turns a CSS module into a function from its own class names to the built ones; names that are not there are left out. */
export function classes(module: Readonly<Record<string, string>>): (...names: Name[]) => string {
  return (...names) => {
    const out: string[] = []
    for (const name of names) {
      if (!name) continue
      const built = module[name]
      if (built !== undefined) out.push(built)
    }
    return out.join(' ')
  }
}
