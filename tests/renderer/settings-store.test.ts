import { afterEach, expect, it, vi } from 'vitest'
import { type Engine, setEngine } from '../../src-renderer/state/engine.ts'
import { inBackground } from '../../src-renderer/state/in-background.ts'
import { patchSettings, useSettings } from '../../src-renderer/state/settings-store.ts'
import { cancelled, Failure } from '../../src-shared/failure.ts'

afterEach(() => vi.useRealTimers())

it('tells that a change could not be written, and forgets it once one was', async () => {
  vi.useFakeTimers()
  const failure = new Failure('E_OUTPUT_NOT_WRITABLE', 'The disk is full.')
  const set = vi.fn().mockRejectedValueOnce(failure).mockResolvedValue({})
  setEngine({ client: { settings: { set } } } as unknown as Engine)
  patchSettings({ fillOpacity: 0.4 })
  await vi.runAllTimersAsync()
  expect(useSettings.getState()).toMatchObject({ notWritten: failure, settings: { fillOpacity: 0.4 } })
  patchSettings({ fillOpacity: 0.5 })
  await vi.runAllTimersAsync()
  expect(useSettings.getState().notWritten).toBe(null)
  expect(set.mock.calls).toEqual([[{ fillOpacity: 0.4 }], [{ fillOpacity: 0.5 }]])
})

it('puts what failed in the background on the console, and no cancel', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  inBackground('A job was not cancelled', Promise.reject(cancelled()))
  inBackground('A job was not cancelled', Promise.reject(new Failure('E_NOT_FOUND', 'Gone.')))
  await new Promise((resolve) => setTimeout(resolve))
  expect(warn.mock.calls).toEqual([['A job was not cancelled: E_NOT_FOUND. Gone.']])
})
