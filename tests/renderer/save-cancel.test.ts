import { beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../src-renderer/host/client.ts'
import { useApp } from '../../src-renderer/state/app-store.ts'
import { setEngine } from '../../src-renderer/state/engine.ts'
import { cancelSave, save, startSave, useSave } from '../../src-renderer/state/save-store.ts'
import type { SavedFile, SaveEvent } from '../../src-shared/contract.ts'
import { cancelled, Failure } from '../../src-shared/failure.ts'

const texts = { done: (count: number) => `${count} saved`, notAll: 'not all', cancelled: 'cancelled' }
const names = ['lungs.nii.gz', 'run.json']
const row = (name: string, status: SavedFile['status']): SavedFile => ({
  format: name === 'run.json' ? 'record' : 'nifti',
  name,
  status,
  bytes: null,
  fraction: 0,
  message: '',
  code: null,
  sha256: null,
})

/** An engine whose save says what the test says, and ends as the test ends it. */
function slowEngine() {
  const waiting: (SaveEvent | Failure)[] = []
  let wake = (): void => {}
  const heard: string[] = []
  async function* events(): AsyncGenerator<SaveEvent> {
    for (;;) {
      const next = waiting.shift()
      if (next === undefined) await new Promise<void>((resolve) => (wake = resolve))
      else if (next instanceof Failure) throw next
      else {
        yield next
        if (next.type === 'done') return
      }
    }
  }
  const client = {
    jobs: { cancel: async ({ jobId }: { jobId: string }) => heard.push(jobId) },
    settings: { set: async () => ({}) },
    results: {
      save: async () => events(),
      plan: async () => ({
        writable: true,
        problem: null,
        freeBytes: null,
        files: names.map((name) => ({ ...row(name, 'waiting'), bytes: 1, exists: false })),
      }),
    },
  }
  setEngine({ client: client as unknown as Client, fetchBytes: () => Promise.reject(new Error('no bytes here')) })
  return {
    heard,
    say: (next: SaveEvent | Failure): void => {
      waiting.push(next)
      wake()
    },
  }
}

const statuses = (): string[] => useSave.getState().files.map(({ status }) => status)
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

describe('a save that is cancelled', () => {
  let engine: ReturnType<typeof slowEngine>
  beforeEach(async () => {
    engine = slowEngine()
    startSave('one', '/home/ada', '3F2A-91')
    useSave.setState({ formats: ['nifti'] })
    await settled()
  })

  it('has rows from the first moment, and waits for the word of the engine before it says that nothing is left', async () => {
    const saving = save('one', 'refuse', null, texts)
    expect(statuses()).toEqual(['waiting', 'waiting'])
    const id = useSave.getState().job?.id
    cancelSave()
    await settled()
    expect(engine.heard).toEqual([id])
    expect(useSave.getState()).toMatchObject({ cancelling: true, cancelled: false })
    expect(statuses()).toEqual(['waiting', 'waiting'])
    engine.say(cancelled())
    await saving
    expect(useSave.getState()).toMatchObject({ cancelling: false, cancelled: true, job: null, failure: null })
    expect(statuses()).toEqual(['cancelled', 'cancelled'])
    expect(useApp.getState().urgent).toBe('cancelled')
  })

  it('has no rows of formats given up since they were last planned', async () => {
    useSave.setState({ formats: ['stl'] })
    const saving = save('one', 'refuse', null, texts)
    expect(useSave.getState().files.map(({ name }) => name)).toEqual(['run.json'])
    engine.say(cancelled())
    await saving
  })

  it('too late says that the files are there', async () => {
    const saving = save('one', 'refuse', null, texts)
    cancelSave()
    engine.say({
      type: 'done',
      files: names.map((name) => row(name, 'verified')),
      folder: '/home/ada/3F2A-91',
      findings: [],
    })
    await saving
    expect(useSave.getState()).toMatchObject({ cancelled: false, cancelling: false, savedTo: '/home/ada/3F2A-91' })
    expect(statuses()).toEqual(['verified', 'verified'])
    expect(useApp.getState().polite).toBe('2 saved')
  })

  it('of one file tried again keeps the rows of those that are saved', async () => {
    const first = save('one', 'refuse', null, texts)
    const files = [row('lungs.nii.gz', 'not-written'), row('run.json', 'verified')]
    engine.say({ type: 'done', files, folder: '/home/ada/3F2A-91', findings: [] })
    await first
    const again = save('one', 'replace', ['lungs.nii.gz'], texts)
    engine.say({ type: 'file', file: row('lungs.nii.gz', 'writing') })
    await settled()
    cancelSave()
    engine.say(cancelled())
    await again
    expect(useSave.getState().cancelled).toBe(false)
    expect(statuses()).toEqual(['cancelled', 'verified'])
  })

  it('says nothing into a dialog that was opened anew in the meantime', async () => {
    const saving = save('one', 'refuse', null, texts)
    cancelSave()
    startSave('two', '/home/ada', '3F2A-92')
    engine.say({ type: 'file', file: row('lungs.nii.gz', 'writing') })
    engine.say(cancelled())
    await saving
    expect(useSave.getState()).toMatchObject({ cancelled: false, files: [], folder: '/home/ada/3F2A-92' })
  })
})

describe('a save that fails as a whole', () => {
  it('says why, and can be made again', async () => {
    const engine = slowEngine()
    startSave('one', '/home/ada', '3F2A-91')
    await settled()
    const saving = save('one', 'refuse', null, texts)
    engine.say(new Failure('E_OUTPUT_IN_SOURCE', 'Not there.'))
    await saving
    expect(useSave.getState()).toMatchObject({ files: [], cancelled: false, failure: { code: 'E_OUTPUT_IN_SOURCE' } })
  })
})
