import type { Measured, StageRuns } from './measured.ts'

export interface Timer {
  timed<Result>(stage: string, work: () => Promise<Result>): Promise<Result>
  note(stage: string, seconds: number): void
  measured(): Pick<Measured, 'seconds' | 'processor' | 'peakBytes'>
}

/** Notes how long stages take, by the clock and in processor time of all threads. */
export function createTimer(): Timer {
  const seconds: Record<string, number[]> = {}
  const processor: Record<string, number[]> = {}
  const add = (table: Record<string, number[]>, stage: string, value: number): void => {
    table[stage] = [...(table[stage] ?? []), value]
  }
  return {
    timed: async (stage, work) => {
      const [start, busy] = [performance.now(), process.cpuUsage()]
      const result = await work()
      add(seconds, stage, (performance.now() - start) / 1000)
      const { user, system } = process.cpuUsage(busy)
      add(processor, stage, (user + system) / 1e6)
      return result
    },
    note: (stage, value) => add(seconds, stage, value),
    measured: () => ({
      seconds: seconds as StageRuns,
      processor: processor as StageRuns,
      peakBytes: process.resourceUsage().maxRSS * 1024,
    }),
  }
}
