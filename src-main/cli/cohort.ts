import type { ScanResult } from '../../src-shared/contract.ts'
import { counted } from '../../src-shared/counted.ts'
import { Failure, toFailure } from '../../src-shared/failure.ts'
import { findMethod } from '../../src-shared/segmentation/registry.ts'
import { failureOf } from '../transport/typed-failures.ts'
import { type CohortCase, type CohortPart, checkTemplate, cohortCases } from './cohort-cases.ts'
import { describeCase, describeLeftOut, tellCase, tellLeftOut } from './cohort-lines.ts'
import { checkPlan, planRun, type RunOptions, type RunPlan } from './plan-run.ts'
import { type CaseOutcome, runCase } from './run-case.ts'
import type { Session } from './run-job.ts'
import { scanFolder } from './scan.ts'
import { printJson, say, type Terminal } from './terminal.ts'
import { version } from './version.ts'
import { withEngine } from './with-engine.ts'

export interface CohortOptions extends RunOptions {
  readonly allSeries?: boolean
  readonly part?: CohortPart
}

/** Exit status where a CT study has no mask: it was told which, and the others were saved. */
const incomplete = 1

/**
 * `hilum cohort`: a mask of every CT study of a folder, one after the other; what is saved already is not made again. Returns the exit
 * status. Throws what keeps any case from being saved.
 */
export async function cohortCommand(terminal: Terminal, folder: string, options: CohortOptions): Promise<number> {
  const plan = await planRun(terminal, folder, options)
  checkTemplate(options.name, plan.method)
  await checkPlan(plan, null)
  return withEngine(
    terminal,
    async (session) => {
      const scan = await scanFolder(session, plan.source)
      const part = options.part ?? { index: 1, count: 1 }
      const { cases, leftOut, withoutCt } = cohortCases(scan, {
        allSeries: options.allSeries ?? false,
        allowGaps: plan.allowGaps,
        judgesUneven: findMethod(plan.method).judgesUnevenStacks ?? false,
        method: plan.method,
        template: options.name,
        part,
      })
      if (withoutCt === scan.studies.length) throw noCt(scan)
      const ofPart = part.count > 1 ? ` in part ${part.index} of ${part.count}` : ''
      const aside = withoutCt > 0 ? `; ${counted(withoutCt, 'study', 'studies')} without CT left aside` : ''
      say(terminal, `${plan.source}: ${counted(cases.length, 'series', 'series')} to segment${ofPart}${aside}`)
      for (const study of leftOut) tellLeftOut(terminal, study)
      const ended = await runAll(session, cases, plan)
      const counts = countsOf(ended)
      say(terminal, summary(plan, counts, leftOut.length))
      if (options.json) {
        const { out, method, parameters } = plan
        const described = [
          ...ended.map(([one, outcome]) => describeCase(one, outcome)),
          ...leftOut.map(describeLeftOut),
        ]
        printJson(terminal, { version, folder: out, method, parameters, cases: described })
      }
      return leftOut.length + counts['no lungs'] + counts.failed > 0 ? incomplete : 0
    },
    { endsWithSave: false },
  )
}

type Ended = readonly (readonly [CohortCase, CaseOutcome])[]

async function runAll(session: Session, cases: readonly CohortCase[], plan: RunPlan): Promise<Ended> {
  const ended: [CohortCase, CaseOutcome][] = []
  for (const [n, one] of cases.entries()) {
    const start = performance.now()
    try {
      const outcome = await runCase(session, one, plan)
      ended.push([one, outcome])
      const seconds = (performance.now() - start) / 1000
      tellCase(session.terminal, { place: `[${n + 1}/${cases.length}]`, seconds }, one, outcome)
    } catch (thrown) {
      throw stoppedAt(toFailure(failureOf(thrown)), n, cases.length)
    }
  }
  return ended
}

/** Says with what stopped the cohort how far it came. */
function stoppedAt(failure: Failure, done: number, total: number): Failure {
  const what = failure.code === 'E_CANCELLED' ? 'Cancelled.' : failure.message
  const how = `${done} of ${total} series were done and stay; the same command goes on with the rest.`
  return new Failure(failure.code, `${what} ${how}`, { ...failure.details, done, total }, { cause: failure })
}

type Counts = Record<CaseOutcome['outcome'], number>

function countsOf(ended: Ended): Counts {
  const counts: Counts = { saved: 0, 'saved before': 0, 'no lungs': 0, failed: 0 }
  for (const [, { outcome }] of ended) counts[outcome] += 1
  return counts
}

function summary({ out }: RunPlan, counts: Counts, leftOut: number): string {
  const told = [
    `${counts.saved} saved`,
    `${counts['saved before']} saved before`,
    `${counts['no lungs']} without lungs`,
    `${counts.failed + leftOut} failed`,
  ]
  return `${out}: ${told.join(', ')}.`
}

function noCt({ folder, studies }: ScanResult): Failure {
  const found = [...new Set(studies.flatMap(({ series }) => series.map(({ modality }) => modality || 'unknown')))]
  return new Failure('E_NO_CT', `${folder} holds no CT series, only ${found.join(', ')}. Choose another folder.`, {
    modalities: found,
  })
}
