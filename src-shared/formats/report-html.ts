import { decode, encode as encodePng } from 'fast-png'
import { decodeBase64, encodeBase64 } from '../base64.ts'
import { counted } from '../counted.ts'
import { Failure } from '../failure.ts'
import { english } from '../number-format.ts'
import type { Report } from '../report.ts'
import { researchNotice } from '../run-record.ts'
import { decodeUtf8, encodeUtf8 } from '../utf8.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'
import { measurementRows } from './measurement-rows.ts'
import { needRun } from './need-run.ts'
import { escapeHtml, figureText, patientText, reportPage } from './report-page.ts'
import { drawPictures, type Picture } from './report-pictures.ts'

const pngPrefix = 'data:image/png;base64,'
const chunkBytes = 1 << 20

/** A report to read and to print: one HTML file with its pictures inside, see `reportPage` and `drawPictures`. */
export const reportHtml: Format = {
  id: 'report-html',
  group: 'measurements',
  title: 'Report (HTML)',
  fileName: 'report.html',
  needs: 'volume',
  holdsIdentity: true,
  compression: null,
  // measured: three pictures of about 150 kB each, a third more as text
  estimateBytes: () => 700_000,
  encode,
  verify,
}

/** The whole report as UTF-8. */
export function reportBytes(input: ExportInput): Uint8Array<ArrayBuffer> {
  return pageOf(input, picturesOf(input))
}

function picturesOf({ hu, grid, labels }: ExportInput): Picture[] {
  if (hu === undefined) throw new Failure('E_INTERNAL', 'A report needs the volume, and none was given.')
  return drawPictures(hu, grid, labels)
}

function pageOf({ run, patient }: ExportInput, pictures: readonly Picture[]): Uint8Array<ArrayBuffer> {
  const shown = pictures.map((picture) => {
    const { width, height, data } = picture
    return { picture, url: pngPrefix + encodeBase64(encodePng({ width, height, data, channels: 3, depth: 8 })) }
  })
  return encodeUtf8(reportPage(needRun(run, 'A report'), shown, patient))
}

function* encode(input: ExportInput, report: Report): Chunks {
  report(0, 1)
  const bytes = reportBytes(input)
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    report(at, bytes.length)
    yield bytes.subarray(at, at + chunkBytes)
  }
  report(1, 1)
}

/** The pictures are taken out of the page and unpacked, and every pixel compared; figures, findings and the notice are read off it. */
function* verify(input: ExportInput, report: Report): Proof {
  const run = needRun(input.run, 'A report')
  const pictures = picturesOf(input)
  report(0, 1)
  const { length } = pageOf(input, pictures)
  const text = decodeUtf8(yield length)
  if (!text.endsWith('</html>\n')) fail('its end is missing')
  const urls = [...text.matchAll(/<img src="([^"]*)"/g)].map((match) => match[1] ?? '')
  if (urls.length !== pictures.length) fail('pictures are missing')
  for (const [n, picture] of pictures.entries())
    if (!isPicture(urls[n] ?? '', picture)) fail(`its ${picture.plane} picture differs`)
  const figures = new Map(
    [...text.matchAll(/<td data-figure="([^"]*)">([^<]*)<\/td>/g)].map((match) => [match[1], match[2]]),
  )
  const rows = measurementRows(run)
  for (const { structure, measure, value } of rows) {
    if (figures.get(`${structure} ${measure}`) !== figureText(measure, value))
      fail(`the ${measure} of ${structure} differs`)
  }
  if (figures.size !== rows.length) fail('it holds other figures')
  if (run.findings.some(({ message }) => !text.includes(escapeHtml(message)))) fail('a finding is missing')
  const who = input.patient === undefined ? '' : patientText(input.patient)
  if (!text.includes(escapeHtml(who))) fail('it does not say who was scanned')
  if (!text.includes(escapeHtml(researchNotice))) fail('it does not say what it is for')
  report(1, 1)
  return `Read back: ${pictures.length} pictures equal pixel for pixel; ${english.number(rows.length)} figures and ${counted(run.findings.length, 'finding')} all there.`
}

function isPicture(url: string, { width, height, data }: Picture): boolean {
  const bytes = url.startsWith(pngPrefix) ? decodeBase64(url.slice(pngPrefix.length)) : null
  if (bytes === null) return false
  try {
    const png = decode(bytes)
    const same = png.width === width && png.height === height && png.channels === 3
    return same && png.data.length === data.length && data.every((value, at) => png.data[at] === value)
  } catch {
    return false // not a PNG
  }
}

function fail(what: string): never {
  throw new Failure(
    'E_VERIFY',
    `The report was read back and ${what}. It was not kept. Try again, or save to another disk.`,
  )
}
