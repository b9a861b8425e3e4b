import { useEffect } from 'react'
import { useApp } from '../state/app-store.ts'
import { useStudies } from '../state/studies-store.ts'
import { useVolume } from '../state/volume-store.ts'

const targets = {
  studies: '[data-region=series] button[aria-pressed=true]',
  review: '[data-region=viewports] [role=group]',
} as const

/** Gives focus a place where the control that had it went away with its screen: the chosen series, or the slices. */
export function useFocusAfterMove(): void {
  const screen = useApp((state) => state.screen)
  const dialog = useApp((state) => state.dialog)
  const folder = useStudies((state) => state.folders.find((one) => one.key === state.folderKey)?.result ?? null)
  const hasSlices = useVolume((state) => state.view !== null)
  const ready = dialog === null && (screen === 'review' ? hasSlices : folder !== null)
  useEffect(() => {
    if (!ready || (screen !== 'studies' && screen !== 'review')) return
    // A dialog that closes gives focus back first, a frame later.
    const timer = setTimeout(() => {
      const { activeElement } = document
      const lost = activeElement === null || activeElement === document.body || activeElement.matches('[role=tabpanel]')
      if (lost) document.querySelector<HTMLElement>(targets[screen])?.focus({ preventScroll: true })
    }, 50)
    return () => clearTimeout(timer)
  }, [screen, ready])
}
