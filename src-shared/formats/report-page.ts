import { labelColours } from '../label-looks.ts'
import type { LabelName } from '../labels.ts'
import { english } from '../number-format.ts'
import type { PatientWords } from '../patient-words.ts'
import { researchNotice } from '../run-record.ts'
import type { RunFacts } from './format.ts'
import { type MeasureId, measurementRows, measures, thirdsDefinition } from './measurement-rows.ts'
import { type Picture, pictureWindow } from './report-pictures.ts'

/** Text that no page takes for markup. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const decimals: Readonly<Record<MeasureId, number>> = {
  volume: 1,
  voxels: 0,
  meanHU: 1,
  laa950: 2,
  laa910: 2,
  perc15: 0,
}

/** A figure as the report writes it. */
export function figureText(measure: MeasureId, value: number | null): string {
  if (value === null) return '–'
  const digits = decimals[measure]
  return english.number(value, digits)
}

/** One picture with the address its bytes are found under. */
export interface ShownPicture {
  readonly picture: Picture
  readonly url: string
}

/**
 * A run as a page that stands on its own, to be read or printed on A4: pictures, figures with definitions, findings, parameters.
 * It names no file, and no patient but the one that is handed in; it loads nothing and holds no script and no clock.
 */
export function reportPage(run: RunFacts, pictures: readonly ShownPicture[], patient?: PatientWords): string {
  const { version, method, series } = run
  const title = `Lungs, case ${series.caseCode}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(seriesText(run))}. ${escapeHtml(`Method "${method}", Hilum ${version}`)}.</p>
${patient === undefined ? '' : `<p class="patient">${escapeHtml(patientText(patient))}</p>\n`}<p class="notice">${escapeHtml(researchNotice)}</p>
</header>
<section class="pictures">
${pictures.map(pictureHtml).join('\n')}
</section>
${legend(run)}
<h2>Measurements</h2>
${figureTable(run)}
${definitions(run)}
<h2>Findings</h2>
${findingList(run)}
<h2>How it was made</h2>
${facts(run)}
<footer>${escapeHtml(researchNotice)} Hilum ${escapeHtml(version)}.</footer>
</body>
</html>
`
}

/** Such as "Patient: Doe, Jane; ID 17; study of 2020-03-04". */
export function patientText({ name, id, studyDate }: PatientWords): string {
  const unknown = 'not stated'
  return `Patient: ${name || unknown}; ID ${id || unknown}; study of ${studyDate || unknown}`
}

function seriesText({ series, grid }: RunFacts): string {
  const number = series.seriesNumber === null ? 'Series' : `Series ${series.seriesNumber}`
  const mm = grid.spacing.map((value) => english.short(value, 3)).join(' x ')
  return `${number}: ${grid.size.join(' x ')} voxels of ${mm} mm`
}

function pictureHtml({ picture, url }: ShownPicture): string {
  const { plane, slice, slices, sides, width, height } = picture
  const name = plane.charAt(0).toUpperCase() + plane.slice(1)
  const { centreHU, widthHU, name: windowName } = pictureWindow
  const caption = `${name}, slice ${slice} of ${slices}. ${windowName} window, centre ${english.plain(centreHU)} HU, width ${english.plain(widthHU)} HU.`
  const letters = ['left', 'right', 'top', 'bottom'].map((side, n) => `<b class="${side}">${sides.charAt(n)}</b>`)
  return `<figure><div><img src="${url}" width="${width}" height="${height}" alt="${escapeHtml(caption)}">${letters.join('')}</div><figcaption>${escapeHtml(caption)}</figcaption></figure>`
}

function legend(run: RunFacts): string {
  const titles = new Map(measurementRows(run).map(({ structure, title }) => [structure, title]))
  const entries = Object.keys(run.volumes).map((name) => {
    const colour = labelColours[name as LabelName] ?? '#888888'
    return `<li><i style="background:${colour}"></i>${escapeHtml(titles.get(name) ?? name)}</li>`
  })
  return `<ul class="legend">${entries.join('')}</ul>`
}

function figureTable(run: RunFacts): string {
  const rows = measurementRows(run)
  const shown = (Object.keys(measures) as MeasureId[]).filter((id) => rows.some(({ measure }) => measure === id))
  const head = shown.map((id) => {
    const { title, unit } = measures[id]
    return `<th scope="col">${escapeHtml(title)}${unit === '' ? '' : `<small>${escapeHtml(unit)}</small>`}</th>`
  })
  const structures = [...new Map(rows.map(({ structure, title }) => [structure, title]))]
  const body = structures.map(([structure, title]) => {
    const cells = shown.map((id) => {
      const row = rows.find((one) => one.structure === structure && one.measure === id)
      if (row === undefined) return '<td></td>'
      return `<td data-figure="${escapeHtml(`${structure} ${id}`)}">${escapeHtml(figureText(id, row.value))}</td>`
    })
    return `<tr><th scope="row">${escapeHtml(title)}</th>${cells.join('')}</tr>`
  })
  return `<table class="figures"><thead><tr><th></th>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`
}

function definitions(run: RunFacts): string {
  const rows = measurementRows(run)
  const used = (Object.keys(measures) as MeasureId[]).filter((id) => rows.some(({ measure }) => measure === id))
  const entries: [string, string][] = used.map((id) => [measures[id].title, measures[id].definition])
  if (run.measurements !== undefined) entries.push(['Thirds', thirdsDefinition])
  return `<dl>${entries.map(([term, text]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd>`).join('')}</dl>`
}

function findingList({ findings }: RunFacts): string {
  if (findings.length === 0) return '<p>None.</p>'
  const items = findings.map(
    ({ severity, message, code }) =>
      // the code of a check names what it looks for: it would read as found where it is passed
      `<li class="${severity}"><b>${severity}</b> ${escapeHtml(message)}${severity === 'passed' ? '' : ` <code>${escapeHtml(code)}</code>`}</li>`,
  )
  return `<ul class="findings">${items.join('')}</ul>`
}

function facts({ parameters, threshold, surfaceChange, inputs }: RunFacts): string {
  const rows: [string, string][] = [
    ...(threshold === null ? [] : [['Threshold found', `${english.plain(threshold.hu, 1)} HU`] as [string, string]]),
    ...Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]),
    ['Input files', english.number(inputs.length)],
  ]
  if (surfaceChange !== undefined) {
    const { triangles, trianglesBefore, volumePercent, meanDistanceMm, maxDistanceMm } = surfaceChange
    const text = `${english.number(triangles)} of ${english.number(trianglesBefore)} triangles; volume ${english.number(volumePercent, 3)} %; moved ${english.number(meanDistanceMm, 3)} mm on average, ${english.number(maxDistanceMm, 2)} mm at most`
    rows.push(['Smoothing and decimation', text])
  }
  return `<table class="facts"><tbody>${rows.map(([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`).join('')}</tbody></table>`
}

const style = `
@page { size: A4; margin: 14mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 186mm; padding: 4mm 0; color: #14181a; background: #fff; font: 10pt/1.4 system-ui, "Segoe UI", "Noto Sans", sans-serif }
h1 { font-size: 17pt; margin: 0 0 1mm } h2 { font-size: 12pt; margin: 6mm 0 2mm; break-after: avoid }
p { margin: 0 0 1mm } .notice { font-weight: 600; border: 1px solid #14181a; padding: 1mm 2mm; display: inline-block }
.pictures { display: flex; gap: 3mm; margin-top: 4mm; align-items: flex-start } figure { margin: 0; flex: 1 1 0; min-width: 0 }
figure div { position: relative } img { display: block; width: 100%; height: auto }
figure b { position: absolute; color: #fff; font-size: 9pt; text-shadow: 0 0 2px #000, 0 0 2px #000 }
.left { left: 1mm; top: calc(50% - 2mm) } .right { right: 1mm; top: calc(50% - 2mm) } .top { top: 1mm; left: calc(50% - 1mm) } .bottom { bottom: 1mm; left: calc(50% - 1mm) }
figcaption { font-size: 8pt; margin-top: 1mm } .legend { list-style: none; display: flex; gap: 5mm; padding: 0; margin: 2mm 0 0; font-size: 9pt }
.legend i { display: inline-block; width: 3mm; height: 3mm; margin-right: 1.5mm; vertical-align: -0.3mm; border: 0.3px solid #555 }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums } th, td { border-bottom: 0.5px solid #b9c0c4; padding: 0.8mm 1.5mm; text-align: right; font-weight: 400 }
thead th { font-weight: 600; vertical-align: bottom } th[scope="row"] { text-align: left } small { display: block; font-weight: 400 } tr { break-inside: avoid }
.facts td { text-align: left; overflow-wrap: anywhere } .facts th { width: 45mm } dl { font-size: 8.5pt; margin: 2mm 0 0 } dt { float: left; clear: left; width: 26mm; font-weight: 600 } dd { margin: 0 0 0.6mm 26mm }
.findings { padding: 0; margin: 0; list-style: none } .findings li { margin-bottom: 1mm; break-inside: avoid } .findings b { display: inline-block; min-width: 17mm } code { font-size: 8pt; color: #4b555b }
.warning b, .error b { color: #9a3b00 } footer { margin-top: 6mm; font-size: 8.5pt; border-top: 0.5px solid #b9c0c4; padding-top: 1.5mm }
* { print-color-adjust: exact; -webkit-print-color-adjust: exact }
`
