import { Failure } from '../failure.ts'
import { limits } from '../limits.ts'
import { english } from '../number-format.ts'
import type { ByteSource } from './byte-source.ts'

/** A top-level element: where its header starts, where its value starts, and how long the value is (-1: undefined length). */
export interface Element {
  readonly tag: number
  readonly vr: string
  readonly start: number
  readonly offset: number
  readonly length: number
}

export interface Walk {
  /** Top-level elements other than PixelData in file order; of one that stands twice the first. */
  readonly elements: readonly Element[]
  readonly pixelData: Element | null
  /** Codes of oddities that can be read over: W_TAG_ORDER, W_DUP_TAG, W_DELIM, W_COMMAND_GROUP, W_TRAILING. */
  readonly oddities: readonly string[]
}

export interface Encoding {
  readonly explicit: boolean
  readonly bigEndian: boolean
}

const undefinedLength = 0xffffffff
const itemTag = 0xfffee000
const itemEnd = 0xfffee00d
const sequenceEnd = 0xfffee0dd
const pixelDataTag = 0x7fe00010
/** VRs whose length takes 32 bits (PS3.5 table 7.1-1). */
export const longVrs: ReadonlySet<string> = new Set([
  'OB',
  'OD',
  'OF',
  'OL',
  'OV',
  'OW',
  'SQ',
  'SV',
  'UC',
  'UN',
  'UR',
  'UT',
  'UV',
])
const shortVrs = new Set('AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US'.split(' '))

const hex = (tag: number): string => {
  const text = (tag >>> 0).toString(16).padStart(8, '0').toUpperCase()
  return `(${text.slice(0, 4)},${text.slice(4)})`
}

/**
 * Walks the elements of a data set from `start` to PixelData (or the end) by their headers alone, without reading values.
 *
 * Everything dicom-parser takes on trust is checked here first: known VRs, lengths that stay inside what holds them, nesting,
 * and the number of elements and items, so that nothing is allocated on a file's word. Values are skipped, never read.
 * What can't be read behind a whole PixelData is passed over with W_TRAILING: the image is there.
 * Throws `E_TRUNCATED`, `E_BAD_VR`, `E_LENGTH_OVERFLOW`, `E_NESTING`, `E_ELEMENT_COUNT`. Source: PS3.5 section 7.
 */
export function walkDataSet(source: ByteSource, start: number, encoding: Encoding): Walk {
  return new Walker(source, encoding).walk(start)
}

class Walker {
  readonly #source: ByteSource
  readonly #encoding: Encoding
  readonly #oddities = new Set<string>()
  readonly #elements: Element[] = []
  readonly #seen = new Set<number>()
  #pixelData: Element | null = null
  #previous = -1
  #elementCount = 0
  #itemCount = 0

  constructor(source: ByteSource, encoding: Encoding) {
    this.#source = source
    this.#encoding = encoding
  }

  walk(start: number): Walk {
    let at = start
    while (at < this.#source.size && !this.#restIsPadding(at)) {
      try {
        const next = this.#topLevel(at)
        if (next === null) break
        at = next
      } catch (thrown) {
        if (this.#pixelData === null || !(thrown instanceof Failure)) throw thrown
        this.#oddities.add('W_TRAILING')
        break
      }
    }
    return { elements: this.#elements, pixelData: this.#pixelData, oddities: [...this.#oddities] }
  }

  /** Takes in the element at `at`; where the next one starts, null where nothing more can be looked at. */
  #topLevel(at: number): number | null {
    const element = this.#header(at, this.#encoding, this.#source.size)
    if (element.tag >>> 16 === 0xfffe) {
      if (element.length > 0) {
        throw new Failure('E_LENGTH_OVERFLOW', `A sequence delimiter stands outside any sequence, at byte ${at}.`, {
          tag: hex(element.tag),
        })
      }
      this.#oddities.add('W_DELIM')
      return element.offset
    }
    if (element.tag === pixelDataTag) {
      if (this.#pixelData !== null) this.#oddities.add('W_DUP_TAG')
      this.#pixelData ??= element
      const next = element.offset + element.length
      return element.length === -1 || next > this.#source.size ? null : next
    }
    const next = this.#skip(element, this.#encoding, this.#source.size, 0)
    this.#note(element)
    return next
  }

  #note(element: Element): void {
    const { tag } = element
    const group = tag >>> 16
    if (group === 0) this.#oddities.add('W_COMMAND_GROUP')
    if (group === 2 || this.#seen.has(tag)) this.#oddities.add('W_DUP_TAG')
    else if (tag < this.#previous) this.#oddities.add('W_TAG_ORDER')
    if (!this.#seen.has(tag)) this.#elements.push(element)
    this.#seen.add(tag)
    this.#previous = Math.max(this.#previous, tag)
  }

  /** True for zeros up to the end of the file: they hold no element (some writers round files up). */
  #restIsPadding(at: number): boolean {
    const rest = this.#source.size - at
    if (rest > limits.trailingBytes) return false
    const isPadding = this.#source.read(at, rest).every((byte) => byte === 0)
    if (isPadding) this.#oddities.add('W_TRAILING')
    return isPadding
  }

  #view(at: number, length: number, end: number): DataView {
    if (at + length > end) {
      if (end < this.#source.size) {
        throw new Failure('E_LENGTH_OVERFLOW', `An element runs past what holds it, at byte ${at}.`, { offset: at })
      }
      throw new Failure('E_TRUNCATED', `Cut short: the file ends inside an element at byte ${at}.`, { offset: at })
    }
    const bytes = this.#source.read(at, length)
    if (bytes.length < length) {
      throw new Failure('E_TRUNCATED', `Cut short: the file ends inside an element at byte ${at}.`, { offset: at })
    }
    return new DataView(bytes.buffer, bytes.byteOffset, length)
  }

  #header(at: number, { explicit, bigEndian }: Encoding, end: number): Element {
    if (++this.#elementCount > limits.elementCount) {
      throw new Failure(
        'E_ELEMENT_COUNT',
        `More than ${english.number(limits.elementCount)} elements: no CT image has that many.`,
      )
    }
    const little = !bigEndian
    const view = this.#view(at, 8, end)
    const tag = view.getUint16(0, little) * 0x10000 + view.getUint16(2, little)
    const raw32 = (length: number): number => (length === undefinedLength ? -1 : length)
    if (tag === itemTag || tag === itemEnd || tag === sequenceEnd) {
      return { tag, vr: '', start: at, offset: at + 8, length: raw32(view.getUint32(4, little)) }
    }
    if (!explicit) return { tag, vr: '', start: at, offset: at + 8, length: raw32(view.getUint32(4, little)) }
    const vr = String.fromCharCode(view.getUint8(4), view.getUint8(5))
    if (longVrs.has(vr)) {
      return { tag, vr, start: at, offset: at + 12, length: raw32(this.#view(at, 12, end).getUint32(8, little)) }
    }
    if (shortVrs.has(vr)) return { tag, vr, start: at, offset: at + 8, length: view.getUint16(6, little) }
    throw new Failure(
      'E_BAD_VR',
      `Element ${hex(tag)} has no known value representation: the file is damaged, or written in another way than it says.`,
      {
        tag: hex(tag),
      },
    )
  }

  /** Where the element ends; sequences are walked through. */
  #skip(element: Element, encoding: Encoding, end: number, depth: number): number {
    if (element.length >= 0) {
      const next = element.offset + element.length
      if (next > end) throw this.#tooLong(element, end)
      if (element.vr === 'SQ') this.#items(element.offset, next, false, encoding, depth + 1)
      return next
    }
    if (element.vr !== 'SQ' && element.vr !== 'UN' && element.vr !== '') {
      throw new Failure(
        'E_LENGTH_OVERFLOW',
        `Element ${hex(element.tag)} has no length, and only sequences may have none.`,
        { tag: hex(element.tag) },
      )
    }
    // PS3.5 6.2.2: a value of VR UN and undefined length is a sequence in implicit little endian
    const inner = element.vr === 'UN' ? { explicit: false, bigEndian: false } : encoding
    return this.#items(element.offset, end, true, inner, depth + 1, element)
  }

  #tooLong(element: Element, end: number): Failure {
    const details = { tag: hex(element.tag), length: element.length }
    if (end === this.#source.size && element.length < limits.headerBytes) {
      return new Failure(
        'E_TRUNCATED',
        `Cut short: element ${hex(element.tag)} runs past the end of the file.`,
        details,
      )
    }
    return new Failure(
      'E_LENGTH_OVERFLOW',
      `Element ${hex(element.tag)} says it is ${english.number(element.length)} bytes long, more than there is.`,
      details,
    )
  }

  #items(start: number, end: number, open: boolean, encoding: Encoding, depth: number, owner?: Element): number {
    if (depth > limits.nestingDepth) {
      throw new Failure('E_NESTING', `Sequences lie more than ${limits.nestingDepth} deep in each other.`, { depth })
    }
    let at = start
    while (at < end) {
      const item = this.#header(at, encoding, end)
      if (item.tag === sequenceEnd) {
        if (item.length > 0 || item.length === -1) this.#oddities.add('W_DELIM')
        if (open) return item.offset
        // a delimiter too many, inside the stated length: some writers set it anyway
        if (item.offset === end) {
          this.#oddities.add('W_DELIM')
          return end
        }
        throw new Failure('E_LENGTH_OVERFLOW', `A sequence of known length ends early, at byte ${at}.`, { offset: at })
      }
      if (item.tag !== itemTag) {
        const tag = owner ? hex(owner.tag) : hex(item.tag)
        throw new Failure('E_LENGTH_OVERFLOW', `Sequence ${tag} holds something that is not an item, at byte ${at}.`, {
          tag,
        })
      }
      this.#elementCount--
      if (++this.#itemCount > limits.itemCount) {
        throw new Failure(
          'E_ELEMENT_COUNT',
          `More than ${english.number(limits.itemCount)} sequence items: no CT image has that many.`,
        )
      }
      at = this.#item(item, end, encoding, depth)
    }
    if (open)
      throw new Failure('E_TRUNCATED', 'Cut short: a sequence is never closed.', owner ? { tag: hex(owner.tag) } : {})
    return at
  }

  #item(item: Element, end: number, encoding: Encoding, depth: number): number {
    const itemStop = item.length === -1 ? end : item.offset + item.length
    if (itemStop > end) {
      throw new Failure('E_LENGTH_OVERFLOW', `A sequence item runs past its sequence, at byte ${item.start}.`, {
        offset: item.start,
      })
    }
    let at = item.offset
    while (at < itemStop) {
      const element = this.#header(at, encoding, itemStop)
      if (element.tag === itemEnd) {
        if (item.length === -1) return element.offset
        if (element.offset === itemStop) {
          this.#oddities.add('W_DELIM')
          return itemStop
        }
        throw new Failure('E_LENGTH_OVERFLOW', `A sequence item of known length ends early, at byte ${at}.`, {
          offset: at,
        })
      }
      at = this.#skip(element, encoding, itemStop, depth)
    }
    if (item.length === -1) throw new Failure('E_TRUNCATED', 'Cut short: a sequence item is never closed.', {})
    return at
  }
}
