import { type RefObject, useEffect, useRef } from 'react'
import { framePicture } from '../slice-view/frame-picture.ts'
import type { PictureHandle } from '../slice-view/picture-parts.ts'
import type { PictureKind } from '../state/picture-name.ts'
import { offerPicture } from '../state/picture-store.ts'

/** Offers a viewport's picture as long as it is on screen; the viewport takes the ref. */
export function useOfferedPicture(kind: PictureKind, onScreen: boolean): RefObject<PictureHandle | null> {
  const handle = useRef<PictureHandle>(null)
  useOfferedPictures(kind, [handle], onScreen)
  return handle
}

/** The same for viewports that make one picture side by side; `handles` holds the same refs at every drawing. */
export function useOfferedPictures(
  kind: PictureKind,
  handles: readonly RefObject<PictureHandle | null>[],
  onScreen: boolean,
): void {
  const latest = useRef(handles)
  useEffect(() => {
    latest.current = handles
  }, [handles])
  useEffect(() => {
    if (!onScreen) return
    return offerPicture(kind, async (pixelRatio, lines) => {
      const shown = latest.current.flatMap(({ current }) => (current === null ? [] : [current]))
      const parts = await Promise.all(shown.map((one) => one.renderPicture(pixelRatio)))
      return framePicture(parts, lines, pixelRatio)
    })
  }, [kind, onScreen])
}
