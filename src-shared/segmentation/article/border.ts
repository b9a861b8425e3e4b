import { z } from 'zod'
import { dropBorderComponents } from '../../imaging/drop-border-components.ts'
import { fillRuns } from '../../imaging/fill-runs.ts'
import { findRuns } from '../../imaging/find-runs.ts'
import { labelComponents } from '../../imaging/label-components.ts'
import { rowLayout, sliceLayout } from '../../imaging/plane-layout.ts'
import { createBitMask } from '../../mask.ts'
import type { Stage, StageContext, StageOutput } from '../method.ts'
import { needProduct } from '../need-product.ts'

/**
 * Removes, plane by plane, every 4-connected component that touches one of the plane's four sides: the air around the body.
 *
 * The article's code loops over axis 0 of (rows, columns, slices), so that its planes are those of constant row (`rows`),
 * while its words and pictures speak of slices (`axial`). Both are offered and both are exact.
 * Source: the article, `lung_separation`.
 */
export const border: Stage = {
  id: 'border',
  title: 'Remove air at the border',
  why: 'In each plane, what touches the edge of the picture is air around the body and goes.',
  source: 'The article: lung_separation; scikit-image 0.19.3 label, connectivity 1',
  schema: z.object({
    planes: z
      .enum(['axial', 'rows'])
      .default('axial')
      .meta({
        title: 'Planes',
        description:
          'Planes in which parts are found: slices, as the article says, or planes of constant row, as its code does.',
        flag: 'planes',
        choices: { axial: 'Slices, as the article means', rows: 'Rows, as its code runs' },
      }),
  }),
  share: 30,
  run: runBorder,
}

function runBorder({ volume, parameters, products, report }: StageContext): StageOutput {
  const order = needProduct(products, 'sliceOrder')
  const { size } = volume.grid
  const layout = parameters['planes'] === 'rows' ? rowLayout(size, order) : sliceLayout(size, order)
  const runs = findRuns(needProduct(products, 'mask').words, layout)
  const components = labelComponents(runs, layout, report)
  const parts = dropBorderComponents({ runs, components })
  const mask = createBitMask(size, true)
  const voxels = fillRuns(parts, layout, 0, mask.words)
  return {
    products: { layout, parts, mask, voxels },
    figures: {
      parts: components.count,
      removedParts: components.count - parts.components.count,
      keptParts: parts.components.count,
      voxels,
    },
    findings: [],
  }
}
