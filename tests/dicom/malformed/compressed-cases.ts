import { controlWith } from '../../support/dicom/control-image.ts'
import { dicomFile, syntaxes } from '../../support/dicom/dicom-file.ts'
import { concat, type DataElement, delimiter, raw, undefinedLength } from '../../support/dicom/elements.ts'
import { noise } from '../../support/dicom/noise.ts'
import { line, type MalformedCase } from './malformed-case.ts'
import { item, repeated } from './structure-cases.ts'

const fragments = (...parts: Uint8Array[]): DataElement => raw(0x7fe00010, 'OB', concat(parts), undefinedLength)
const end = delimiter(0xfffee0dd, 0)
const noCodec = 'compressed syntaxes are refused by their name, before any fragment is read'

function compressed(
  id: string,
  odd: string,
  code: string | null,
  syntax: string,
  ...parts: Uint8Array[]
): MalformedCase {
  const file = (): Uint8Array => dicomFile(controlWith([fragments(...parts)]), { syntax })
  if (code === 'E_TRANSFER_SYNTAX') return line(id, odd, 'reject', code, file)
  return line(id, odd, 'load or reject', code, file, { does: 'REJECT', gives: 'E_TRANSFER_SYNTAX', why: noCodec })
}

/** Segment offsets of an RLE frame (PS3.5 annex G). */
function rleHeader(count: number, first = 64): Uint8Array {
  const bytes = new Uint8Array(64)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, count, true)
  for (let n = 0; n < Math.min(count, 15); n++) view.setUint32(4 + 4 * n, first, true)
  return bytes
}

const table = item(new Uint8Array(0))
const frame = item(concat([rleHeader(2), noise(512, 9)]))

/** Lines j01 to j13: compressed pixels, none of which Hilum reads. */
export const compressedCases: readonly MalformedCase[] = [
  compressed('j01_rle_valid', 'RLE', null, syntaxes.rle, table, frame, end),
  compressed(
    'j02_rle_offsets_oob',
    'RLE offset out of range',
    'E_CODEC',
    syntaxes.rle,
    table,
    item(rleHeader(2, 1e9)),
    end,
  ),
  compressed('j03_rle_255_segments', '255 segments', 'E_CODEC', syntaxes.rle, table, item(rleHeader(255)), end),
  compressed(
    'j04_rle_expand_bomb',
    'RLE that expands',
    'E_CODEC',
    syntaxes.rle,
    table,
    item(concat([rleHeader(2), repeated(Uint8Array.of(0x81, 7), 2000)])),
    end,
  ),
  compressed(
    'j05_rle_short',
    'RLE too short',
    'E_CODEC',
    syntaxes.rle,
    table,
    item(concat([rleHeader(2), Uint8Array.of(0x81, 7)])),
    end,
  ),
  compressed('j06_encaps_no_fragments', 'no fragments', 'E_CODEC', syntaxes.rle, table, end),
  compressed('j07_encaps_unclosed', 'no sequence delimiter', 'E_TRUNCATED', syntaxes.rle, table, frame),
  compressed(
    'j08_bot_oob',
    'offset table out of range',
    'E_CODEC',
    syntaxes.rle,
    item(Uint8Array.of(255, 255, 255, 127)),
    frame,
    end,
  ),
  compressed(
    'j09_frag_len_ffffffff',
    'fragment of undefined length',
    'E_LENGTH_OVERFLOW',
    syntaxes.rle,
    table,
    item(noise(64, 2), undefinedLength),
    end,
  ),
  compressed(
    'j10_frags_200k_empty',
    '200 000 empty fragments',
    'E_CODEC',
    syntaxes.rle,
    table,
    repeated(table, 200_000),
    end,
  ),
  compressed(
    'j11_seqdelim_len_ff',
    'sequence delimiter of undefined length',
    'W_DELIM',
    syntaxes.rle,
    table,
    frame,
    delimiter(0xfffee0dd, undefinedLength),
  ),
  compressed(
    'j12_jpeg_65500',
    'JPEG 65500 x 65500',
    'E_TRANSFER_SYNTAX',
    syntaxes.jpegBaseline,
    table,
    item(Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xff, 0xdc, 0xff, 0xdc, 1, 1, 0x11, 0, 0)),
    end,
  ),
  compressed(
    'j13_jpeg_infinite_ff',
    'JPEG of fill bytes',
    'E_TRANSFER_SYNTAX',
    syntaxes.jpegBaseline,
    table,
    item(new Uint8Array(4096).fill(0xff)),
    end,
  ),
]
