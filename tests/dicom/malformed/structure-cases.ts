import { deflateRawSync, deflateSync } from 'node:zlib'
import { controlElements, controlFile } from '../../support/dicom/control-image.ts'
import { metaBytes, preamble, syntaxes } from '../../support/dicom/dicom-file.ts'
import {
  ascii,
  concat,
  type DataElement,
  delimiter,
  encodePieces,
  explicitLittle,
  type Piece,
  raw,
  text,
  undefinedLength,
  words,
} from '../../support/dicom/elements.ts'
import { noise } from '../../support/dicom/noise.ts'
import { changed, line, type MalformedCase, written } from './malformed-case.ts'

const sequenceTag = 0x00081140
const privateTag = 0x00091010

/** The control with pieces put in where `tag` would stand. */
const inserted =
  (tag: number, ...pieces: Piece[]) =>
  (): Uint8Array => {
    const elements = controlElements()
    const at = elements.findIndex((element) => element.tag > tag)
    return controlFile([...elements.slice(0, at), ...pieces, ...elements.slice(at)])
  }

/** Sequences in each other, `depth` deep, without lengths; closed by delimiters. */
function nested(depth: number): Uint8Array {
  const open = concat([
    encodePieces(
      [{ tag: sequenceTag, vr: 'SQ', value: () => new Uint8Array(0), length: undefinedLength }],
      explicitLittle,
    ),
    delimiter(0xfffee000, undefinedLength),
  ])
  const close = concat([delimiter(0xfffee00d, 0), delimiter(0xfffee0dd, 0)])
  return concat([...new Array<Uint8Array>(depth).fill(open), ...new Array<Uint8Array>(depth).fill(close)])
}

export function repeated(bytes: Uint8Array, count: number): Uint8Array {
  const all = new Uint8Array(bytes.length * count)
  for (let n = 0; n < count; n++) all.set(bytes, n * bytes.length)
  return all
}

const sequenceOf = (value: Uint8Array, length?: number): DataElement => ({
  tag: sequenceTag,
  vr: 'SQ',
  value: () => value,
  length,
})
export const item = (content: Uint8Array, length = content.length): Uint8Array =>
  concat([delimiter(0xfffee000, length), content])
const note = encodePieces([text(0x00081030, 'LO', 'inside')], explicitLittle)
const emptyPrivate = encodePieces([raw(privateTag, 'LO', new Uint8Array(0))], explicitLittle)

/** Lines h01 to h20: lengths, nesting, counts, order. */
export const structureCases: readonly MalformedCase[] = [
  line(
    'h01_len_beyond_eof',
    'OB length 2 GiB - 1',
    'reject',
    'E_LENGTH_OVERFLOW',
    inserted(privateTag, raw(privateTag, 'OB', ascii('ab'), 0x7fffffff)),
  ),
  line(
    'h02_len_fffffffe',
    'OB length 4 GiB - 2',
    'reject',
    'E_LENGTH_OVERFLOW',
    inserted(privateTag, raw(privateTag, 'OB', ascii('ab'), 0xfffffffe)),
  ),
  line(
    'h03_un_undefined',
    'UN undefined length, no items',
    'reject',
    'E_LENGTH_OVERFLOW',
    inserted(privateTag, raw(privateTag, 'UN', new Uint8Array(0), undefinedLength)),
  ),
  line(
    'h04_sq_never_closed',
    'SQ never closed',
    'reject',
    'E_TRUNCATED',
    inserted(sequenceTag, sequenceOf(delimiter(0xfffee000, undefinedLength), undefinedLength)),
  ),
  line(
    'h05_ob_undefined_native',
    'native PixelData of undefined length',
    'reject',
    'E_LENGTH_OVERFLOW',
    changed(words(0x7fe00010, 'OW', new Uint16Array(1024), undefinedLength)),
  ),
  line('h06_nest_16', '16 nested sequences', 'load', null, inserted(sequenceTag, nested(16))),
  line('h07_nest_1000', '1000 nested sequences', 'reject', 'E_NESTING', inserted(sequenceTag, nested(1000))),
  line('h08_nest_100k', '100 000 nested sequences', 'reject', 'E_NESTING', inserted(sequenceTag, nested(100_000))),
  line(
    'h09_items_500k',
    '500 000 empty items',
    'load or reject',
    'E_ELEMENT_COUNT',
    () => inserted(sequenceTag, sequenceOf(repeated(delimiter(0xfffee000, 0), 500_000)))(),
    { does: 'REJECT' },
  ),
  line(
    'h10_elements_300k',
    '300 000 empty elements, no pixels',
    'skip',
    'E_ELEMENT_COUNT',
    () => controlFile([repeated(emptyPrivate, 300_000)]),
    {
      does: 'REJECT',
      why: 'it has the DICM mark, so it is named as DICOM that is not read rather than as another kind of file',
    },
  ),
  line(
    'h11_seq_len_odd',
    'SQ length 9 cuts an item header',
    'reject',
    'E_LENGTH_OVERFLOW',
    inserted(sequenceTag, sequenceOf(repeated(item(new Uint8Array(0)), 2), 9)),
  ),
  line(
    'h12_item_len_beyond',
    'item beyond its sequence',
    'reject',
    'E_LENGTH_OVERFLOW',
    inserted(sequenceTag, sequenceOf(item(note, note.length + 400))),
  ),
  line(
    'h13_delim_outside',
    'stray delimiters',
    'warn or reject',
    null,
    inserted(sequenceTag, delimiter(0xfffee00d, 0), delimiter(0xfffee0dd, 0)),
    {
      gives: 'W_DELIM',
      why: 'the line names no code',
    },
  ),
  line('h14_descending_tags', 'tag order violated', 'warn', 'W_TAG_ORDER', () => {
    const elements = controlElements()
    return controlFile([...elements.slice(0, -1).reverse(), ...elements.slice(-1)])
  }),
  line('h15_vr_zz', 'VR ZZ', 'warn or reject', 'E_BAD_VR', inserted(privateTag, raw(privateTag, 'ZZ', ascii('ab'))), {
    does: 'REJECT',
  }),
  line(
    'h16_vr_nul',
    'VR NUL NUL',
    'warn or reject',
    'E_BAD_VR',
    inserted(privateTag, raw(privateTag, '\0\0', ascii('ab'))),
    { does: 'REJECT' },
  ),
  line('h17_vr_us_as_lo', 'Rows as LO 32', 'reject', 'E_DIMENSIONS', changed(text(0x00280010, 'LO', '32'))),
  line(
    'h18_ds_64k',
    'PixelSpacing with 15001 values',
    'reject',
    'E_GEOMETRY',
    changed(text(0x00280030, 'DS', `${'0.8\\'.repeat(15_000)}0.8`)),
  ),
  line(
    'h19_group_0000',
    'command group',
    'warn or reject',
    null,
    () =>
      controlFile([
        raw(0x00000002, 'UI', ascii('1.2.840.10008.1.1\0')),
        words(0x00000100, 'US', [1]),
        ...controlElements(),
      ]),
    {
      gives: 'W_COMMAND_GROUP',
      why: 'the line names no code',
    },
  ),
  line(
    'h20_meta_in_dataset',
    'second TransferSyntaxUID',
    'warn',
    'W_DUP_TAG',
    inserted(sequenceTag, text(0x00020010, 'UI', syntaxes.big)),
  ),
]

const tail = (bytes: Uint8Array): Uint8Array => concat([preamble(), metaBytes(syntaxes.deflated), bytes])
const MiB = 1024 * 1024

/** Raw deflate data of `size` zeros behind one element header, without holding them. */
function bomb(size: number): Uint8Array {
  const piece = new Uint8Array(MiB)
  const packed = deflateRawSync(piece, { finishFlush: 3 })
  const head = deflateRawSync(encodePieces([raw(privateTag, 'OB', new Uint8Array(0), size)], explicitLittle), {
    finishFlush: 3,
  })
  return concat([head, ...new Array<Uint8Array>(size / MiB).fill(packed), deflateRawSync(new Uint8Array(0))])
}

const body = (): Uint8Array => encodePieces(controlElements(), explicitLittle)

/** Lines i01 to i06: the deflated transfer syntax. */
export const deflateCases: readonly MalformedCase[] = [
  line('i01_deflate_valid', 'valid', 'load or reject', null, written({ syntax: syntaxes.deflated })),
  line('i02_deflate_bomb_1g', '1 MiB that inflates to 1 GiB', 'reject', 'E_INFLATE_LIMIT', () =>
    tail(bomb(1024 * MiB)),
  ),
  line('i03_deflate_bomb_3g', '3 MiB that inflates to 3 GiB', 'reject', 'E_INFLATE_LIMIT', () =>
    tail(bomb(3072 * MiB)),
  ),
  line('i04_deflate_truncated', 'stream cut', 'reject', 'E_TRUNCATED', () => {
    const bytes = controlFile(controlElements(), { syntax: syntaxes.deflated })
    return bytes.subarray(0, bytes.length - 100)
  }),
  line('i05_deflate_garbage', 'no deflate stream', 'reject', 'E_INFLATE', () => tail(noise(4000, 5).fill(0xff, 0, 1))),
  line('i06_deflate_zlib_header', 'zlib header', 'warn or reject', 'E_INFLATE', () => tail(deflateSync(body())), {
    does: 'REJECT',
  }),
]
