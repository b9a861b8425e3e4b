import { byteRoutes, type SegmentationInfo } from '../../src-shared/contract.ts'
import { Failure } from '../../src-shared/failure.ts'
import type { Grid } from '../../src-shared/geometry.ts'
import { isLung, type LabelMask, type LabelName } from '../../src-shared/labels.ts'
import { type BitMask, wordsPerRow } from '../../src-shared/mask.ts'
import { engine } from './engine.ts'
import { removedByV } from './method.ts'
import { hasMask, type SegmentationState } from './segmentation-store.ts'

/** The lungs of a finished run, and its structures where it tells them apart; of an opened mask file as well. */
export async function fetchResult(
  info: Pick<SegmentationInfo, 'segmentationId'> & {
    readonly volumes: Readonly<Record<string, { readonly label: number }>>
  },
  grid: Grid,
  signal: AbortSignal,
): Promise<Pick<SegmentationState, 'mask' | 'labels'>> {
  const { segmentationId, volumes } = info
  const names = labelNames.filter((name) => volumes[name] !== undefined)
  if (names.length === 0) return { mask: await fetchMask(segmentationId, 'final', grid, signal), labels: [] }
  const labels = await Promise.all(
    names.map(async (name): Promise<LabelMask> => {
      const label = volumes[name]?.label ?? 0
      return { name, label, mask: await fetchMask(segmentationId, 'final', grid, signal, label) }
    }),
  )
  const [first, ...others] = labels.filter(isLung).map(({ mask }) => mask)
  if (first === undefined) return { mask: null, labels }
  const words = first.words.slice()
  for (const other of others)
    for (let w = 0; w < words.length; w++) words[w] = (words[w] as number) | (other.words[w] as number)
  return { mask: { ...first, words }, labels }
}

type StageParts = Pick<SegmentationState, 'stageMask' | 'stageLabels'>

/** What a stage left, in one mask, and by label where the stage tells structures apart. */
export async function fetchStage(
  info: SegmentationInfo,
  stage: string | null,
  grid: Grid,
  signal?: AbortSignal,
): Promise<StageParts> {
  if (stage === null || !hasMask(info, stage)) return { stageMask: null, stageLabels: [] }
  const known = info.stages.find((result) => result.stage === stage)?.labels ?? []
  const names = labelNames.filter((name) => known.includes(info.volumes[name]?.label ?? 0))
  const fetchLabel = async (name: LabelName): Promise<LabelMask> => {
    const label = info.volumes[name]?.label ?? 0
    return { name, label, mask: await fetchMask(info.segmentationId, stage, grid, signal, label) }
  }
  const [stageMask, ...stageLabels] = await Promise.all([
    fetchMask(info.segmentationId, stage, grid, signal),
    ...names.map(fetchLabel),
  ])
  return { stageMask, stageLabels }
}

const labelNames = ['right', 'left', 'airways'] as const

/** All slices of a stage's mask, or of one label of it. Throws `E_INTERNAL` where bytes are missing. */
export async function fetchMask(
  segmentationId: string,
  stage: string,
  grid: Grid,
  signal?: AbortSignal,
  label?: number,
): Promise<BitMask> {
  const [nx, ny, nz] = grid.size
  const { buffer } = await engine().fetchBytes(byteRoutes.mask(segmentationId, stage, 0, nz, label), signal)
  const perRow = wordsPerRow(nx)
  if (buffer.byteLength !== perRow * ny * nz * 4) {
    throw new Failure('E_INTERNAL', 'The mask arrived incomplete. Run the method again.')
  }
  return { size: grid.size, wordsPerRow: perRow, words: new Uint32Array(buffer) }
}

type VParts = Pick<SegmentationState, 'removed' | 'beforeV'>

/** What V took away, with what it worked on: `known` where that is the same as before. */
export async function fetchRemoved(
  info: SegmentationInfo,
  known: BitMask | null,
  grid: Grid,
  signal: AbortSignal,
): Promise<VParts> {
  const stages = removedByV(info.method)
  if (stages === null) return { removed: null, beforeV: null }
  const kept = info.stages.find(({ stage }) => stage === stages.before)?.reused
  const [beforeV, after] = await Promise.all([
    (kept ? known : null) ?? fetchMask(info.segmentationId, stages.before, grid, signal),
    fetchMask(info.segmentationId, stages.after, grid, signal),
  ])
  for (let w = 0; w < after.words.length; w++) {
    after.words[w] = (beforeV.words[w] as number) & ~(after.words[w] as number)
  }
  return { removed: after, beforeV }
}
