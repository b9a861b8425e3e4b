import type { Instance } from '../../../src-shared/dicom/instance.ts'
import type { Finding, FindingSeverity } from '../../../src-shared/finding.ts'

const sentences: Readonly<Record<string, readonly [FindingSeverity, string]>> = {
  W_TRAILING: ['info', 'More bytes follow the image in the file. They are passed over.'],
  W_PIXEL_PADDING: ['info', 'More bytes follow the pixels than the image needs. They are passed over.'],
  W_META_LENGTH: ['info', 'The length of the file meta information is wrong. It was read by its elements.'],
  W_NO_META: ['warning', 'The file has no DICOM head. How it is written was found out from its first bytes.'],
  W_PREAMBLE_EXEC: [
    'warning',
    'The file starts like a program or web page. It is read as an image only, and never copied.',
  ],
  W_BIG_ENDIAN: ['info', 'Written big endian, a retired form that few programs read.'],
  W_TAG_ORDER: ['info', 'Elements are out of order in the file. They were read all the same.'],
  W_DUP_TAG: ['warning', 'An element stands twice in the file. The first one counts.'],
  W_DELIM: ['info', 'A delimiter stands where none belongs. It is passed over.'],
  W_COMMAND_GROUP: ['info', 'Elements of a network message stand in the file. They are passed over.'],
  W_MODALITY: ['info', 'Modality is missing; taken for CT by its SOP class.'],
  W_UID: ['warning', 'A UID is empty or not well formed. The images were put together by what else they say.'],
  W_CHARSET: ['info', 'A text uses an unknown or damaged character set. Some letters may be wrong.'],
  W_NOT_HU: ['warning', 'The values are not declared as Hounsfield units. Figures in HU may be wrong.'],
  W_HU_RANGE: ['info', 'The scale reaches far below −1024 HU.'],
  W_MONOCHROME1: ['info', 'Stored for inverted display. HU are not affected.'],
  W_PIXEL_PADDING_VALUE: ['info', 'The scanner filled pixels outside its field with a padding value.'],
  W_DERIVED: ['warning', 'A derived image, made from others by a program.'],
  W_LOSSY: ['warning', 'The images were compressed with loss. Density figures are doubtful.'],
  W_BURNED_IN: ['warning', 'Text may be burned into the pixels, identity included.'],
}

/** What single images have that is odd, told once for their series. */
export function oddityFindings(slices: readonly Instance[]): Finding[] {
  const counts = new Map<string, number>()
  for (const slice of slices) for (const code of slice.oddities) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].map(([code, images]) => {
    const [severity, message] = sentences[code] ?? ['info', `Something is odd about the files (${code}).`]
    return { code, severity, message, details: { images } }
  })
}
