import type { SurfaceChange } from '../../../src-shared/contract.ts'
import type { Finding } from '../../../src-shared/finding.ts'
import type { Grid } from '../../../src-shared/geometry.ts'
import { meshVolumeMm3 } from '../../../src-shared/imaging/mesh-volume.ts'
import { isLung, type LabelMask, type LabelName } from '../../../src-shared/labels.ts'
import type { Mesh } from '../../../src-shared/mesh.ts'
import type { SurfaceOptions } from '../../../src-shared/surface-options.ts'
import { type Decimate, prepareDecimation } from '../decimate-mesh.ts'
import { surfaceChange, surfaceFindings } from '../describe-surface.ts'
import { type Crew, dismissCrew } from '../lead-crew.ts'
import { type MadeSurface, makeSurfaces } from '../make-surface.ts'
import { shareArray } from '../share-array.ts'
import type { TaskContext } from '../task-context.ts'

export interface SurfaceOutput {
  readonly parts: readonly { label: number; name: LabelName; mesh: Mesh; volumeMl: number }[]
  /** Of the lungs together. */
  readonly volumeMl: number
  /** Change of the lungs' volume by smoothing, in per cent of the unsmoothed surface's. */
  readonly smoothingChangePercent: number
  readonly change?: SurfaceChange
  readonly findings: Finding[]
}

type SurfaceInput = SurfaceOptions & {
  readonly labels: readonly LabelMask[]
  readonly grid: Grid
  readonly crew?: Crew
}

/** The surface of each label in shared memory. Throws `E_NO_LUNGS` where there is no lung. */
export async function surfaceTask(input: SurfaceInput, context: TaskContext): Promise<SurfaceOutput> {
  const decimate = await prepareDecimation(input.decimationPercent ?? 0)
  let roughMm3 = 0
  let smoothMm3 = 0
  let lungsMm3 = 0
  const surfaces = surfacesOf(input, decimate, context)
  const parts = surfaces.map(({ label, name, rough, smooth, mesh }) => {
    const own = mesh === rough ? rough.volumeMm3 : meshVolumeMm3(mesh)
    if (isLung({ name })) {
      lungsMm3 += own
      smoothMm3 += mesh === smooth ? own : meshVolumeMm3(smooth)
      roughMm3 += rough.volumeMm3
    }
    const shared = { positions: shareArray(mesh.positions), indices: shareArray(mesh.indices) }
    return { label, name, mesh: shared, volumeMl: own / 1000 }
  })
  const change = surfaceChange(surfaces)
  return {
    parts,
    volumeMl: lungsMm3 / 1000,
    smoothingChangePercent: roughMm3 === 0 ? 0 : (100 * (smoothMm3 - roughMm3)) / roughMm3,
    ...(change === null ? {} : { change }),
    findings: surfaceFindings(surfaces),
  }
}

function surfacesOf(
  { labels, grid, smoothingIterations, crew }: SurfaceInput,
  decimate: Decimate,
  context: TaskContext,
): MadeSurface[] {
  try {
    return makeSurfaces(labels, grid, { smoothingIterations, decimate }, context, crew)
  } finally {
    if (crew !== undefined) dismissCrew(crew)
  }
}
