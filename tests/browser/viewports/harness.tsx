import { StrictMode, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { SceneView } from '../../../src-renderer/scene-view/scene-view.tsx'
import { framePicture } from '../../../src-renderer/slice-view/frame-picture.ts'
import { HuPicture } from '../../../src-renderer/slice-view/hu-picture.tsx'
import { MontageView } from '../../../src-renderer/slice-view/montage-view.tsx'
import type { PictureHandle } from '../../../src-renderer/slice-view/picture-parts.ts'
import { SliceView } from '../../../src-renderer/slice-view/slice-view.tsx'
import type { HUWindow, OverlayLayer, SceneMesh, SliceTool } from '../../../src-renderer/slice-view/view-props.ts'
import type { Plane } from '../../../src-shared/geometry.ts'
import { drawnMesh, metalHU, patientSize, storedPatient } from './drawn-volume.ts'

/** What a test may set; one page shows one viewport. */
export interface HarnessOptions {
  show: 'slice' | 'montage' | 'scene' | 'picture' | 'nothing'
  flipped: string
  plane: Plane
  slice: number
  window: HUWindow
  tool: SliceTool
  hideLayers: boolean
  interpolate: boolean
  invert: boolean
  fitRequest: number
  /** Slices that have arrived, from 0. */
  arrived: number
  missing: number[]
  selected: number | null
  meshes: boolean
  /** The surface is three times as large. */
  large: boolean
}

/** What the components called back with, and the present options. */
export interface Harness {
  options: HarnessOptions
  set(options: Partial<HarnessOptions>): void
  windows: HUWindow[]
  big: number
  opened: number[]
  violations: string[]
  montagePng(): Promise<{ type: string; bytes: number }>
}

declare global {
  interface Window {
    harness: Harness
  }
}

const violations: string[] = []
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI}`),
)

const parts = new Map<string, ReturnType<typeof storedPatient> & { layers: OverlayLayer[] }>()
function patient(flipped: string) {
  const known = parts.get(flipped)
  if (known !== undefined) return known
  const stored = storedPatient(flipped)
  const layer: OverlayLayer = {
    id: 'lungs',
    name: 'lungs',
    mask: stored.mask,
    colour: '#00ff00',
    fillOpacity: 0.5,
    outlinePx: 2,
    hatch: false,
    visible: true,
  }
  const made = { ...stored, layers: [layer] }
  parts.set(flipped, made)
  return made
}
const meshes: SceneMesh[] = [{ ...drawnMesh(), id: 'lungs', name: 'lungs', colour: '#dde3e6', visible: true }]
const largeMeshes: SceneMesh[] = meshes.map((mesh) => ({
  ...mesh,
  positions: mesh.positions.map((coordinate) => 3 * coordinate),
}))
const noMeshes: SceneMesh[] = []
const marks = { maskRange: [4, 19] as const, findings: [{ slice: 12, severity: 'warning' as const, title: 'Metal' }] }

function Page() {
  const [options, setOptions] = useState<HarnessOptions>({
    show: 'slice',
    flipped: '',
    plane: 'axial',
    slice: 12,
    window: { widthHU: 1500, centreHU: -600 },
    tool: 'none',
    hideLayers: false,
    interpolate: true,
    invert: false,
    fitRequest: 0,
    arrived: patientSize[2],
    missing: [],
    selected: null,
    meshes: true,
    large: false,
  })
  const montage = useRef<PictureHandle>(null)
  const set = (change: Partial<HarnessOptions>) => setOptions((before) => ({ ...before, ...change }))
  const before = window.harness as Harness | undefined
  window.harness = {
    options,
    set,
    windows: before?.windows ?? [],
    big: before?.big ?? 0,
    opened: before?.opened ?? [],
    violations,
    async montagePng() {
      const picture = await montage.current?.renderPicture(1)
      const blob = await framePicture(picture === undefined ? [] : [picture], ['Case 0000-00'], 1)
      return { type: blob.type, bytes: blob.size }
    },
  }
  const { grid, hu, layers } = patient(options.flipped)
  const volume = {
    volumeId: `patient ${options.flipped}`,
    grid,
    hu,
    arrived: new Set(Array.from({ length: options.arrived }, (_, k) => k)),
    revision: options.arrived,
    range: [-1000, metalHU] as const,
    missing: new Set(options.missing),
  }
  const { window: view, hideLayers, interpolate, invert, fitRequest } = options
  if (options.show === 'slice') {
    return (
      <SliceView
        {...{ volume, layers, marks, hideLayers, interpolate, invert, fitRequest }}
        plane={options.plane}
        slice={options.slice}
        onSliceChange={(slice) => set({ slice })}
        window={view}
        onWindowChange={(next) => {
          window.harness.windows.push(next)
          set({ window: next })
        }}
        tool={options.tool}
        onToggleBig={() => {
          window.harness.big++
        }}
      />
    )
  }
  if (options.show === 'montage') {
    return (
      <MontageView
        {...{ volume, layers, hideLayers, interpolate, invert }}
        ref={montage}
        rows={2}
        columns={3}
        first={4}
        last={19}
        order="head-first"
        window={view}
        selected={options.selected}
        onSelect={(selected) => set({ selected })}
        onOpen={(slice) => window.harness.opened.push(slice)}
      />
    )
  }
  if (options.show === 'scene') {
    // A new array each time, as a page may well pass.
    const shown = options.large ? largeMeshes : meshes
    return (
      <SceneView meshes={options.meshes ? [...shown] : noMeshes} emptyText="No surface yet" fitRequest={fitRequest} />
    )
  }
  if (options.show === 'picture') {
    const [columns, rows] = patientSize
    const image = { columns, rows, columnMm: 2, rowMm: 2, hu: hu.subarray(12 * columns * rows, 13 * columns * rows) }
    return <HuPicture image={image} window={view} width={96} height={80} label="Slice 13" />
  }
  return null
}

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  )
}
