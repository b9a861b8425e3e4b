import { create } from 'zustand'
import { type Settings, settingsSchema } from '../../src-shared/contract.ts'
import type { Failure } from '../../src-shared/failure.ts'
import { readFailure } from '../host/client.ts'
import { engine } from './engine.ts'

interface SettingsState {
  readonly settings: Settings
  /** True once the host's settings are here. */
  readonly loaded: boolean
  /** Why the last change is not in the host's file; it holds for this session all the same. */
  readonly notWritten: Failure | null
}

export const useSettings = create<SettingsState>(() => ({
  settings: settingsSchema.parse({}),
  loaded: false,
  notWritten: null,
}))

export async function loadSettings(): Promise<void> {
  useSettings.setState({ settings: await engine().client.settings.get(), loaded: true })
}

const writeAfterMs = 400
let unwritten: Partial<Settings> = {}
let timer: ReturnType<typeof setTimeout> | null = null

/** Changes settings on screen at once and in the host's file a moment later. */
export function patchSettings(patch: Partial<Settings>): void {
  useSettings.setState(({ settings }) => ({ settings: { ...settings, ...patch } }))
  unwritten = { ...unwritten, ...patch }
  if (timer !== null) clearTimeout(timer)
  timer = setTimeout(() => {
    const patchToWrite = unwritten
    unwritten = {}
    timer = null
    engine()
      .client.settings.set(patchToWrite)
      .then(
        () => useSettings.setState({ notWritten: null }),
        (thrown: unknown) => useSettings.setState({ notWritten: readFailure(thrown) }),
      )
  }, writeAfterMs)
}
