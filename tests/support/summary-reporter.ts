import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

export interface SuiteSummary {
  readonly suite: string
  passed: number
  failed: number
  skipped: number
  seconds: number
  readonly reasons: string[]
}

/**
 * Writes what ran, by top folder of tests/, with every reason a test gave for being skipped, to the file named by
 * HILUM_TEST_SUMMARY. A skipped test says why in its note (`context.skip(reason)`) or in its suite's name in brackets.
 */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const suites = new Map<string, SuiteSummary>()
    for (const module of modules) {
      const name = module.relativeModuleId.split('/')[1] ?? module.relativeModuleId
      const suite = suites.get(name) ?? { suite: name, passed: 0, failed: 0, skipped: 0, seconds: 0, reasons: [] }
      suites.set(name, suite)
      suite.seconds += module.diagnostic().duration / 1000
      if (module.errors().length > 0) suite.failed++
      for (const test of module.children.allTests()) this.#count(suite, test)
    }
    const target = process.env['HILUM_TEST_SUMMARY']
    if (target) writeFileSync(target, JSON.stringify([...suites.values()]))
  }

  #count(suite: SuiteSummary, test: TestCase): void {
    const result = test.result()
    if (result.state === 'passed') suite.passed++
    else if (result.state === 'failed') suite.failed++
    else {
      suite.skipped++
      const note = 'note' in result && result.note ? result.note : /\(([^)]*)\)\s*$/.exec(test.fullName)?.[1]
      const reason = note ?? `${test.fullName}: no reason given`
      if (!suite.reasons.includes(reason)) suite.reasons.push(reason)
    }
  }
}
