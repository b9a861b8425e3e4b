import type { SaveJob } from '../../src-main/engine/save/save-job.ts'
import { countBits } from '../../src-shared/mask.ts'
import { researchNotice } from '../../src-shared/run-record.ts'
import { axialGrid, boxMesh, rampMask } from './sample-shapes.ts'

/** A whole save of small shapes into `folder`. */
export function sampleJob(folder: string, changes: Partial<SaveJob> = {}): SaveJob {
  const mask = rampMask(axialGrid.size)
  return {
    folder,
    formats: ['nifti', 'stl'],
    existing: 'refuse',
    labels: [{ label: 1, name: 'lungs', mask }],
    grid: axialGrid,
    mesh: boxMesh([0, 0, 0], [10, 10, 10]),
    record: {
      schemaVersion: 2,
      program: 'Hilum',
      version: '0.1.0',
      build: { commit: 'c0ffee', modified: false, packageLockSha256: '10c4' },
      notice: researchNotice,
      identity: 'removed',
      series: { caseCode: '3F2A-91', seriesNumber: 2, fingerprint: '0123456789abcdef01234567' },
      method: 'article',
      parameters: { planes: 'axial', minComponentPx: 100 },
      threshold: { hu: -512.5, raw: 511.5 },
      stages: [{ stage: 'threshold', figures: { thresholdHU: -512.5 }, findings: [] }],
      findings: [],
      volumes: { lungs: { label: 1, voxels: countBits(mask), volumeMl: 1 } },
      edits: [],
      grid: axialGrid,
      inputs: [
        { bytes: 2, sha256: 'bb', replacementSopInstanceUid: '2.25.2' },
        { bytes: 1, sha256: 'aa', replacementSopInstanceUid: null },
      ],
    },
    sourceFolders: [],
    ...changes,
  }
}
