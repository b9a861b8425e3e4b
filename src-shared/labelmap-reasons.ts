import { type Details, Failure } from './failure.ts'
import { english, type NumberFormat } from './number-format.ts'

/** Why a labelmap file can't be read, and what to do, by reason; names in braces stand for the details of that name. */
export const labelmapReasons = {
  'name-ending': 'its name ends with none of {endings}. Choose another file.',
  'not-dicom': 'it is no DICOM file in little endian order without compression. Copy the file again.',
  'not-mha': 'it has no MetaImage header. Choose another file.',
  'not-nifti': 'its header is not that of a NIfTI file. Copy the file again.',
  'not-nrrd': 'it does not begin as NRRD. Choose another file.',
  'not-numpy': 'it does not begin as NumPy. Choose another file.',
  'not-seg': 'it is DICOM, but no segmentation. Choose another file.',
  'not-rtstruct': 'it is DICOM, but no RT Structure Set. Choose another file.',
  'header-end': 'its header has no end. Copy the file again.',
  'cut-short': 'it is cut short. Copy the file again.',
  'voxel-count': 'its voxels are more or fewer than its header says. Copy the file again.',
  'voxels-start': 'its voxels begin nowhere. Copy the file again.',
  'other-file': 'its voxels lie in another file. Save it as one file.',
  'text-voxels': 'its voxels are written as text. Save it as binary.',
  axes: 'it does not hold one volume of three axes. Save it as one volume.',
  layers: 'it has not three axes, as of segments that overlap. Save one layer.',
  channels: 'it has several channels. Save one.',
  type: 'its type "{type}" is not one of plain numbers. Save it as unsigned bytes.',
  'not-numbers': 'its voxels are no plain numbers. Save it as unsigned bytes.',
  encoding: 'its encoding is "{encoding}". Save it as raw or gzip.',
  space: 'its space "{space}" is none of the patient\'s. Save it in LPS or RAS.',
  unit: 'its unit of length is unknown. Save it in millimetres.',
  scaled: 'its labels are scaled. Save it without a scale.',
  fortran: 'it is in Fortran order. Save it with order="C".',
  'too-large': 'it is larger than any CT. Check its header.',
  field: 'its field "{field}" is not {count} numbers. Save it again.',
  'no-volume': 'its axes do not span a volume. Check its header.',
  'not-labels': 'a voxel holds {value}, and labels are whole numbers from 0 to 255. Choose a labelmap, not an image.',
  'other-labels':
    'it holds the labels {labels}, and Hilum knows 1 (right lung), 2 (left lung) and 3 (trachea and main bronchi), or one label for all lung. In the program that made it, give every part one of these, lobes that of their lung, and save it again.',
  'many-labels':
    'it holds {count} labels ({labels} and so on), and Hilum knows 1 (right lung), 2 (left lung) and 3 (trachea and main bronchi), or one label for all lung. In the program that made it, give every part one of these, lobes that of their lung, and save it again.',
  'no-sidecar': 'there is no {sidecar} in it. Pack it with the slices.',
  sidecar: 'its {sidecar} does not say where its slices lie. Save it again.',
  'slice-count': 'its slices are more or fewer than its geometry says. Copy the file again.',
  'slice-missing': 'slice {slice} of {slices} is missing. Copy the file again.',
  'slice-kind': 'slice {slice} is not a grey image of {size} pixels of 8 bits. Save it again.',
  'slice-damaged': 'the image of slice {slice} is damaged. Copy the file again.',
  'archive-packed': 'its archive is compressed. Pack it again without compression.',
  'archive-damaged': 'a file in its archive is damaged. Copy it again.',
  'not-binary': 'its segments are not binary. Save it as a binary SEG.',
  'pixel-spacing': 'it does not state its pixel spacing. Save it again.',
  'frame-place': 'a frame does not say where it lies. Save it again.',
  'frame-count': 'its frames are fewer than its header says. Copy the file again.',
  'frame-size': 'its frames have another size than the series. Open it on the series it was made from.',
  'frame-elsewhere': 'a frame lies on none of the slices. Open it on the series it was made from.',
  'segment-label': 'segment {segment} has no label from 1 to 255. Number its segments from 1.',
  'segments-overlap': 'its segments overlap. Save them one by one.',
  'contour-points': 'a contour is not a list of points. Save it again.',
  'contour-elsewhere': 'a contour lies on none of the slices. Open it on the series it was made from.',
  'contour-voxels': 'contours have no voxels of their own. Open it on the series it was made from.',
  'region-label': 'region {region} has no label from 1 to 255. Number its regions from 1.',
} as const satisfies Record<string, string>
export type LabelmapReason = keyof typeof labelmapReasons

export const isLabelmapReason = (value: unknown): value is LabelmapReason =>
  typeof value === 'string' && Object.hasOwn(labelmapReasons, value)

/** `template` with its names in braces replaced by the details, figures as `numbers` writes them. */
export function fillReason(template: string, details: Details, numbers: NumberFormat): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name] ?? '?'
    if (typeof value === 'number') return numbers.short(value, 3)
    return Array.isArray(value) ? value.join(', ') : String(value)
  })
}

/** That a file is no labelmap that can be read. `details` hold what the reason names in braces. */
export function unreadable(reason: LabelmapReason, details: Details = {}, options?: ErrorOptions): Failure {
  const message = `This is no labelmap Hilum can read: ${fillReason(labelmapReasons[reason], details, english)}`
  return new Failure('E_LABELMAP', message, { reason, ...details }, options)
}
