import { isUpright, uprightAxes } from '../../imaging/reorient.ts'
import { surface } from '../article/surface.ts'
import type { Method } from '../method.ts'
import { air } from './air.ts'
import { airway } from './airway.ts'
import { body } from './body.ts'
import { cavities } from './cavities.ts'
import { closing3d } from './closing-3d.ts'
import { lungs } from './lungs.ts'
import { measureStage } from './measure-stage.ts'
import { outline } from './outline.ts'
import { outside } from './outside.ts'
import { parts } from './parts.ts'
import { standardPreview } from './preview.ts'
import { sides } from './sides.ts'
import { smallParts3d } from './small-parts-3d.ts'
import { upright } from './upright.ts'

/** The method for patients' scans: both lungs apart, the windpipe and main bronchi on their own, checked against anatomy. */
export const standard: Method = {
  id: 'standard',
  title: 'Standard',
  description:
    'Right and left lung apart, windpipe and main bronchi on their own: air inside the body, chosen, separated and closed in 3-D, and checked against anatomy.',
  // every stage's runs and what threads leave behind, and where the volume does not lie upright its voxels and runs turned
  bytesOfVoxel: (grid) => (isUpright(uprightAxes(grid)) ? 1 : 3.3),
  // lungs are told from anything else in the head or abdomen by sizes and places that a few millimetres along the axis do not change
  judgesUnevenStacks: true,
  preview: standardPreview,
  stages: [
    upright,
    body,
    air,
    outside,
    parts,
    airway,
    lungs,
    smallParts3d,
    sides,
    closing3d,
    cavities,
    outline,
    measureStage,
    surface,
  ],
}
