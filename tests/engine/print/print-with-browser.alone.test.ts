import { readdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findBrowser } from '../../../src-main/engine/print/find-browser.ts'
import { printWithBrowser } from '../../../src-main/engine/print/print-with-browser.ts'
import type { ExportInput } from '../../../src-shared/formats/format.ts'
import { reportHtml } from '../../../src-shared/formats/report-html.ts'
import { reportPdf } from '../../../src-shared/formats/report-pdf.ts'
import { encodeBytes, proveBytes } from '../../support/format-bytes.ts'
import { runCommand } from '../../support/run-command.ts'
import { axialGrid } from '../../support/sample-shapes.ts'
import { sampleJob } from '../../support/save-job.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { testData } from '../../support/test-data.ts'

const browser = await findBrowser()
const page = new TextEncoder().encode('<!doctype html><title>x</title><p>One</p><p style="break-before: page">Two</p>')
const inputOf = (print: Uint8Array): ExportInput => ({ labels: [], grid: axialGrid, mesh: null, text: '', print })
/** A report with pictures that are not of one grey. */
function sampleReport(): ExportInput {
  const [nx, ny, nz] = axialGrid.size
  const hu = Int16Array.from({ length: nx * ny * nz }, (_, at) => ((at * 37) % 2000) - 1000)
  const { labels, record } = sampleJob('/')
  return { labels, grid: axialGrid, mesh: null, text: '', hu, run: { ...record, grid: axialGrid } }
}
const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('hilum-print-'))

afterEach(() => vi.unstubAllEnvs())

describe('printing', () => {
  it.skipIf(browser === null)(
    `makes a PDF of every page, proves it, and leaves nothing behind${browser === null ? ' (no browser here)' : ''}`,
    async () => {
      const before = leftovers()
      const pdf = new Uint8Array(await printWithBrowser(page, new AbortController().signal))
      expect(proveBytes(reportPdf, pdf, inputOf(pdf), 1000)).toBe('Read back: a PDF of 2 pages, all bytes as printed.')
      expect(leftovers()).toEqual(before)
      const wrong = pdf.slice()
      wrong[100] = (wrong[100] as number) ^ 1
      expect(() => proveBytes(reportPdf, wrong, inputOf(pdf))).toThrow(/its bytes differ/)
      expect(() => proveBytes(reportPdf, wrong.fill(32, 0, 8), inputOf(wrong))).toThrow(/not a PDF/)
    },
  )

  it.skipIf(browser === null)(
    'makes the same bytes of the same report, at any time, and writes no time into them',
    async () => {
      const report = encodeBytes(reportHtml, sampleReport())
      const prints: Uint8Array[] = []
      for (let n = 0; n < 3; n++) prints.push(await printWithBrowser(report, new AbortController().signal))
      const [first, ...others] = prints.map((pdf) => Buffer.from(pdf).toString('latin1'))
      for (const other of others) expect(other === first).toBe(true)
      expect(first).toContain('/Producer')
      expect(first).not.toMatch(/CreationDate|ModDate|D:\d{8}/)
    },
    60_000,
  )

  it.skipIf(browser === null)('stops when it is cancelled', async () => {
    const stop = new AbortController()
    const printing = printWithBrowser(page, stop.signal)
    stop.abort()
    await expect(printing).rejects.toMatchObject({ code: 'E_CANCELLED' })
  })

  it('says what to do where there is no browser, or where it makes no PDF', async () => {
    vi.stubEnv('HILUM_BROWSER', '/nowhere/browser')
    const print = () => printWithBrowser(page, new AbortController().signal)
    await expect(print()).rejects.toMatchObject({
      code: 'E_NO_BROWSER',
      message: expect.stringContaining('report.html'),
    })
    const idle = join(temporaryFolder(), 'idle')
    writeFileSync(idle, '#!/bin/sh\nexit 0\n', { mode: 0o755 })
    vi.stubEnv('HILUM_BROWSER', idle)
    await expect(print()).rejects.toMatchObject({
      code: 'E_NO_BROWSER',
      message: expect.stringContaining('made no PDF'),
    })
  })
})

describe('saving a report', () => {
  const study = testData('chest-ct64', 'dicom')
  const missing = study === null ? 'no test data: chest-ct64' : browser === null ? 'no browser here' : null
  if (missing !== null) console.warn(`SKIPPED saving a report: ${missing}`)

  it.skipIf(missing !== null)('writes page and print, and the page alone where nothing prints', async () => {
    const out = join(temporaryFolder(), 'out')
    const args = ['segment', study ?? '', '--formats', 'report-html,report-pdf', '--out']
    const run = await runCommand([...args, out])
    expect(run.status, run.err).toBe(0)
    expect(run.err).toMatch(/report\.pdf: Read back: a PDF of \d pages/)
    const pdf = await readFile(join(out, 'report.pdf'))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')

    vi.stubEnv('HILUM_BROWSER', '/nowhere/browser')
    const alone = join(temporaryFolder(), 'alone')
    const failed = await runCommand([...args, alone])
    expect(failed.status).toBe(5)
    expect(failed.err).toContain('no Chromium, Chrome or Edge was found')
    expect(readdirSync(alone).toSorted()).toEqual(['report.html', 'run.json'])
  })
})
