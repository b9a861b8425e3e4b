import { defineConfig } from 'vitest/config'
import { SummaryReporter } from './tests/support/summary-reporter.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // what tests save is nobody's to look up
    env: { HILUM_AUDIT_LOG: 'off' },
    reporters: ['default', new SummaryReporter()],
  },
})
