import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { workerUrl } from '../../src-main/engine/worker-url.ts'

describe('workerUrl', () => {
  it('finds the worker among the sources', () => {
    expect(existsSync(workerUrl())).toBe(true)
    expect(workerUrl().pathname).toMatch(/src-main\/engine\/worker\.ts$/)
  })

  it.each([
    ['file:///app/out/main/main.js', 'file:///app/out/main/worker.js'],
    ['file:///app/out/main/assets/engine-1a2b.js', 'file:///app/out/main/worker.js'],
    ['file:///app.asar/out/main/main.js', 'file:///app.asar/out/main/worker.js'],
    ['file:///out/main/app/out/main/cli.js', 'file:///out/main/app/out/main/worker.js'],
    ['file:///elsewhere/main.js', 'file:///elsewhere/worker.js'],
  ])('finds the worker of the bundle from %s', (from, to) => {
    expect(workerUrl(from).href).toBe(to)
  })
})
