import { z } from 'zod'
import type { Stage } from '../method.ts'

/**
 * The surface of the mask by marching cubes at 0.5, smoothed and decimated on demand. The engine runs it as a job of its own
 * (`marchingCubes`, `smoothMesh`), since the mask is of use before it.
 *
 * Source: the article, `rending_of_the_lungs_3D`; Taubin 1995 for the smoothing and Garland 1997 for the decimation,
 * which the article does not do.
 */
export const surface: Stage = {
  id: 'surface',
  title: 'Surface',
  why: 'Marching cubes makes a closed surface of the mask; smoothing and decimation are optional, and what they change is shown.',
  source: 'Lorensen and Cline 1987; Taubin 1995; Garland and Heckbert 1997',
  schema: z.object({
    smoothingIterations: z.int().min(0).max(50).default(0).meta({
      title: 'Smoothing',
      description:
        'Iterations of smoothing that hardly changes the volume; 0 keeps the surface as the article makes it.',
      unit: 'iterations',
      scale: 'linear',
      flag: 'smoothing-iterations',
    }),
    decimationPercent: z.int().min(0).max(95).default(0).meta({
      title: 'Decimation',
      description: 'Share of the triangles taken away, those first that matter least; 0 keeps all.',
      unit: '%',
      scale: 'linear',
      flag: 'decimation-percent',
    }),
  }),
  share: 0,
  run: null,
}
