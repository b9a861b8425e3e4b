import { create } from 'zustand'
import { byteRoutes } from '../../src-shared/contract.ts'
import { readFailure } from '../host/client.ts'
import { engine } from './engine.ts'
import { presetWindow } from './view-store.ts'
import type { HUWindow } from './view-types.ts'

/** A small picture of a series: HU, the size of its pixels, and the window it looks best in. */
export interface Preview {
  readonly columns: number
  readonly rows: number
  readonly columnMm: number
  readonly rowMm: number
  readonly hu: Int16Array
  /** k of the axial picture. */
  readonly slice: number
  readonly window: HUWindow
}

interface PreviewState {
  /** By `previewKey`; null where there is none. */
  readonly previews: Readonly<Record<string, Preview | null>>
}

export const usePreviews = create<PreviewState>(() => ({ previews: {} }))

export const previewKey = (seriesId: string, plane: 'axial' | 'coronal', size: number): string =>
  `${plane}/${size}/${seriesId}`

interface Wanted {
  readonly seriesId: string
  readonly plane: 'axial' | 'coronal'
  readonly size: number
}

const parallel = 2
const asked = new Set<string>()
const waiting: Wanted[] = []
let running = 0

/** Asks for a picture once; it appears in the store when it is here. The newest wish is met first. */
export function wantPreview(seriesId: string, plane: 'axial' | 'coronal', size: number): void {
  const key = previewKey(seriesId, plane, size)
  if (asked.has(key)) return
  asked.add(key)
  waiting.push({ seriesId, plane, size })
  pump()
}

/** Lets go of the pictures of series that were scanned anew. */
export function forgetPreviews(seriesIds: readonly string[]): void {
  const gone = (key: string): boolean => seriesIds.some((seriesId) => key.endsWith(`/${seriesId}`))
  for (const key of asked) if (gone(key)) asked.delete(key)
  usePreviews.setState(({ previews }) => ({
    previews: Object.fromEntries(Object.entries(previews).filter(([key]) => !gone(key))),
  }))
}

function pump(): void {
  while (running < parallel) {
    const wanted = waiting.pop()
    if (wanted === undefined) return
    running++
    void load(wanted).finally(() => {
      running--
      pump()
    })
  }
}

async function load({ seriesId, plane, size }: Wanted): Promise<void> {
  const key = previewKey(seriesId, plane, size)
  const put = (preview: Preview | null): void =>
    usePreviews.setState(({ previews }) => ({ previews: { ...previews, [key]: preview } }))
  try {
    const { buffer, headers } = await engine().fetchBytes(byteRoutes.preview(seriesId, plane, size))
    const number = (name: string): number => Number(headers.get(`x-hilum-${name}`) ?? Number.NaN)
    const columns = number('columns')
    const rows = number('rows')
    const hu = new Int16Array(buffer)
    if (hu.length !== columns * rows) {
      put(null)
      return
    }
    put({
      columns,
      rows,
      columnMm: number('column-mm'),
      rowMm: number('row-mm'),
      slice: number('slice'),
      hu,
      window: bestWindow(hu),
    })
  } catch (thrown) {
    // A series whose files went away has no picture; opening it says why. A lost host is asked again next time.
    if (readFailure(thrown).code === 'E_INTERNAL') asked.delete(key)
    put(null)
  }
}

const lungShare = 0.04

/** Lung window where there is lung in the picture, soft tissue else. */
function bestWindow(hu: Int16Array): HUWindow {
  let lung = 0
  for (const value of hu) if (value > -950 && value < -500) lung++
  return presetWindow(lung > hu.length * lungShare ? 'lung' : 'mediastinum', null)
}
