import { useEffect, useState } from 'react'
import { useSegmentation } from '../state/segmentation-store.ts'
import { useVolume } from '../state/volume-store.ts'

const shortMs = 300

/** True while the series is read or the method runs. */
export function useIsBusy(): boolean {
  const loading = useVolume((state) => state.job !== null && !state.loaded && state.failure === null)
  const running = useSegmentation((state) => state.run !== null)
  return loading || running
}

/** True once the series is read or the method runs for over 300 ms. */
export const useShowsProgress = (): boolean => useLasts(useIsBusy())

/** True once work goes on for over 300 ms; shorter work passes without a word. */
export function useLasts(busy: boolean): boolean {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!busy) {
      setShown(false)
      return
    }
    const timer = setTimeout(() => setShown(true), shortMs)
    return () => clearTimeout(timer)
  }, [busy])
  return busy && shown
}
