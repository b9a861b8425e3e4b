import { Presets, SingleBar } from 'cli-progress'
import type { Terminal } from './terminal.ts'

export interface ProgressBar {
  /** `fraction` 0 to 1 of the work that `step` names. */
  show(step: string, fraction: number): void
  /** Takes the bar away, so that text can follow. */
  clear(): void
}

/** A bar on standard error where that is a screen; nothing elsewhere, so that logs stay readable. */
export function createProgressBar(terminal: Terminal): ProgressBar {
  if (!terminal.isScreen) return { show: () => {}, clear: () => {} }
  let bar: SingleBar | null = null
  return {
    show: (step, fraction) => {
      if (bar === null) {
        bar = new SingleBar(
          {
            format: '{step} [{bar}] {percentage} %',
            barsize: 30,
            hideCursor: true,
            clearOnComplete: true,
            stream: process.stderr,
          },
          Presets.rect,
        )
        bar.start(100, 0, { step: step.padEnd(14) })
      }
      bar.update(Math.floor(Math.min(1, fraction) * 100), { step: step.padEnd(14) })
    },
    clear: () => {
      bar?.stop()
      bar = null
    },
  }
}
