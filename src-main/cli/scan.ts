import type { ScanResult, SeriesInfo } from '../../src-shared/contract.ts'
import { counted } from '../../src-shared/counted.ts'
import { Failure } from '../../src-shared/failure.ts'
import { english } from '../../src-shared/number-format.ts'
import { runJob, type Session } from './run-job.ts'
import { findingLine, printJson, say, type Terminal, typedPath } from './terminal.ts'
import { version } from './version.ts'
import { withEngine } from './with-engine.ts'

/** `hilum scan`: what a folder holds. */
export async function scanCommand(terminal: Terminal, folder: string, options: { json?: boolean }): Promise<void> {
  const result = await withEngine(terminal, (session) => scanFolder(session, typedPath(terminal, folder)))
  tellScan(terminal, result)
  if (options.json) printJson(terminal, { version, ...result })
}

export async function scanFolder(session: Session, path: string): Promise<ScanResult> {
  let result: ScanResult | null = null
  const start = (jobId: string) => session.client.studies.scan({ jobId, path })
  await runJob(session, 'Scanning', start, (event) => {
    if (event.type === 'done') result = event.result
  })
  if (result === null) throw new Failure('E_INTERNAL', 'The scan ended without a result. Try again.')
  return result
}

function tellScan(terminal: Terminal, { folder, files, studies }: ScanResult): void {
  say(
    terminal,
    `${folder}: ${counted(files.total, 'file')}, ${english.number(files.used)} used, ${english.number(files.skipped.length)} skipped`,
  )
  for (const study of studies) {
    say(terminal, '')
    say(
      terminal,
      ['Study', study.caseCode, dashedDate(study.date), study.description, study.scanner].filter(Boolean).join('  '),
    )
    for (const series of study.series) tellSeries(terminal, series)
  }
  if (files.skipped.length > 0) say(terminal, '')
  for (const { file, code, message } of files.skipped) say(terminal, `skipped ${file}: ${message} (${code})`)
}

const shortMm = (mm: number | null): string => (mm === null ? 'uneven' : english.short(mm, 2))

/** 20140310 as 2014-03-10; anything else as it is. */
const dashedDate = (date: string): string => date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')

const usableWords: Record<SeriesInfo['usable'], string> = {
  yes: 'can be segmented',
  gaps: 'can be segmented with --allow-gaps',
  view: 'can be shown only',
  no: "can't be opened",
}

function tellSeries(terminal: Terminal, series: SeriesInfo): void {
  const { seriesNumber, modality, description, sliceCount, columns, rows, pixelSpacing, sliceSpacing, plane, kernel } =
    series
  const spacing =
    pixelSpacing === null ? 'no spacing' : `${[...pixelSpacing, sliceSpacing].map(shortMm).join(' x ')} mm`
  const facts = [
    modality,
    plane,
    `${counted(sliceCount, 'slice')} of ${columns} x ${rows}`,
    spacing,
    kernel,
    series.transferSyntax.name,
  ]
  say(terminal, `  Series ${seriesNumber ?? '-'}  ${description}`.trimEnd())
  say(terminal, `    ${facts.filter(Boolean).join(', ')}`)
  say(terminal, `    ${usableWords[series.usable]}${series.best === null ? '' : `; best: ${series.best.reason}`}`)
  say(terminal, `    UID ${series.seriesInstanceUid || `(none; use ${series.seriesId})`}`)
  for (const finding of series.findings) say(terminal, `    ${findingLine(finding)}`)
}
