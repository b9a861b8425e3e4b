import { type RecordedInput, type RunRecord, researchNotice } from '../../src-shared/run-record.ts'
import type { SurfaceOptions } from '../../src-shared/surface-options.ts'
import { hideFileNames } from './hide-file-names.ts'
import type { InputFile } from './load/load-slices.ts'
import type { SegmentationEntry } from './store.ts'

type Identity = RunRecord['identity']

/** The record of a run before anything of it is saved. Its findings name no file of the study, its inputs only with identity. */
export function describeRun(
  program: Pick<RunRecord, 'version' | 'build'>,
  { info, volume, mesh }: SegmentationEntry,
  options: Required<SurfaceOptions>,
  identity: Identity,
): Omit<RunRecord, 'outputs'> {
  return {
    schemaVersion: 2,
    program: 'Hilum',
    ...program,
    notice: researchNotice,
    identity,
    series: volume.series,
    method: info.method,
    parameters: { ...info.parameters, ...options },
    threshold: info.threshold,
    stages: info.stages.map(({ stage, figures, findings }) => ({ stage, figures, findings })),
    findings: hideFileNames([...(volume.loaded?.findings ?? []), ...info.findings]),
    volumes: info.volumes,
    ...(info.measurements === undefined ? {} : { measurements: info.measurements }),
    ...(mesh?.info.change === undefined ? {} : { surfaceChange: mesh.info.change }),
    edits: [],
    grid: volume.info.grid,
    inputs: (volume.loaded?.inputs ?? []).map((input) => recordedInput(input, identity)),
  }
}

function recordedInput({ file, bytes, sha256, ...uids }: InputFile, identity: Identity): RecordedInput {
  if (identity === 'kept') return { file, bytes, sha256, sopInstanceUid: uids.sopInstanceUid }
  return { bytes, sha256, replacementSopInstanceUid: uids.replacementSopInstanceUid }
}
