import { expect, test } from 'vitest'
import { withoutClock } from '../../../src-main/engine/print/without-clock.ts'

const strip = (text: string): string =>
  Buffer.from(withoutClock(new Uint8Array(Buffer.from(text, 'latin1')))).toString('latin1')

const dates = "/CreationDate (D:20261122195718+00'00')\n/ModDate (D:20261122195718+00'00')"
const pdf = (info: string): string => `%PDF-1.4
1 0 obj
<</Title (x)
${info}>>
endobj
11 0 obj
<</Alt (/ModDate \\(D:1\\))>>
endobj
trailer
<</Size 2
/Root 2 0 R
/Info 1 0 R>>
startxref
9
%%EOF
`

test('blanks the dates of the information dictionary, and nothing moves', () => {
  const plain = strip(pdf(dates))
  expect(plain).toBe(pdf(dates.replaceAll(/[^\n]/g, ' ')))
  expect(plain).toContain('<</Title (x)')
})

test('leaves a file without such dates, or without such a dictionary, as it is', () => {
  for (const text of [pdf('/Producer (y)'), pdf(dates).replace('/Info 1 0 R', ''), 'not a PDF', '']) {
    expect(strip(text)).toBe(text)
  }
})
