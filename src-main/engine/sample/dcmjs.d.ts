/** The part of dcmjs that reads and writes files; the package brings no types. */
declare module 'dcmjs' {
  interface DicomElement {
    vr: string
    Value: unknown[]
  }
  interface DicomDict {
    /** By tag, such as 00020013. */
    meta: Record<string, DicomElement>
    /** The data set, by tag. */
    dict: Record<string, DicomElement>
    write(): ArrayBuffer
  }
  const dcmjs: {
    readonly data: {
      /** Takes attributes by keyword. */
      datasetToDict(dataset: Record<string, unknown>): DicomDict
      readonly DicomMessage: { readFile(bytes: ArrayBuffer): DicomDict }
    }
  }
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default dcmjs
}
