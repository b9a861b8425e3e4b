import type { Method } from '../method.ts'
import { border } from './border.ts'
import { closing } from './closing.ts'
import { normalize } from './normalize.ts'
import { articlePreview } from './preview.ts'
import { smallParts } from './small-parts.ts'
import { surface } from './surface.ts'
import { threshold } from './threshold.ts'

/**
 * The method of the article "Python-Powered Precision: CT Image Segmentation for Lung Extraction in DICOM Format", voxel for
 * voxel as its code gives it with scikit-image 0.19.3 and numpy 1.24.
 */
export const article: Method = {
  id: 'article',
  title: 'Article',
  description:
    'The published Python method, voxel for voxel: Otsu on the stored values, air at the border removed, parts smaller than V removed, closing.',
  stages: [normalize, threshold, border, smallParts, closing, surface],
  preview: articlePreview,
}
