import { labelColours } from '../../src-shared/label-looks.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import type { OverlayLayer } from '../slice-view/view-props.ts'
import type { Messages } from '../state/text/en.ts'
import { airwayFill } from './label-looks.ts'

interface Look {
  readonly fillOpacity: number
  readonly outlineWidth: number
  readonly hidden: ReadonlySet<string>
}

/** A result as its labels are drawn; as one grey mask where it knows no sides. */
export function labelLayers(
  t: Messages,
  { labels, mask }: { readonly labels: readonly LabelMask[]; readonly mask: BitMask },
  { fillOpacity, outlineWidth, hidden }: Look,
): OverlayLayer[] {
  const shown = labels.length > 0 ? labels : [{ name: 'lungs' as const, mask }]
  return shown.map((label) => ({
    id: label.name,
    name: t.review.labelsInSentence[label.name],
    mask: label.mask,
    colour: labelColours[label.name],
    fillOpacity: label.name === 'airways' && fillOpacity > 0 ? Math.max(airwayFill, fillOpacity) : fillOpacity,
    outlinePx: outlineWidth,
    hatch: false,
    visible: !hidden.has(label.name),
  }))
}
