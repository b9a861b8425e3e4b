import { Failure } from '../failure.ts'
import { english } from '../number-format.ts'
import type { Report } from '../report.ts'
import { requireSource } from './dicom-source.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'
import { countWords, type Refuse, readOrRefuse, refuseFile, someLabels } from './labelmap-proof.ts'
import { parseSegHeader } from './read-seg.ts'
import { BitStream, packedBytes, segFrames } from './seg-frames.ts'
import { proveSegFrames, proveSegHeader } from './seg-proof.ts'
import { encodeSegHeader } from './write-seg-header.ts'

const refuse: Refuse = refuseFile('DICOM SEG')

// frames of one bit are handed on in groups that end at a whole byte
const framesOfGroup = 8

/**
 * DICOM Segmentation (PS3.3, A.51): binary, a segment a label with its SNOMED CT code, frames only where a label has voxels,
 * each with its place in the patient and the image it was made from.
 */
export const seg: Format = {
  id: 'seg',
  group: 'masks',
  title: 'DICOM SEG',
  fileName: 'lungs.seg.dcm',
  needs: 'source',
  holdsIdentity: true,
  compression: null,
  // two labels on most slices
  estimateBytes: ({ grid }) => Math.round(3000 + grid.size[2] * (130 + 2 * (900 + (grid.size[0] * grid.size[1]) / 8))),
  encode,
  verify,
}

function* encode(input: ExportInput, report: Report): Chunks {
  const { labels, grid } = input
  const frames = segFrames(someLabels(labels))
  if (frames.length === 0) {
    throw new Failure('E_NO_LUNGS', `${seg.fileName} was not written: the mask is empty, and a SEG needs a frame.`)
  }
  const pixels = grid.size[0] * grid.size[1]
  yield encodeSegHeader(input, requireSource(input), frames)
  for (let n = 0; n < frames.length; n += framesOfGroup) {
    const group = frames.slice(n, n + framesOfGroup)
    const bits = new BitStream(group.length * pixels)
    for (const { segment, k } of group) bits.addSlice(someLabels(labels.slice(segment))[0].mask, k)
    const whole = n + framesOfGroup < frames.length
    yield whole ? bits.bytes.subarray(0, (group.length * pixels) / 8) : bits.bytes
    report(n + group.length, frames.length)
  }
  const written = Math.floor((frames.length - 1) / framesOfGroup) * framesOfGroup * pixels
  const rest = packedBytes(frames.length * pixels) - written / 8 - packedBytes(frames.length * pixels - written)
  if (rest > 0) yield new Uint8Array(rest)
}

/** The header is read by dicom-parser, every frame's bits compared, and the sides judged by the file's own positions. */
function* verify(input: ExportInput, report: Report): Proof {
  const { labels, grid } = input
  const source = requireSource(input)
  const frames = segFrames(someLabels(labels))
  const bytes = yield encodeSegHeader(input, source, frames).length
  const header = readOrRefuse(() => parseSegHeader(bytes), refuse)
  proveSegHeader(header, input, source, frames, refuse)
  const counts = yield* proveSegFrames(labels, grid.size, frames, refuse, report)
  return `Read back: ${english.number(frames.length)} frames, ${countWords(grid.size, labels, counts)}; positions within 0.001 mm; references and sides right.`
}
