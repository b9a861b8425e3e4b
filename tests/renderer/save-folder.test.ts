import { describe, expect, it } from 'vitest'
import type { Client } from '../../src-renderer/host/client.ts'
import { setEngine } from '../../src-renderer/state/engine.ts'
import { save, setSaveFolder, startSave, useSave } from '../../src-renderer/state/save-store.ts'
import type { SaveEvent } from '../../src-shared/contract.ts'

const texts = { done: () => '', notAll: '', cancelled: '' }

async function* nothing(): AsyncGenerator<SaveEvent> {
  yield { type: 'done', folder: '/results', files: [], findings: [] }
}
const client = {
  settings: { set: async () => ({}) },
  results: {
    save: async () => nothing(),
    plan: async () => ({ writable: true, problem: null, freeBytes: null, files: [] }),
  },
}

const offered = (caseCode: string): string => {
  startSave('one', '/home/ada/hilum-results', caseCode)
  return useSave.getState().folder
}

describe('folder of a save', () => {
  it('is again the one that was chosen for the case, and another for another case', async () => {
    setEngine({ client: client as unknown as Client, fetchBytes: () => Promise.reject(new Error('no bytes here')) })
    expect(offered('3F2A-91')).toBe('/home/ada/hilum-results/3F2A-91')
    setSaveFolder('one', '/home/ada/teaching')
    await save('one', 'refuse', null, texts)
    expect(offered('3F2A-91')).toBe('/home/ada/teaching')
    expect(offered('0B11-C4')).toBe('/home/ada/teaching/0B11-C4')
    await save('one', 'refuse', null, texts)
    expect(offered('3F2A-91')).toBe('/home/ada/teaching')
  })
})
