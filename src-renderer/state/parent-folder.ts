/** The folder above, or null at the top; for both ways of writing paths. */
export function parentOf(path: string): string | null {
  const match = /^(.*[\\/])[^\\/]+[\\/]?$/.exec(path)
  const parent = match?.[1] ?? null
  if (parent === null || parent === path) return null
  return parent.length > 1 && !/^[A-Za-z]:[\\/]$/.test(parent) ? parent.slice(0, -1) : parent
}
