import type { Agreement, CompareFilesEvent } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import { english } from '../../src-shared/number-format.ts'
import { runJob } from './run-job.ts'
import { printJson, say, type Terminal, typedPath } from './terminal.ts'
import { version } from './version.ts'
import { withEngine } from './with-engine.ts'

type Done = Extract<CompareFilesEvent, { type: 'done' }>

/** `hilum compare`: how far two labelmap files agree. */
export async function compareCommand(
  terminal: Terminal,
  a: string,
  b: string,
  options: { json?: boolean },
): Promise<void> {
  const paths = { a: typedPath(terminal, a), b: typedPath(terminal, b) }
  const { comparison, grid } = await withEngine(terminal, async (session): Promise<Done> => {
    let found: Done | null = null
    const start = (jobId: string) => session.client.labelmaps.compare({ jobId, ...paths })
    await runJob(session, 'Comparing', start, (event) => {
      if (event.type === 'done') found = event
    })
    if (found === null) throw new Failure('E_INTERNAL', 'The comparison ended without a result. Try again.')
    return found
  })
  say(terminal, `A ${a}, B ${b}`)
  say(terminal, `${grid.size.join(' x ')} voxels of ${grid.spacing.map((mm) => english.short(mm, 3)).join(' x ')} mm`)
  say(
    terminal,
    row(
      '',
      columns.map(([title]) => title),
    ),
  )
  const rows = [{ ...comparison.lungs, name: 'lungs' }, ...comparison.labels]
  for (const agreement of rows) {
    say(
      terminal,
      row(
        words[agreement.name] ?? agreement.name,
        columns.map(([, of]) => of(agreement)),
      ),
    )
  }
  if (options.json) printJson(terminal, { version, files: { a, b }, grid, ...comparison })
}

const words: Readonly<Record<string, string>> = { right: 'right lung', left: 'left lung' }

const figure = (value: number | null, digits: number): string => (value === null ? '-' : english.number(value, digits))

const columns: readonly (readonly [string, (of: Agreement) => string])[] = [
  ['Dice', ({ dice }) => figure(dice, 4)],
  ['Jaccard', ({ jaccard }) => figure(jaccard, 4)],
  ['HD95 mm', ({ hausdorff95Mm }) => figure(hausdorff95Mm, 2)],
  ['mean mm', ({ meanSurfaceDistanceMm }) => figure(meanSurfaceDistanceMm, 2)],
  ['A mL', ({ volumesMl }) => figure(volumesMl.a, 1)],
  ['B mL', ({ volumesMl }) => figure(volumesMl.b, 1)],
  ['only A', ({ volumesMl }) => figure(volumesMl.onlyA, 1)],
  ['only B', ({ volumesMl }) => figure(volumesMl.onlyB, 1)],
]

const row = (name: string, cells: readonly string[]): string =>
  [name.padEnd(11), ...cells.map((cell) => cell.padStart(8))].join(' ').trimEnd()
