import { readFailure } from '../host/client.ts'
import { downloadFile } from '../host/download.ts'
import type { HostInfo } from './app-store.ts'
import { announceNow, showToast, useApp } from './app-store.ts'
import { text } from './use-text.ts'
import { useVolume } from './volume-store.ts'

type Renderer = (options: { width: number; footer: string }) => Promise<Blob>

let render: Renderer | null = null

/** The montage on screen says how it is drawn into a picture; null when it leaves. */
export function setMontageRenderer(renderer: Renderer | null): void {
  render = renderer
}

const pictureWidth = 2000

/** Saves the montage on screen as a PNG with its case code and the research-use line. */
export async function montagePicture(): Promise<void> {
  const { study } = useVolume.getState()
  const info: HostInfo | null = useApp.getState().info
  if (render === null || study === null) return
  const words = text().montage
  const name = words.pictureName(study.caseCode)
  try {
    const blob = await render({ width: pictureWidth, footer: words.footer(study.caseCode, info?.version ?? '') })
    downloadFile(name, blob)
    showToast(words.saved(name))
  } catch (thrown) {
    announceNow(readFailure(thrown).message)
  }
}
