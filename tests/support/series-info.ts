import type { SeriesInfo } from '../../src-shared/contract.ts'

/** A plain axial CT series as a scan tells of it. */
export function seriesInfo(seriesInstanceUid: string, changes: Partial<SeriesInfo> = {}): SeriesInfo {
  return {
    seriesId: `id-${seriesInstanceUid}`,
    seriesInstanceUid,
    seriesNumber: 1,
    modality: 'CT',
    description: '',
    kernel: null,
    kvp: 120,
    rows: 512,
    columns: 512,
    sliceCount: 64,
    fileBytes: 0,
    transferSyntax: { uid: '', name: '', supported: true },
    stored: { bitsAllocated: 16, bitsStored: 12, signed: false },
    rescale: null,
    plane: 'axial',
    pixelSpacing: [0.7, 0.7],
    sliceSpacing: 5,
    sliceThickness: 5,
    tiltDegrees: 0,
    positions: [],
    endpoints: null,
    findings: [],
    usable: 'yes',
    best: null,
    ...changes,
  }
}
