import { describe, expect, it } from 'vitest'
import { controlElements, controlFile, controlHu, controlWith } from '../support/dicom/control-image.ts'
import { type FileOptions, syntaxes } from '../support/dicom/dicom-file.ts'
import {
  ascii,
  concat,
  type DataElement,
  delimiter,
  encodePieces,
  implicitLittle,
  type Piece,
  raw,
  sequence,
  text,
  undefinedLength,
  us,
  words,
} from '../support/dicom/elements.ts'
import { openAlone } from '../support/dicom/open-alone.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const icon = sequence(0x00880200, [
  [us(0x00280010, 4), us(0x00280011, 4), us(0x00280100, 8), words(0x7fe00010, 'OW', new Uint16Array(8))],
])
const referenced = [text(0x00081150, 'UI', '1.2.840.10008.5.1.4.1.1.2'), text(0x00081155, 'UI', '1.2.3')]
const item = (content: Uint8Array): Uint8Array => concat([delimiter(0xfffee000, content.length), content])
const referencedBytes = encodePieces(referenced, { explicit: true, bigEndian: false })
const unknownSequence = concat([
  item(encodePieces([text(0x00091001, 'LO', 'ab')], implicitLittle)),
  delimiter(0xfffee0dd, 0),
])
const sorted = (...more: readonly DataElement[]): Piece[] => controlWith(more)

/** Ways in which real files differ from the letter of the standard, or make little used use of it: each must load. */
const wholeFiles: Record<string, readonly [pieces: readonly Piece[], options?: FileOptions]> = {
  'numbers padded with spaces and zero bytes': [
    sorted(
      raw(0x00281053, 'DS', ascii('  1.0000\0')),
      raw(0x00280030, 'DS', ascii(' 0.8 \\ 0.80  ')),
      raw(0x00281052, 'DS', ascii('-1024.000000 ')),
    ),
  ],
  'numbers with a plus sign or an exponent': [
    sorted(text(0x00281053, 'DS', '+1'), text(0x00280030, 'DS', '8e-1\\8.0E-01'), text(0x00281052, 'DS', '-1.024e3')),
  ],
  'values of odd length': [sorted(raw(0x0008103e, 'LO', ascii('Chest')), raw(0x00080060, 'CS', ascii('CT ')))],
  'direction cosines of few digits': [sorted(text(0x00200037, 'DS', '0.99999\\0.0004\\0\\-0.0004\\0.99999\\0'))],
  'empty optional attributes': [
    sorted(
      text(0x00180050, 'DS', ''),
      text(0x00200052, 'UI', ''),
      text(0x00100020, 'LO', ''),
      text(0x00180060, 'DS', ''),
    ),
  ],
  'an icon with rows and pixels of its own': [sorted(icon)],
  'an overlay in front of the pixels': [sorted(us(0x60000010, 32), words(0x60003000, 'OW', new Uint16Array(64)))],
  'sequences of undefined length': [sorted(sequence(0x00081140, [referenced, [], referenced], true))],
  'a sequence of known length with items of undefined length': [
    sorted({
      tag: 0x00081140,
      vr: 'SQ',
      value: () => concat([delimiter(0xfffee000, undefinedLength), referencedBytes, delimiter(0xfffee00d, 0)]),
    }),
  ],
  'a sequence of known length that is closed all the same': [
    sorted(raw(0x00081140, 'SQ', concat([item(referencedBytes), delimiter(0xfffee0dd, 0)]))),
  ],
  'an item of known length that is closed all the same': [
    sorted(raw(0x00081140, 'SQ', item(concat([referencedBytes, delimiter(0xfffee00d, 0)])))),
  ],
  'an unknown sequence of undefined length, implicit inside': [
    sorted(raw(0x00091010, 'UN', unknownSequence, undefinedLength)),
  ],
  'private bytes that look like items': [
    sorted(raw(0x00091010, 'OB', concat([delimiter(0xfffee000, 0xfffffffe), ascii('ab')]))),
  ],
  'group lengths': [
    sorted(raw(0x00080000, 'UL', Uint8Array.of(200, 1, 0, 0)), raw(0x00280000, 'UL', Uint8Array.of(9, 9, 9, 9))),
  ],
  'a signature behind the pixels': [[...controlElements(), sequence(0xfffafffa, [[us(0x04000005, 1)]])]],
  'junk behind the pixels': [controlElements(), { behind: ascii('appended by a mail program') }],
  'pixels called bytes': [
    sorted(raw(0x7fe00010, 'OB', encodePieces([controlElements().at(-1) as DataElement], implicitLittle).subarray(8))),
  ],
  'private meta information': [
    controlElements(),
    { metaMore: [text(0x00020016, 'AE', 'STATION'), raw(0x00020102, 'OB', new Uint8Array(64))] },
  ],
  'implicit little endian': [sorted(sequence(0x00081140, [referenced, []], true), icon), { syntax: syntaxes.implicit }],
  'big endian with sequences': [sorted(sequence(0x00081140, [referenced], true), icon), { syntax: syntaxes.big }],
  'deflated, with a byte behind': [controlElements(), { syntax: syntaxes.deflated, behind: new Uint8Array(1) }],
  'ACR-NEMA style, from its first element on': [
    [raw(0x00080000, 'UL', Uint8Array.of(0, 2, 0, 0)), ...controlElements()],
    { noPreamble: true, noMeta: true },
  ],
}

let ran = 0

describe('odd files that are whole', () => {
  it.each(Object.entries(wholeFiles))('%s', async (_, [pieces, options]) => {
    const opened = await openAlone(temporaryFolder(), controlFile(pieces, options))
    expect([opened.outcome, opened.code, ...opened.messages].join(' ')).toMatch(/^load/)
    expect(opened.volume?.hu).toEqual(controlHu())
    expect(opened.volume?.grid.spacing.slice(0, 2)).toEqual([0.8, 0.8])
    ran++
  })

  it('load without one refusal', () => {
    expect(ran).toBe(Object.keys(wholeFiles).length)
  })
})
