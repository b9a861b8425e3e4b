import type { DecodeText } from '../../../src-shared/dicom/attribute-reader.ts'

/** Encodings of DICOM's single-byte and whole-text character sets (PS3.3 C.12.1.1.2). */
const encodings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '': 'latin1',
    'ISO_IR 6': 'latin1',
    'ISO_IR 100': 'latin1',
    'ISO_IR 101': 'iso-8859-2',
    'ISO_IR 109': 'iso-8859-3',
    'ISO_IR 110': 'iso-8859-4',
    'ISO_IR 126': 'iso-8859-7',
    'ISO_IR 127': 'iso-8859-6',
    'ISO_IR 138': 'iso-8859-8',
    'ISO_IR 144': 'iso-8859-5',
    'ISO_IR 148': 'iso-8859-9',
    'ISO_IR 13': 'shift_jis',
    'ISO_IR 166': 'windows-874',
    'ISO_IR 192': 'utf-8',
    GB18030: 'gb18030',
    GBK: 'gbk',
  }),
)

export const decodeText: DecodeText = (bytes, characterSet) => {
  const name = (characterSet.split('\\')[0] ?? '').trim().replace('ISO 2022 IR', 'ISO_IR')
  const encoding = encodings.get(name)
  return { text: new TextDecoder(encoding ?? 'latin1').decode(bytes), known: encoding !== undefined }
}
