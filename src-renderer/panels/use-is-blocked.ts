import { useVolume } from '../state/volume-store.ts'
import { canSegment } from '../state/workflow.ts'

/** True where the method will not run on the open series: it can only be looked at, or it was not read. */
export const useIsBlocked = (): boolean =>
  useVolume(({ failure, series }) => failure !== null || (series !== null && !canSegment(series, true)))
