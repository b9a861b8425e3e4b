import type { Ref } from 'react'
import type { FindingSeverity } from '../../src-shared/finding.ts'
import type { Grid, Plane, Vec3 } from '../../src-shared/geometry.ts'
import type { BitMask } from '../../src-shared/mask.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import type { PictureHandle } from './picture-parts.ts'
import type { ViewLink } from './view-link.ts'
import type { ViewTexts } from './view-texts.ts'
import type { ZoomGroup } from './zoom-group.ts'

/** Grey-scale window in HU: `widthHU` at least 1, `centreHU` in its middle. */
export interface HUWindow {
  readonly widthHU: number
  readonly centreHU: number
}

/**
 * The series on the page. `hu` is [nz][ny][nx], i fastest, and may still be filling: `arrived` names the slices k that hold
 * voxels, and a new `revision` (any change of the number) tells the views to look again after the arrays or the set changed in place.
 * `range` is the smallest and largest HU of the series, null until known (values outside it would be drawn black).
 * `missing` names planes that no instance fills.
 */
export interface ViewVolume {
  readonly volumeId: string
  readonly grid: Grid
  readonly hu: Int16Array
  readonly arrived: ReadonlySet<number>
  readonly revision: number
  readonly range: readonly [number, number] | null
  readonly missing?: ReadonlySet<number>
}

/**
 * A mask drawn over slices. `mask` has the volume's size; a new mask object or a new `revision` redraws.
 * `colour` is `#rrggbb`, `fillOpacity` 0 to 1, `outlinePx` screen pixels at every zoom (0: none);
 * `hatch` fills with 45 degree lines instead of plain colour. Later layers are drawn over earlier ones.
 */
export interface OverlayLayer {
  readonly id: string
  /** Lower case, as read within a sentence: "lungs shown", and shown under the pointer. */
  readonly name: string
  readonly mask: BitMask
  readonly revision?: number
  readonly colour: string
  readonly fillOpacity: number
  readonly outlinePx: number
  readonly hatch: boolean
  readonly visible: boolean
}

export interface RailFinding {
  readonly slice: number
  readonly severity: FindingSeverity
  readonly title: string
}

/** What the rail at the right edge shows: slices with mask in grey, findings as dots. Slices count from 0. */
export interface RailMarks {
  readonly maskRange: readonly [number, number] | null
  readonly findings: readonly RailFinding[]
}

/** What the left button does when dragged. */
export type SliceTool = 'none' | 'crosshair' | 'window' | 'pan' | 'zoom'

export interface SliceViewProps {
  readonly volume: ViewVolume
  /** Cut from the volume on the page. */
  readonly plane: Plane
  /** Index along the grid's axis nearest to the plane's normal, from 0; held within the volume. */
  readonly slice: number
  readonly onSliceChange: (slice: number) => void
  readonly window: HUWindow
  readonly onWindowChange: (window: HUWindow) => void
  readonly tool: SliceTool
  readonly layers: readonly OverlayLayer[]
  /** Space held: draw the image alone. */
  readonly hideLayers?: boolean
  readonly interpolate: boolean
  readonly invert: boolean
  /** Every change of this number fits the slice into the viewport and centres it. */
  readonly fitRequest: number
  /** Viewports with the same link share zoom and position. */
  readonly link?: ViewLink
  /** Stands in the corner in place of the plane's name. */
  readonly heading?: string
  /** In its place in pictures, which may leave the computer: a heading that names a file may name a patient. */
  readonly pictureHeading?: string | undefined
  readonly marks: RailMarks
  /** Voxel under the crosshair; no crosshair where left out or null. */
  readonly crosshair?: Vec3 | null
  /** The crosshair was moved: by the tool, or by the left and right arrow keys. */
  readonly onCrosshairChange?: (index: Vec3) => void
  /** Viewports of one group share their zoom; alone where left out. */
  readonly zoomGroup?: ZoomGroup
  /** False while other viewports cover it: nothing is drawn. */
  readonly onScreen?: boolean
  /** The viewport that the page's keys act on. */
  readonly active?: boolean
  /** Double click. */
  readonly onToggleBig?: () => void
  /** The viewport took focus: the page may make it the active one. */
  readonly onFocus?: () => void
  /** English where left out. */
  readonly texts?: ViewTexts
  readonly ref?: Ref<PictureHandle>
}

/** 'head-first' puts the most cranial slice into the first cell (for other planes: the slice with the highest index). */
export type MontageOrder = 'head-first' | 'feet-first'

export interface MontageViewProps {
  readonly volume: ViewVolume
  readonly plane?: Plane
  readonly rows: number
  readonly columns: number
  /** First and last slice shown, from 0, both included; evenly spread over the cells, never one twice. */
  readonly first: number
  readonly last: number
  readonly order: MontageOrder
  readonly window: HUWindow
  readonly layers: readonly OverlayLayer[]
  readonly hideLayers?: boolean
  readonly interpolate: boolean
  readonly invert: boolean
  /** Selected slice, null for none; it needs not be among those shown. */
  readonly selected: number | null
  /** Click and arrow keys. */
  readonly onSelect: (slice: number) => void
  /** Double click and Enter. */
  readonly onOpen: (slice: number) => void
  /** Cells cut to the patient ('body', default) or showing the whole image. */
  readonly crop?: 'body' | 'whole'
  readonly texts?: ViewTexts
  readonly ref?: Ref<PictureHandle>
}

/** HU rows x columns, i fastest, with the size of a pixel in mm. */
export interface HuImage {
  readonly columns: number
  readonly rows: number
  readonly columnMm: number
  readonly rowMm: number
  readonly hu: Int16Array
}

export interface HuPictureProps {
  readonly image: HuImage
  readonly window: HUWindow
  /** Box in CSS pixels; the image fills it ('cover', default) or lies within it ('contain'), its shape kept. */
  readonly width: number
  readonly height: number
  readonly fit?: 'cover' | 'contain'
  /** What it shows, for those who can't see it; empty where the text beside it says so already. */
  readonly label: string
}

/** A surface in LPS mm. `normals` (unit, one a vertex) are computed in small steps where left out. */
export interface SceneMesh extends Mesh {
  readonly id: string
  readonly name: string
  /** `#rrggbb`. */
  readonly colour: string
  readonly visible: boolean
  readonly normals?: Float32Array
}

/** Side the patient is seen from: anterior, posterior, left, right, superior, inferior. */
export type SceneSide = 'A' | 'P' | 'L' | 'R' | 'S' | 'I'

export interface SceneViewProps {
  /** New arrays are uploaded again; a change of colour or visible alone is not. */
  readonly meshes: readonly SceneMesh[]
  /** Shown instead of a surface while there is none; may be empty. */
  readonly emptyText: string
  /** Every change of this number shows the front and fits. */
  readonly fitRequest: number
  /** No inertia when turning; the system's own wish counts too. */
  readonly reducedMotion?: boolean
  readonly onToggleBig?: () => void
  readonly onFocus?: () => void
  readonly texts?: ViewTexts
  readonly ref?: Ref<PictureHandle>
}
