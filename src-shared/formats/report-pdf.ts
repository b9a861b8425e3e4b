import { Failure } from '../failure.ts'
import type { Report } from '../report.ts'
import { textOfBytes } from './ascii-bytes.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'

const chunkBytes = 1 << 20

/**
 * The report as PDF, printed by a browser from the page of `reportHtml`. The browser writes its name and version into it, so that
 * two prints of one page are equal with the same browser alone.
 */
export const reportPdf: Format = {
  id: 'report-pdf',
  group: 'measurements',
  title: 'Report (PDF)',
  fileName: 'report.pdf',
  needs: 'print',
  holdsIdentity: true,
  compression: null,
  // measured: about as large as the page
  estimateBytes: () => 700_000,
  encode,
  verify,
}

function* encode({ print }: ExportInput, report: Report): Chunks {
  const bytes = somePrint(print)
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    report(at, bytes.length)
    yield bytes.subarray(at, at + chunkBytes)
  }
  report(1, 1)
}

/** Every byte that was printed; a PDF's first and last line, its table of contents where the last line but one says, and its pages. */
function* verify({ print }: ExportInput, report: Report): Proof {
  const printed = somePrint(print)
  report(0, 1)
  const bytes = yield printed.length
  if (bytes.some((byte, at) => byte !== printed[at])) fail('its bytes differ from what was printed')
  const text = textOfBytes(bytes)
  const end = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)
  if (!text.startsWith('%PDF-1.') || end === null) fail('it is not a PDF')
  if (!text.startsWith('xref', Number(end[1]))) fail('its table of contents is not where it says')
  const pages = [...text.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length
  if (pages === 0) fail('it has no page')
  report(1, 1)
  return `Read back: a PDF of ${pages} ${pages === 1 ? 'page' : 'pages'}, all bytes as printed.`
}

function somePrint(print: Uint8Array | undefined): Uint8Array {
  if (print === undefined) throw new Failure('E_INTERNAL', 'A PDF needs to be printed first, and was not.')
  return print
}

function fail(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The PDF report was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
