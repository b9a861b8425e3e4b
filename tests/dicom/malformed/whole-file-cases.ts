import { gzipSync } from 'node:zlib'
import { controlElements, controlFile, controlWith } from '../../support/dicom/control-image.ts'
import { preamble, syntaxes } from '../../support/dicom/dicom-file.ts'
import { ascii, concat, encodePieces, implicitLittle, raw } from '../../support/dicom/elements.ts'
import { noise } from '../../support/dicom/noise.ts'
import { changed, control, line, type MalformedCase, written } from './malformed-case.ts'

const cut = (bytes: Uint8Array, at: number): Uint8Array => bytes.subarray(0, at < 0 ? bytes.length + at : at)
/** Where the text of a value stands in the control file. */
const find = (bytes: Uint8Array, text: string): number => Buffer.from(bytes).indexOf(text, 0, 'latin1')

const pixelBytes = 32 * 32 * 2
const jpeg = concat([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16), ascii('JFIF\0'), noise(600, 3)])

/** Lines a00 to a18: what is left of a file, and what is none. */
export const wholeFileCases: readonly MalformedCase[] = [
  line('a00_control', 'valid', 'load', 'W_SINGLE_SLICE', control, {
    gives: 'E_TOO_FEW',
    why: 'one slice is told by the code that keeps it from being segmented',
  }),
  line('a01_empty', '0 bytes', 'skip', 'E_NOT_DICOM', () => new Uint8Array(0)),
  line('a02_131bytes', 'preamble cut', 'skip', 'E_NOT_DICOM', () => cut(control(), 131)),
  line('a03_dicm_only', 'nothing after magic', 'reject', 'E_TRUNCATED', () => preamble()),
  line('a04_random_after_magic', '64 KiB noise after DICM', 'reject', 'E_BAD_VR', () =>
    concat([preamble(), noise(65_536, 1)]),
  ),
  line('a05_text', 'text', 'skip', 'E_NOT_DICOM', () => ascii('Notes on the series.\n'.repeat(40))),
  line('a06_cut_in_meta', 'cut in file meta', 'reject', 'E_TRUNCATED', () => cut(control(), 132 + 12 + 14 + 20)),
  line('a07_cut_in_header', 'cut in data set', 'reject', 'E_TRUNCATED', () =>
    cut(control(), find(control(), 'Control^Image') + 5),
  ),
  line('a08_cut_mid_taghdr', 'cut inside an element header', 'reject', 'E_TRUNCATED', () =>
    cut(control(), find(control(), 'Control^Image') - 4),
  ),
  line('a09_pixels_half', 'pixel data half missing', 'reject', 'E_TRUNCATED', () => cut(control(), -pixelBytes / 2)),
  line('a10_pixels_minus1', 'pixel data one byte short', 'reject', 'E_TRUNCATED', () => cut(control(), -1)),
  line('a11_pixels_len_short', 'PixelData declared and stored 32 px short', 'reject', 'E_PIXEL_LENGTH', () =>
    changed(raw(0x7fe00010, 'OW', pixelsOf(control()).subarray(0, pixelBytes - 64)))(),
  ),
  line('a12_pixels_len_long', 'PixelData 64 bytes too long', 'warn', 'W_PIXEL_PADDING', () =>
    changed(raw(0x7fe00010, 'OW', concat([pixelsOf(control()), new Uint8Array(64)])))(),
  ),
  line(
    'a13_trailing_zeros',
    '4 KiB zeros after data set',
    'load',
    'W_TRAILING',
    written({ behind: new Uint8Array(4096) }),
  ),
  line('a14_trailing_pad_fffc', 'Data Set Trailing Padding', 'load', null, () =>
    controlFile([...controlElements(), raw(0xfffcfffc, 'OB', new Uint8Array(64))]),
  ),
  line(
    'a15_no_preamble_lee',
    'no preamble or magic, meta present',
    'warn or reject',
    'W_NO_META',
    written({ noPreamble: true }),
  ),
  line('a16_no_meta_implicit', 'bare implicit LE data set', 'warn or reject', 'W_NO_META', () =>
    encodePieces(controlWith([]), implicitLittle),
  ),
  line('a17_jpeg_named', 'JPEG', 'skip', 'E_NOT_DICOM', () => jpeg),
  line('a18_gzip', 'gzip', 'skip', 'E_NOT_DICOM', () => gzipSync(control())),
]

function pixelsOf(file: Uint8Array): Uint8Array {
  return file.subarray(file.length - pixelBytes)
}

const starts = (...parts: (string | number[])[]): Uint8Array =>
  concat(parts.map((part) => (typeof part === 'string' ? ascii(part) : Uint8Array.from(part))))

/** Lines b01 to b07: files that begin like another kind of file. */
const preambleCases: readonly MalformedCase[] = (
  [
    ['b01_preamble_mz', 'MZ with e_lfanew', starts('MZ', new Array<number>(58).fill(0), [0x80, 0, 0, 0])],
    ['b02_preamble_elf', 'ELF', starts([0x7f], 'ELF', [2, 1, 1])],
    ['b03_preamble_shebang', 'shebang', starts('#!/bin/true\n')],
    ['b04_preamble_macho', 'Mach-O', starts([0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1])],
    ['b05_preamble_zip', 'ZIP', starts('PK', [3, 4])],
    ['b06_preamble_tiff', 'TIFF, legitimate', starts('II', [42, 0, 8, 0, 0, 0])],
    ['b07_preamble_html', 'HTML', starts('<!DOCTYPE html><html>')],
  ] as const
).map(([id, odd, start]) =>
  id === 'b06_preamble_tiff'
    ? line(id, odd, 'load', null, written({ preamble: start }))
    : line(id, odd, 'warn', 'W_PREAMBLE_EXEC', written({ preamble: start })),
)

/** Lines c01 to c15: meta information and transfer syntaxes. */
const syntaxCases: readonly MalformedCase[] = [
  line('c01_metalen_huge', 'meta length 2 GiB', 'warn or reject', 'W_META_LENGTH', written({ metaLength: 0x7fffffff })),
  line('c02_metalen_short', 'meta length too small', 'warn or reject', 'W_META_LENGTH', written({ metaLength: 20 })),
  line('c03_metalen_missing', 'no meta length', 'warn', 'W_META_LENGTH', written({ metaLength: 'missing' })),
  line('c04_ts_missing', 'no TransferSyntaxUID', 'reject', 'E_TRANSFER_SYNTAX', written({ syntax: null })),
  line('c05_ts_empty', 'empty TransferSyntaxUID', 'reject', 'E_TRANSFER_SYNTAX', written({ syntax: '' })),
  line('c06_ts_unknown_private', 'private syntax', 'reject', 'E_TRANSFER_SYNTAX', written({ syntax: '1.2.3.4.5' })),
  line(
    'c07_ts_ge_private',
    'GE private syntax',
    'reject',
    'E_TRANSFER_SYNTAX',
    written({
      syntax: '1.2.840.113619.5.2',
      encoding: implicitLittle,
    }),
  ),
  line(
    'c08_ts_papyrus',
    'Papyrus 3',
    'reject',
    'E_TRANSFER_SYNTAX',
    written({
      syntax: '1.2.840.10008.1.20',
      encoding: implicitLittle,
    }),
  ),
  line('c09_ts_trailing_space', 'padded with space', 'load', null, written({ syntax: `${syntaxes.explicit} ` })),
  line(
    'c10_ts_says_implicit_is_explicit',
    'says implicit, is explicit',
    'warn or reject',
    'E_TRANSFER_SYNTAX',
    written({ syntax: syntaxes.implicit, encoding: { explicit: true, bigEndian: false } }),
    { does: 'REJECT' },
  ),
  line(
    'c11_ts_says_explicit_is_implicit',
    'says explicit, is implicit',
    'warn or reject',
    'E_BAD_VR',
    written({ syntax: syntaxes.explicit, encoding: implicitLittle }),
    { does: 'REJECT' },
  ),
  line(
    'c12_ts_says_le_is_be',
    'says little, is big endian',
    'reject',
    'E_BAD_VR',
    written({ syntax: syntaxes.explicit, encoding: { explicit: true, bigEndian: true } }),
  ),
  line('c13_be_valid', 'valid explicit BE', 'load or reject', 'W_BIG_ENDIAN', written({ syntax: syntaxes.big })),
  line(
    'c14_ts_j2k_native_pixels',
    'says J2K, native pixels',
    'reject',
    'E_TRANSFER_SYNTAX',
    written({ syntax: syntaxes.jpeg2000 }),
  ),
  line('c15_ts_http_jpip', 'JPIP', 'reject', 'E_TRANSFER_SYNTAX', () =>
    controlFile(controlWith([raw(0x00287fe0, 'UR', ascii('http://127.0.0.1:9/image.jp2')), 0x7fe00010]), {
      syntax: syntaxes.jpip,
    }),
  ),
]

export const headCases: readonly MalformedCase[] = [...preambleCases, ...syntaxCases]
