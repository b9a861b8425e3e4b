/** What the Electron shell adds to the page; absent in a browser. */
export interface HostBridge {
  readonly kind: 'electron'
  /** The system's folder dialog; null when it was closed without a choice. */
  pickFolder(): Promise<string | null>
  /** The system's dialog for a mask file; null when it was closed without a choice. */
  pickMask(): Promise<string | null>
  /** Absolute path of a dropped file or folder. */
  pathForFile(file: File): string
  showInFolder(path: string): Promise<void>
}

declare global {
  interface Window {
    readonly hilum?: HostBridge
  }
}

/** The shell's bridge, or null where the page runs in a browser. */
export function hostBridge(): HostBridge | null {
  return typeof window === 'undefined' ? null : (window.hilum ?? null)
}
