import { z } from 'zod'

const value = z.union([z.number(), z.boolean(), z.string()])

/**
 * Where the user was, so that a page loaded again goes on there. The folder is known by a digest alone: its path never
 * leaves the host's own list of recent folders. `slice` counts from 0; `screen` and `seriesId` name what was open.
 */
const placeSchema = z.object({
  folderDigest: z.string(),
  seriesId: z.string(),
  screen: z.enum(['review', 'montage', 'studies']),
  method: z.string(),
  parameters: z.record(z.string(), value),
  slice: z.number().int().min(0),
})
export type Place = z.infer<typeof placeSchema>

const key = 'hilum.place'

/** The place remembered for this tab; null where there is none. */
export function readPlace(): Place | null {
  try {
    return placeSchema.safeParse(JSON.parse(sessionStorage.getItem(key) ?? 'null')).data ?? null
  } catch {
    // Not ours, or storage is switched off: the page starts at its beginning.
    return null
  }
}

/** Remembers the place as long as the tab is open; null forgets it. */
export function writePlace(place: Place | null): void {
  try {
    if (place === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(place))
  } catch {
    // Storage is switched off or full: only a reload would miss it.
  }
}

/** A folder's name in the place: SHA-256 of its path, hexadecimal. */
export async function digestOf(path: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(path)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
