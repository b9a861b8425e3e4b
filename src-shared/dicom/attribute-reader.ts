import { Failure, type FailureCode } from '../failure.ts'
import { type Keyword, tags } from './kept-tags.ts'
import { type OpenDataSet, tagText } from './open-data-set.ts'

/** Turns the bytes of a text value into text by its SpecificCharacterSet; `known` is false for a character set it lacks. */
export type DecodeText = (bytes: Uint8Array, characterSet: string) => { readonly text: string; readonly known: boolean }

const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/

/** Typed reading of kept attributes; what does not have the form its VR asks for is refused, not guessed. */
export class AttributeReader {
  readonly #set: OpenDataSet
  constructor(set: OpenDataSet) {
    this.#set = set
  }

  has(keyword: Keyword): boolean {
    return this.#set.shapes.has(tagText(tags[keyword]))
  }

  /** ASCII text without padding; '' where absent. */
  string(keyword: Keyword): string {
    return (this.#set.attributes.string(tagText(tags[keyword])) ?? '').replace(/[\0 ]+$/, '').trim()
  }

  strings(keyword: Keyword): string[] {
    const text = this.string(keyword)
    return text === '' ? [] : text.split('\\').map((part) => part.trim())
  }

  /** The bytes of a value, for text in another character set than ASCII. */
  bytes(keyword: Keyword): Uint8Array {
    const element = this.#set.attributes.elements[tagText(tags[keyword])]
    if (element === undefined) return new Uint8Array(0)
    return this.#set.attributes.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
  }

  /** One US value; null where absent. Throws `code` for another VR, length or number of values. */
  unsigned16(keyword: Keyword, code: FailureCode): number | null {
    const shape = this.#set.shapes.get(tagText(tags[keyword]))
    if (shape === undefined) return null
    const value = this.#set.attributes.uint16(tagText(tags[keyword]))
    if (shape.length !== 2 || (shape.vr !== '' && shape.vr !== 'US') || value === undefined) {
      throw new Failure(code, `${keyword} is not one 16-bit number.`, { attribute: keyword })
    }
    return value
  }

  /** `count` decimal numbers, null where absent or empty. Throws `code` for anything else, infinite ones too. */
  decimals(keyword: Keyword, count: number, code: FailureCode): number[] | null {
    const texts = this.strings(keyword)
    if (texts.length === 0) return null
    const values = texts.map((text) => (decimal.test(text) ? Number(text) : Number.NaN))
    if (values.length !== count || !values.every(Number.isFinite)) {
      throw new Failure(code, `${keyword} is not ${count === 1 ? 'a number' : `${count} numbers`}.`, {
        attribute: keyword,
      })
    }
    return values
  }

  /** One decimal number, null where absent, empty or not a number: for figures nothing depends on. */
  decimalOrNull(keyword: Keyword): number | null {
    const text = this.strings(keyword)[0]
    return text !== undefined && decimal.test(text) && Number.isFinite(Number(text)) ? Number(text) : null
  }
}
