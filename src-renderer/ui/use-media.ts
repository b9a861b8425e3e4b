import { useSyncExternalStore } from 'react'

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => window.matchMedia(query).matches,
  )
}

/** Below this the left panel is a rail and presets are one list. */
export const narrowQuery = '(max-width: 1439px)'
/** Below this a crowded toolbar has icons only. */
export const smallestQuery = '(max-width: 1199px)'
/** Below this one stage is open at a time and findings take one line. */
export const lowQuery = '(max-height: 799px)'
