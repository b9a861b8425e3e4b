/** Attributes Hilum reads, by PS3.6 keyword. Nothing else of a header is kept. */
export const tags = {
  SpecificCharacterSet: 0x00080005,
  ImageType: 0x00080008,
  SOPClassUID: 0x00080016,
  SOPInstanceUID: 0x00080018,
  StudyDate: 0x00080020,
  Modality: 0x00080060,
  Manufacturer: 0x00080070,
  StudyDescription: 0x00081030,
  SeriesDescription: 0x0008103e,
  ManufacturerModelName: 0x00081090,
  PatientID: 0x00100020,
  BodyPartExamined: 0x00180015,
  SliceThickness: 0x00180050,
  KVP: 0x00180060,
  ConvolutionKernel: 0x00181210,
  StudyInstanceUID: 0x0020000d,
  SeriesInstanceUID: 0x0020000e,
  SeriesNumber: 0x00200011,
  InstanceNumber: 0x00200013,
  ImagePositionPatient: 0x00200032,
  ImageOrientationPatient: 0x00200037,
  FrameOfReferenceUID: 0x00200052,
  SamplesPerPixel: 0x00280002,
  PhotometricInterpretation: 0x00280004,
  NumberOfFrames: 0x00280008,
  Rows: 0x00280010,
  Columns: 0x00280011,
  PixelSpacing: 0x00280030,
  BitsAllocated: 0x00280100,
  BitsStored: 0x00280101,
  HighBit: 0x00280102,
  PixelRepresentation: 0x00280103,
  PixelPaddingValue: 0x00280120,
  BurnedInAnnotation: 0x00280301,
  RescaleIntercept: 0x00281052,
  RescaleSlope: 0x00281053,
  RescaleType: 0x00281054,
  LossyImageCompression: 0x00282110,
} as const

export type Keyword = keyof typeof tags
export const keptTags: ReadonlySet<number> = new Set(Object.values(tags))

/** Only their presence matters. */
export const modalityLutSequence = 0x00283000
export const floatPixelData = 0x7fe00008
export const doubleFloatPixelData = 0x7fe00009
