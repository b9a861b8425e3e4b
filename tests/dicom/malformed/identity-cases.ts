import { controlFile, controlWith } from '../../support/dicom/control-image.ts'
import { ascii, concat, raw, text } from '../../support/dicom/elements.ts'
import { changed, line, type MalformedCase } from './malformed-case.ts'

const sopUid = (value: string) => text(0x00080018, 'UI', value)
const seriesUid = (value: string) => text(0x0020000e, 'UI', value)
const patient = (value: string) => text(0x00100010, 'PN', value)
const description = (value: string) => text(0x0008103e, 'LO', value)
const number = (value: string) => text(0x00200013, 'IS', value)
const characterSet = (value: string) => text(0x00080005, 'CS', value)

/** Lines g01 to g23: who and what the image says it is. */
export const identityCases: readonly MalformedCase[] = [
  line(
    'g01_mr',
    'MR',
    'reject',
    'E_NOT_CT',
    changed(text(0x00080060, 'CS', 'MR'), text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.4')),
  ),
  line(
    'g02_sc_modality_ct',
    'Secondary Capture labelled CT',
    'reject',
    'E_NOT_CT',
    changed(text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7')),
  ),
  line('g03_uid_empty', 'empty SOPInstanceUID', 'warn or reject', 'E_UID', changed(sopUid('')), uidWarning()),
  line(
    'g04_uid_traversal',
    'SeriesInstanceUID is a path',
    'warn or reject',
    'E_UID',
    changed(seriesUid('../../../tmp/hilum-g04')),
    uidWarning(),
  ),
  line(
    'g05_uid_long',
    'UID of 302 characters',
    'warn or reject',
    'E_UID',
    changed(seriesUid(`1.2.${'3'.repeat(298)}`)),
    uidWarning(),
  ),
  line('g06_uid_letters', 'UID with letters', 'warn', 'E_UID', changed(sopUid('1.2.abc')), uidWarning()),
  line('g07_pn_html', 'HTML in PatientName', 'load', null, changed(patient('<img src=x onerror=alert(1)>'))),
  line('g08_pn_ansi', 'terminal escapes in PatientName', 'load', null, changed(patient('\x1b[2J\x1b]0;owned\x07'))),
  line('g09_pn_rtl', 'bidi override', 'load', null, () =>
    controlFile(
      controlWith([
        characterSet('ISO_IR 192'),
        raw(0x00100010, 'PN', concat([ascii('a'), Uint8Array.of(0xe2, 0x80, 0xae)])),
      ]),
    ),
  ),
  line('g10_pn_64k', '65000 characters', 'load', null, changed(patient('N'.repeat(65_000)))),
  line('g11_desc_path', 'path in SeriesDescription', 'load', null, changed(description('../../etc/passwd'))),
  line('g12_desc_windows', 'Windows reserved name', 'load', null, changed(description('CON.<>:"|?*'))),
  line('g13_desc_formula', 'formula', 'load', null, changed(description('=HYPERLINK("x")'))),
  line('g14_charset_unknown', 'unknown charset', 'warn', 'W_CHARSET', changed(characterSet('ISO_IR 999'))),
  line('g15_charset_utf8_invalid', 'invalid UTF-8', 'warn', 'W_CHARSET', () =>
    controlFile(
      controlWith([characterSet('ISO_IR 192'), raw(0x0008103e, 'LO', Uint8Array.of(0x43, 0xc3, 0x28, 0xff))]),
    ),
  ),
  line('g16_pn_nul', 'NUL inside', 'load', null, changed(patient('A\0B'))),
  line('g17_instnum_text', 'InstanceNumber text', 'load', null, changed(number('first'))),
  line('g18_instnum_huge', 'InstanceNumber 1e20', 'load', null, changed(number('100000000000000000000'))),
  line('g19_instnum_missing', 'InstanceNumber missing', 'load', null, changed(0x00200013)),
  line(
    'g20_proto_key',
    '__proto__ as key',
    'load',
    null,
    changed(
      sopUid('__proto__'),
      seriesUid('__proto__'),
      description('__proto__'),
      text(0x00181210, 'SH', '__proto__'),
      characterSet('__proto__'),
    ),
  ),
  line('g21_study_missing', 'StudyInstanceUID missing', 'reject', 'E_UID', changed(0x0020000d)),
  line('g22_series_missing', 'SeriesInstanceUID missing', 'reject', 'E_UID', changed(0x0020000e)),
  line('g23_modality_missing', 'Modality missing', 'warn', null, changed(0x00080060), {
    gives: 'W_MODALITY',
    why: 'the line names no code',
  }),
]

function uidWarning(): { does: 'LOAD+WARN'; gives: string; why: string } {
  return { does: 'LOAD+WARN', gives: 'W_UID', why: 'the image loads, so a warning stands for the refusal' }
}
