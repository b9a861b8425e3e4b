import type { RecordedSide } from '../../src-shared/comparison-record.ts'
import type { ParameterValues } from '../../src-shared/parameters.ts'
import { listParameters } from '../../src-shared/parameters.ts'
import { findMethod } from '../../src-shared/segmentation/registry.ts'
import { runnableStages } from '../../src-shared/segmentation/run-method.ts'
import type { Labelled } from './store.ts'

/** What a comparison's record says of one side: how the mask was made, or the file it is from, without its name. */
export function describeSide({ info }: Labelled): RecordedSide {
  if ('labelmapId' in info) {
    const { format, bytes, sha256, placed, labels } = info
    const volumes = labels.map(({ name, label, voxels, volumeMl }) => [name, { label, voxels, volumeMl }])
    return { from: 'file', format, bytes, sha256, placed, volumes: Object.fromEntries(volumes) }
  }
  const { method, parameters, threshold, stages, volumes } = info
  return {
    from: 'method',
    method,
    parameters: maskParameters(method, parameters),
    threshold,
    stages: stages.map(({ stage, figures }) => ({ stage, figures })),
    volumes,
  }
}

/** Without those of the surface, which a comparison of masks knows nothing of. */
function maskParameters(method: string, values: ParameterValues): ParameterValues {
  const names = runnableStages(findMethod(method)).flatMap(({ schema }) =>
    listParameters(schema).map(({ name }) => name),
  )
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
}
