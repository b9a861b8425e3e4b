import { describe, expect, it } from 'vitest'
import { misplacedSeparator, typedNumber } from '../../src-renderer/ui/typed-number.ts'

describe('numbers as they are typed', () => {
  it('reads a separator of thousands in the place of a decimal one as a decimal one', () => {
    expect(misplacedSeparator('1,5', 'en-GB')).toBe(1.5)
    expect(misplacedSeparator('1.5', 'de-DE')).toBe(1.5)
    expect(misplacedSeparator('1500,25', 'en-GB')).toBe(1500.25)
  })

  it('leaves numbers alone that the language writes so', () => {
    for (const text of ['1,500', '12,345,678', '1.5', '1,500.5', '20000']) {
      expect(misplacedSeparator(text, 'en-GB')).toBeNull()
    }
    for (const text of ['1.500', '1,5', '1.500,5']) expect(misplacedSeparator(text, 'de-DE')).toBeNull()
  })

  it('gives the number that was meant', () => {
    expect(typedNumber('20,000', 'en-GB')).toBe(20_000)
    expect(typedNumber('1,5', 'en-GB')).toBe(1.5)
    expect(typedNumber('1.500,5', 'de-DE')).toBe(1500.5)
    expect(typedNumber('', 'en-GB')).toBeNull()
    expect(typedNumber('many', 'en-GB')).toBeNull()
  })
})
