import { Failure } from '../../../src-shared/failure.ts'
import type { ExportInput, Format } from '../../../src-shared/formats/format.ts'
import type { Report } from '../../../src-shared/report.ts'
import { gunzip, gzip } from './gzip.ts'
import type { SaveJob } from './save-job.ts'
import type { Content, OnStep } from './stage-file.ts'

/** Encodes one format and wraps the proof for the bytes that come back. Reports 0 to 1 for encoding and proof each. */
export async function prepareFormat(format: Format, job: SaveJob, onStep: OnStep, report: Report): Promise<Content> {
  if (format.needs === 'mesh' && job.mesh === null) {
    throw new Failure('E_NO_LUNGS', `${format.fileName} was not written: the mask is empty, so there is no surface.`)
  }
  const { mask, grid, mesh } = job
  const input: ExportInput = { mask, grid, mesh, text: headerText(job.record) }
  onStep('writing', 0)
  const raw = format.encode(input, (done, total) => {
    report(done, total * 4)
    onStep('writing', (0.2 * done) / total)
  })
  const chunks =
    format.compression === null
      ? [raw]
      : await gzip(raw, (done, total) => {
          report(total + done, total * 4)
          onStep('writing', 0.2 + (0.3 * done) / total)
        })
  const prove = async (back: Uint8Array<ArrayBuffer>): Promise<string> => {
    const bytes = format.compression === null ? back : await gunzip(back, raw.length, () => report(2, 4))
    return format.verify(bytes, input, (done, total) => {
      report(total * 3 + done, total * 4)
      onStep('reading-back', 0.3 + (0.7 * done) / total)
    })
  }
  return { format: format.id, name: format.fileName, chunks, prove }
}

/** For the text fields of headers, 79 characters at least being kept: program, method and its parameters. */
function headerText({ version, method, parameters }: SaveJob['record']): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name}=${value}`)
  return [`Hilum ${version}`, method, ...values].join(' ')
}
