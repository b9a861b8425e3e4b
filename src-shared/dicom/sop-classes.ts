/** UIDs of the storage SOP Classes that Hilum reads or writes. Source: PS3.6, annex A. */
export const sopClasses = {
  ctImage: '1.2.840.10008.5.1.4.1.1.2',
  secondaryCapture: '1.2.840.10008.5.1.4.1.1.7',
  segmentation: '1.2.840.10008.5.1.4.1.1.66.4',
  structureSet: '1.2.840.10008.5.1.4.1.1.481.3',
} as const
