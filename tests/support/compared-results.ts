import type { ComparedResults } from '../../src-shared/comparison-record.ts'
import type { Reason } from '../../src-shared/contract.ts'
import { comparisonMeasures } from '../../src-shared/formats/comparison-rows.ts'
import { encodePng } from '../../src-shared/formats/png.ts'

/** A whole PNG of few bytes. */
export const smallPicture = encodePng(
  Uint8Array.from({ length: 60 }, (_, n) => n * 4),
  10,
  6,
)
const agreement = {
  dice: 0.5,
  jaccard: 1 / 3,
  hausdorff95Mm: null,
  meanSurfaceDistanceMm: null,
  voxels: { both: 1, onlyA: 1, onlyB: 1 },
  volumesMl: { a: 2, b: 2, both: 1, onlyA: 1, onlyB: 1 },
}
const reason: Reason = { only: 'a', by: 'b', does: 'leaves-out', stage: 'air', voxels: 1, volumeMl: 1, slice: 0 }
const side = { from: 'file', format: '=NRRD', bytes: 3, sha256: 'ab', placed: 'file', volumes: {} } as const
/** A comparison of two files in one voxel. */
export const comparedResults: ComparedResults = {
  schemaVersion: 2,
  program: 'Hilum',
  version: '0.0.0',
  build: { commit: null, modified: null, packageLockSha256: null },
  notice: 'notice',
  series: { caseCode: 'case', seriesNumber: null, fingerprint: 'f' },
  grid: {
    size: [1, 1, 1],
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  },
  sides: { a: side, b: side },
  definitions: comparisonMeasures,
  comparison: { lungs: agreement, labels: [], slices: { both: [1], onlyA: [1], onlyB: [1] } },
  reasons: [reason],
}
