import { defineConfig } from 'vitest/config'
import { SummaryReporter } from './tests/support/summary-reporter.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ['default', new SummaryReporter()],
  },
})
