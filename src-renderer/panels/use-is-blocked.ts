import { useVolume } from '../state/volume-store.ts'

/** True where the method will not run on the open series: it can only be looked at, or it was not read. */
export const useIsBlocked = (): boolean =>
  useVolume((state) => state.failure !== null || state.series?.usable === 'view' || state.series?.usable === 'no')
