import { describe, expect, it } from 'vitest'
import { controlHu } from '../support/dicom/control-image.ts'
import { openAlone } from '../support/dicom/open-alone.ts'
import { expectAdvice, expectPlainWords } from '../support/plain-words.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { compressedCases } from './malformed/compressed-cases.ts'
import { identityCases } from './malformed/identity-cases.ts'
import type { MalformedCase } from './malformed/malformed-case.ts'
import { geometryCases, pixelCases } from './malformed/pixel-cases.ts'
import { deflateCases, structureCases } from './malformed/structure-cases.ts'
import { headCases, wholeFileCases } from './malformed/whole-file-cases.ts'

const cases: readonly MalformedCase[] = [
  ...wholeFileCases,
  ...headCases,
  ...pixelCases,
  ...geometryCases,
  ...identityCases,
  ...structureCases,
  ...deflateCases,
  ...compressedCases,
]

/** Lines of the table by their first letter: all of them are here. */
const linesByLetter = { a: 19, b: 7, c: 15, d: 33, e: 12, f: 19, g: 23, h: 20, i: 6, j: 13 }

let ran = 0

describe('malformed files, each beside a good one', () => {
  it.each(cases)('$id: $odd', async ({ id, states, code, does, gives, why, file, hu }) => {
    const expected = does ?? (states[0] as string)
    if (does !== undefined && why === undefined) expect(states, `${id} does what its line allows`).toContain(does)
    if (gives !== undefined && gives !== code) expect(why, `${id} says why its code is another`).toBeTruthy()
    const opened = await openAlone(temporaryFolder(), file())
    const expectedCode = gives === undefined ? code : gives
    const told = opened.findings.map((finding) => finding.code)
    const seen = `${opened.outcome} ${opened.code ?? ''} ${told.join(' ')}`
    expect(opened.outcome, seen).toBe(expected.toLowerCase().replace('+warn', ''))
    for (const message of opened.messages) expectPlainWords(message)
    if (opened.outcome === 'load') {
      if (expectedCode !== null) expect(told).toContain(expectedCode)
      expect(opened.volume?.hu).toEqual(hu === undefined ? controlHu() : hu())
    } else {
      expect(opened.code).toBe(expectedCode)
      // a file that is no slice needs nothing done about it
      if (!['E_NOT_DICOM', 'E_NOT_CT', 'E_LOCALIZER'].includes(opened.code ?? ''))
        expectAdvice(opened.messages.at(-1) ?? '')
    }
    ran++
  })

  it('covers every line', () => {
    const count = (letter: string) => new Set(cases.filter(({ id }) => id.startsWith(letter)).map(({ id }) => id)).size
    expect(Object.fromEntries(Object.keys(linesByLetter).map((letter) => [letter, count(letter)]))).toEqual(
      linesByLetter,
    )
    expect(ran).toBe(cases.length)
    const others = cases.filter(({ why }) => why !== undefined).map(({ id, why }) => `${id}: ${why}`)
    console.info('Lines k01, k02, s00 to s42 are in suites of their own; no line is left out.')
    console.info(`Lines answered in another way than by their own code:\n  ${others.join('\n  ')}`)
  })
})

describe('what a good answer keeps to itself', () => {
  it.each(identityCases.filter(({ id }) => /^g(07|08|09|10|16)/.test(id)))(
    '$id: no patient name leaves the scan',
    async ({ file }) => {
      const { info, messages } = await openAlone(temporaryFolder(), file())
      const told = JSON.stringify([info, messages])
      for (const secret of ['Control^Image', '<img', 'owned', 'NNNN', 'A\\u0000B', 'P1'])
        expect(told).not.toContain(secret)
    },
  )

  it('keeps control and direction characters out of texts and UIDs', async () => {
    for (const { id, file } of identityCases) {
      const { info } = await openAlone(temporaryFolder(), file())
      const texts =
        info === null ? '' : [info.description, info.kernel, info.seriesInstanceUid, info.modality].join(' ')
      expect(/[\p{Cc}\p{Cf}]/u.test(texts), id).toBe(false)
      expect((info?.description ?? '').length, id).toBeLessThanOrEqual(64)
    }
  })

  it('reads PixelSpacing as rows first (f06)', async () => {
    const file = geometryCases.find(({ id }) => id === 'f06_spacing_aniso')?.file() ?? null
    const { volume, info } = await openAlone(temporaryFolder(), file)
    expect(volume?.grid.spacing.slice(0, 2)).toEqual([1.6, 0.8])
    expect(info?.pixelSpacing).toEqual([1.6, 0.8])
  })

  it('leaves prototypes alone (g20)', async () => {
    await openAlone(temporaryFolder(), identityCases.find(({ id }) => id === 'g20_proto_key')?.file() ?? null)
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })
})
