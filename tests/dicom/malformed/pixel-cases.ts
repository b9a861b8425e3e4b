import {
  controlElements,
  controlFile,
  controlHu,
  controlIntercept,
  controlWith,
  storedOf,
} from '../../support/dicom/control-image.ts'
import { raw, text, ul, us, words } from '../../support/dicom/elements.ts'
import { changed, huOf, line, type MalformedCase } from './malformed-case.ts'

const rowsTag = 0x00280010
const columnsTag = 0x00280011
const pixelTag = 0x7fe00010
const intercept = (value: string) => text(0x00281052, 'DS', value)
const slope = (value: string) => text(0x00281053, 'DS', value)
const stored = (change: (value: number) => number) => words(pixelTag, 'OW', storedOf(controlHu()).map(change))
const signed = (hu: ArrayLike<number>) => words(pixelTag, 'OW', Int16Array.from(hu))
const photometric = (value: string) => text(0x00280004, 'CS', value)

/** Lines d01 to d09: dimensions that lie. */
const dimensionCases: readonly MalformedCase[] = (
  [
    ['d01_rows_cols_65535', '65535 x 65535', [us(rowsTag, 65_535), us(columnsTag, 65_535)]],
    ['d02_rows0', 'Rows 0', [us(rowsTag, 0)]],
    ['d03_cols0', 'Columns 0', [us(columnsTag, 0)]],
    ['d04_rows_missing', 'Rows missing', [rowsTag]],
    ['d05_rows_ul', 'Rows and Columns as UL', [ul(rowsTag, 32), ul(columnsTag, 32)]],
    ['d06_rows_vm2', 'Rows with two values', [us(rowsTag, 32, 32)]],
    ['d07_rows_ss_negative', 'Rows SS -32', [words(rowsTag, 'SS', [-32])]],
    ['d08_rows_empty', 'Rows empty', [raw(rowsTag, 'US', new Uint8Array(0))]],
    ['d09_rows_1byte', 'Rows one byte long', [raw(rowsTag, 'US', Uint8Array.of(32))]],
  ] as const
).map(([id, odd, changes]) =>
  id === 'd06_rows_vm2'
    ? line(id, odd, 'warn or reject', 'E_DIMENSIONS', changed(...changes), { does: 'REJECT' })
    : line(id, odd, 'reject', 'E_DIMENSIONS', changed(...changes)),
)

const bitsCases: readonly MalformedCase[] = [0, 1, 8, 12, 24, 32, 64].map((bits) =>
  line(`d10_bitsalloc_${bits}`, `BitsAllocated ${bits}`, 'reject', 'E_BITS', changed(us(0x00280100, bits))),
)

const overlayBit = 0x8000
/** HU of 12 bits: the control has none above 3071. */
const dirty12 = (hu: number): number => (hu & 0x0fff) | (hu & 8 ? 0x5000 : 0xa000)

/** Lines d11 to d27: bits, samples, frames, and bits that are not pixels. */
const storageCases: readonly MalformedCase[] = [
  line('d11_stored_gt_alloc', 'BitsStored 20', 'reject', 'E_BITS', changed(us(0x00280101, 20), us(0x00280102, 19))),
  line('d12_highbit_off', 'BitsStored 12, HighBit 15', 'warn or reject', 'E_BITS', changed(us(0x00280101, 12)), {
    does: 'REJECT',
  }),
  line('d13_pixrep_missing', 'PixelRepresentation missing', 'warn or reject', 'E_BITS', changed(0x00280103), {
    does: 'REJECT',
  }),
  line('d14_spp3', 'SamplesPerPixel 3', 'reject', 'E_PIXEL_LENGTH', changed(us(0x00280002, 3))),
  line('d15_monochrome1', 'MONOCHROME1', 'warn or reject', 'W_MONOCHROME1', changed(photometric('MONOCHROME1'))),
  line('d16_palette', 'PALETTE COLOR', 'reject', 'E_PHOTOMETRIC', changed(photometric('PALETTE COLOR'))),
  line('d17_frames_1e6', 'a million frames', 'reject', 'E_PIXEL_LENGTH', changed(text(0x00280008, 'IS', '1000000'))),
  line('d18_frames_neg', 'NumberOfFrames -1', 'warn or reject', 'E_MULTIFRAME', changed(text(0x00280008, 'IS', '-1')), {
    does: 'REJECT',
  }),
  line('d19_pixel_missing', 'no PixelData', 'reject', 'E_NO_PIXEL_DATA', changed(pixelTag)),
  line(
    'd20_pixel_zero_len',
    'PixelData empty',
    'reject',
    'E_PIXEL_LENGTH',
    changed(raw(pixelTag, 'OW', new Uint8Array(0))),
  ),
  line('d21_two_pixeldata', 'PixelData twice', 'warn or reject', 'W_DUP_TAG', () =>
    controlFile([...controlElements(), words(pixelTag, 'OW', new Uint16Array(1024).fill(7))]),
  ),
  line('d22_dup_rows', 'Rows again after PixelData', 'warn or reject', 'W_DUP_TAG', () =>
    controlFile([...controlElements(), us(rowsTag, 16)]),
  ),
  line(
    'd23_float_pixels',
    'FloatPixelData only',
    'reject',
    'E_NO_PIXEL_DATA',
    changed(pixelTag, raw(0x7fe00008, 'OF', new Uint8Array(4096))),
  ),
  line(
    'd24_overlay_in_highbits',
    'overlay in bit 15',
    'load',
    null,
    changed(
      us(0x00280101, 12),
      us(0x00280102, 11),
      stored((value) => (value % 3 === 0 ? value | overlayBit : value)),
    ),
  ),
  line(
    'd25_signed12_dirty',
    '12-bit signed, dirty high bits',
    'load',
    null,
    changed(
      us(0x00280101, 12),
      us(0x00280102, 11),
      us(0x00280103, 1),
      intercept('0'),
      signed(controlHu().map(dirty12)),
    ),
  ),
  line(
    'd26_signed16',
    'signed 16, intercept 0',
    'load',
    null,
    changed(us(0x00280103, 1), intercept('0'), signed(controlHu())),
  ),
  line(
    'd27_signed_padding',
    'padding -2000 outside the field',
    'load',
    'W_PIXEL_PADDING_VALUE',
    changed(us(0x00280103, 1), words(0x00280120, 'SS', [-2000]), intercept('0'), signed(withPadding())),
    { hu: withPadding },
  ),
]

/** The control with its corners outside the scanner's field. */
function withPadding(): Int16Array {
  return controlHu().map((hu, n) => ((n % 32) + (n >> 5) < 8 ? -2000 : hu))
}

/** Lines e01 to e12: from stored values to HU. */
const rescaleCases: readonly MalformedCase[] = [
  line('e01_slope0', 'RescaleSlope 0', 'reject', 'E_RESCALE', changed(slope('0'))),
  line('e02_slope_missing', 'slope missing', 'reject', 'E_RESCALE', changed(0x00281053)),
  line('e03_intercept_missing', 'intercept missing', 'reject', 'E_RESCALE', changed(0x00281052)),
  line('e04_slope_text', 'slope text', 'reject', 'E_RESCALE', changed(slope('one'))),
  line('e05_slope_comma', 'slope 1,0', 'reject', 'E_RESCALE', changed(slope('1,0'))),
  line('e06_slope_1e400', 'slope 1e400', 'reject', 'E_RESCALE', changed(slope('1e400'))),
  line('e07_slope_nan', 'intercept NaN', 'reject', 'E_RESCALE', changed(intercept('NaN'))),
  line('e08_type_us', 'RescaleType US', 'warn', 'W_NOT_HU', changed(text(0x00281054, 'LO', 'US'))),
  line('e09_negative_slope', 'slope -1', 'warn or reject', 'E_RESCALE', changed(slope('-1')), { does: 'REJECT' }),
  line(
    'e10_slope_0_5',
    'slope 0.5',
    'load',
    null,
    changed(
      slope('0.5'),
      words(
        pixelTag,
        'OW',
        storedOf(controlHu(), controlIntercept, 0.5).map((value) => value + 1),
      ),
    ),
    { hu: huOf((hu) => Math.round(hu + 0.5)) },
  ),
  line(
    'e11_modality_lut',
    'ModalityLUTSequence in place of rescale',
    'reject',
    'E_MODALITY_LUT',
    changed(0x00281052, 0x00281053, 0x00281054, { tag: 0x00283000, vr: 'SQ', value: () => new Uint8Array(0) }),
  ),
  line(
    'e12_intercept_minus8192',
    'intercept -8192',
    'load',
    'W_HU_RANGE',
    changed(intercept('-8192'), words(pixelTag, 'OW', storedOf(controlHu(), -8192))),
  ),
]

export const pixelCases: readonly MalformedCase[] = [...dimensionCases, ...bitsCases, ...storageCases, ...rescaleCases]

const spacing = (value: string) => text(0x00280030, 'DS', value)
const orientation = (value: string) => text(0x00200037, 'DS', value)
const place = (value: string) => text(0x00200032, 'DS', value)
const imageType = (value: string) => text(0x00080008, 'CS', value)
const refusedGeometry = (
  [
    ['f01_spacing_missing', 'PixelSpacing missing', [0x00280030]],
    ['f02_spacing_zero', 'spacing 0', [spacing('0\\0')]],
    ['f03_spacing_neg', 'negative spacing', [spacing('-0.8\\-0.8')]],
    ['f04_spacing_vm1', 'one value', [spacing('0.8')]],
    ['f05_spacing_1e9', '1e9 mm', [spacing('1e9\\1e9')]],
    ['f08_iop_missing', 'orientation missing', [0x00200037]],
    ['f09_iop_zero', 'orientation zero', [orientation('0\\0\\0\\0\\0\\0')]],
    ['f10_iop_not_orthogonal', 'not orthogonal', [orientation('1\\0\\0\\0.6\\0.8\\0')]],
    ['f11_iop_nan', 'orientation NaN', [orientation('NaN\\0\\0\\0\\1\\0')]],
    ['f12_iop_5', 'five cosines', [orientation('1\\0\\0\\0\\1')]],
    ['f13_ipp_missing', 'position missing', [0x00200032]],
    ['f14_ipp_2', 'two values', [place('0\\0')]],
    ['f15_ipp_text', 'text', [place('left\\up\\out')]],
  ] as const
).map(([id, odd, changes]) => line(id, odd, 'reject', 'E_GEOMETRY', changed(...changes)))

/** Lines f01 to f19: place and size in the patient, and what kind of image it is. */
export const geometryCases: readonly MalformedCase[] = [
  ...refusedGeometry,
  line('f06_spacing_aniso', 'row 0.8, column 1.6', 'load', null, changed(spacing('0.8\\1.6'))),
  line(
    'f07_imager_spacing_only',
    'only ImagerPixelSpacing',
    'warn or reject',
    'E_GEOMETRY',
    () => controlFile(controlWith([0x00280030, text(0x00181164, 'DS', '0.8\\0.8')])),
    { does: 'REJECT' },
  ),
  line('f16_localizer', 'localizer', 'reject', 'E_LOCALIZER', changed(imageType('ORIGINAL\\PRIMARY\\LOCALIZER'))),
  line('f17_secondary', 'derived secondary', 'warn', 'W_DERIVED', changed(imageType('DERIVED\\SECONDARY\\AXIAL'))),
  line('f18_lossy', 'lossy', 'warn', 'W_LOSSY', changed(text(0x00282110, 'CS', '01'))),
  line('f19_burnedin', 'burned-in annotation', 'warn', 'W_BURNED_IN', changed(text(0x00280301, 'CS', 'YES'))),
]
