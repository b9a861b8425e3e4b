import { create } from 'zustand'

export type Screen = 'start' | 'studies' | 'review' | 'compare' | 'montage'
export type DialogName = 'folder' | 'mask' | 'save' | 'picture' | 'settings' | 'help' | 'palette'

export interface HostInfo {
  readonly version: string
  readonly host: 'electron' | 'web' | 'cli'
  readonly threads: number
  readonly homeFolder: string
}

export interface Toast {
  readonly id: number
  readonly text: string
}

interface AppState {
  readonly screen: Screen
  readonly dialog: DialogName | null
  readonly info: HostInfo | null
  readonly toasts: readonly Toast[]
  /** Read out when the user is idle, and at once. */
  readonly polite: string
  readonly urgent: string
  /** F8: both side panels away. */
  readonly panelsHidden: boolean
  /** A folder or a mask file was dropped where the browser does not say its path. */
  readonly droppedInBrowser: boolean
  /** By width of the window until the user folds or opens it. */
  readonly leftPanel: 'auto' | 'open' | 'folded'
}

export const useApp = create<AppState>(() => ({
  screen: 'start',
  dialog: null,
  info: null,
  toasts: [],
  polite: '',
  urgent: '',
  panelsHidden: false,
  droppedInBrowser: false,
  leftPanel: 'auto',
}))

export const showScreen = (screen: Screen): void => useApp.setState({ screen, dialog: null })
export const openDialog = (dialog: DialogName): void => useApp.setState({ dialog })
export const closeDialog = (): void => useApp.setState({ dialog: null, droppedInBrowser: false })

const toastMs = 6000
let nextToast = 1

/** Says that something was done elsewhere; gone after six seconds. */
export function showToast(text: string): void {
  const id = nextToast++
  useApp.setState(({ toasts }) => ({ toasts: [...toasts, { id, text }], polite: text }))
  setTimeout(() => useApp.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })), toastMs)
}

export const announce = (text: string): void => useApp.setState({ polite: text })
export const announceNow = (text: string): void => useApp.setState({ urgent: text })
